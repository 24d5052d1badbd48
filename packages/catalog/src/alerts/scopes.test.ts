import { describe, expect, it } from "vitest";
import { userRule } from "../user-rules/user-rule.ts";
import { scopesOf } from "./scopes.ts";
import { builtInRules } from "./source-rules.ts";

const RULES = builtInRules([]);

const scopes = (id: string): string[] => {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return scopesOf(rule);
};

describe("whom a rule concerns", () => {
  it("names the rule, its claims, every indicator it reads with its source, and those who follow everything", () => {
    expect(scopes("civil-service-applicants-per-post-record")).toEqual([
      "rule:civil-service-applicants-per-post-record",
      "claim:crackdown",
      "claim:civil-service-record",
      "claim:ai-shielded",
      "indicator:civil-service-applicants",
      "indicator:civil-service-posts",
      "source:civil-service-exam",
      "everything",
    ]);
  });

  it("names an indicator once although two of its series are read", () => {
    expect(scopes("neurips-china-us").filter((scope) => scope.startsWith("indicator:"))).toEqual(["indicator:neurips-paper-credits"]);
  });

  it("names the claim of a verdict once", () => {
    expect(scopes("verdict-stem-ratio")).toEqual(["rule:verdict-stem-ratio", "claim:stem-ratio", "everything"]);
  });

  it("names a late publisher and the claims that wait for it", () => {
    expect(scopes("late-macropolo-talent")).toEqual([
      "rule:late-macropolo-talent",
      "claim:top-talent-origin",
      "claim:top-talent-origin-us",
      "claim:top-talent-work-us",
      "claim:top-talent-work-china",
      "claim:stay-and-build",
      "source:macropolo-talent",
      "everything",
    ]);
  });

  it("limits rules about our own fetches to the operator", () => {
    expect(scopes("looks-sevis-mapping")).toEqual(["rule:looks-sevis-mapping", "operator"]);
  });

  it("limits a reader's own rule to those who requested it: no one else is notified of another reader's threshold", () => {
    const rule = userRule({
      watch: "level",
      indicator: "qs-top100-universities",
      area: "CHN",
      dimensions: {},
      op: ">=",
      threshold: 10,
      recovery: 8,
      pending: 1,
      recovering: 1,
      evidence: 1,
      noData: "quiet",
    });
    expect(scopesOf(rule)).toEqual([`rule:${rule.id}`]);
  });

  it("is of the forms a subscription may name, each once, for every rule", () => {
    for (const rule of RULES) {
      const all = scopesOf(rule);
      expect(new Set(all).size, rule.id).toBe(all.length);
      for (const scope of all) expect(scope).toMatch(/^((rule|claim|indicator|source):.+|everything|operator)$/);
    }
  });
});
