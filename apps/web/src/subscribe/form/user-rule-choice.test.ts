import { sourceNames } from "@talent/catalog/alerts/source-rules";
import { describe, expect, it } from "vitest";
import { choiceOfForm, userRuleOf } from "./user-rule-choice.ts";

const names = sourceNames([]);
const LEVEL = {
  watch: "level",
  indicator: "us-visas-issued-annual",
  area: "CHN",
  "dim.visa_class": "F1",
  "over.area": "IND",
  "over.dim.visa_class": "F1",
  baseline: "visas-harder|f1-annual",
  op: "<=",
  threshold: "10000",
  recovery: "12000",
  pending: "1",
  recovering: "1",
  evidence: "1",
  noData: "quiet",
};

describe("what a form chose", () => {
  it("is a rule of one series, without what this way of watching has no use for", () => {
    const choice = choiceOfForm(LEVEL);
    expect(choice).not.toHaveProperty("over");
    expect(choice).not.toHaveProperty("claim");
    const made = userRuleOf(choice, names);
    expect("rule" in made && made.rule.watch).toMatchObject({ kind: "measure", fires: [{ op: "<=", than: 10_000 }] });
  });

  it("is every record, whatever threshold was filled in for another way of watching", () => {
    const made = userRuleOf(choiceOfForm({ ...LEVEL, watch: "record-high", evidence: "3", threshold: "20005", op: "" }), names);
    expect("rule" in made && made.rule.watch).toMatchObject({ fires: [{ op: ">", than: 1 }], every: "period" });
  });

  it("takes the second series along for a ratio", () => {
    const made = userRuleOf(choiceOfForm({ ...LEVEL, watch: "ratio", threshold: "0.5", recovery: "0.6" }), names);
    expect("rule" in made && made.rule.watch).toMatchObject({ measure: { op: "ratio" }, unit: "x" });
  });

  it.each([
    ["threshold", { threshold: "ten" }],
    ["threshold", { threshold: "" }],
    ["threshold", { threshold: "NaN" }],
    ["threshold", { threshold: "1e400" }],
    ["threshold", { threshold: "0x10" }],
    ["area", { area: "ZZZ" }],
    ["dimensions", { "dim.visa_class": "NOPE\u202E" }],
    ["watch", { watch: "__proto__" }],
    ["indicator", { indicator: "constructor" }],
  ])("with a bad %s gives a sentence that names it, and no error (case %#)", (field, change) => {
    const made = userRuleOf(choiceOfForm({ ...LEVEL, ...change }), names);
    expect("problem" in made && made.problem).toContain(field);
  });

  it("may be a claim's verdict or a publisher", () => {
    expect(choiceOfForm({ watch: "verdict", claim: "stem-ratio", threshold: "1" })).toEqual({ watch: "verdict", claim: "stem-ratio" });
    expect(userRuleOf(choiceOfForm({ watch: "source", source: "state-niv-annual" }), names)).toHaveProperty("rule");
  });
});
