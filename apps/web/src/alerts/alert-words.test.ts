import { builtInRules } from "@talent/catalog/alerts/source-rules";
import type { AlertRule } from "@talent/core/alert/rule";
import { transitionOf } from "@talent/core/alert/transition";
import { describe, expect, it, vi } from "vitest";
import { audienceWords, historyList } from "./history-list.ts";
import { readAlertFilter } from "./load-history.ts";
import { RULE_THEMES, ruleTheme } from "./rule-list.ts";
import { conditionSentence, noticeText, PHASE_MEANING, PHASES, phaseWord, thresholdWords } from "./rule-words.ts";

import { watchedMeasure } from "./watched-measure.ts";

// A store in which nothing is registered yet.
vi.mock("../store/sources.ts", () => ({ currentSources: async () => [] }));

const RULES = builtInRules([]);
const rule = (id: string): AlertRule => {
  const found = RULES.find((one) => one.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};
const MEASURE = RULES.find(({ watch }) => watch.kind === "measure" && watch.unit === "%") as AlertRule;

describe("the words of a rule", () => {
  it("say of every rule when it tells, in one sentence without a bare code", () => {
    for (const one of RULES) {
      const words = conditionSentence(one);
      expect(words, one.id).toMatch(/^Notifies (when|whenever) .+\.$/);
      expect(words, one.id).not.toMatch(/undefined|NaN|moves_by|_/);
    }
  });

  it("say a threshold with its unit, and a move by its size", () => {
    expect(thresholdWords({ op: ">=", than: 1.5 }, "x")).toBe("at or above 1.5×");
    expect(thresholdWords({ op: "<", than: -15 }, "%")).toBe("below −15%");
    expect(thresholdWords({ op: "moves_by", than: 2 }, "universities")).toBe("a move of 2 universities or more");
  });

  it("name the day of the year by which a publisher is awaited", () => {
    expect(conditionSentence(rule("civil-service-exam-late-in-november"))).toContain("late after 10 November");
  });

  it("have a theme each, and of every phase a word and a meaning", () => {
    for (const one of RULES) expect(RULE_THEMES).toContain(ruleTheme(one));
    expect(new Set(PHASES).size).toBe(Object.keys(PHASE_MEANING).length);
    expect(phaseWord(rule("late-macropolo-talent"), "firing")).toBe("Late");
    expect(phaseWord(MEASURE, "firing")).toBe("Crossed");
  });

  it("draw of every rule over numbers something of one unit, and of a source nothing", () => {
    const drawn = (kind: string) => RULES.filter(({ watch }) => watch.kind === kind).map(({ watch }) => watchedMeasure(watch) !== null);
    expect([...drawn("measure"), ...drawn("revision")]).not.toContain(false);
    expect(drawn("source")).not.toContain(true);
  });
});

describe("a step of a rule", () => {
  const about = { name: MEASURE.name, unit: "%", watch: MEASURE.watch };
  const step = transitionOf({
    at: "2025-06-03T06:00:00.000Z",
    from: "normal",
    to: "firing",
    tells: "fired",
    cause: "new_period",
    before: { period: "2023", value: 1 },
    after: { period: "2024", value: -18.2 },
    threshold: { op: "<=", than: -15 },
  });

  it("whose numbers are withheld says all but them", () => {
    const shown = { ...step, rule: about };
    expect(noticeText({ facts: shown, withheld: null, sourceName: null }).subject).toContain("18.2");
    const words = noticeText({
      facts: { ...shown, before: { period: "2023", value: null }, after: { period: "2024", value: null } },
      withheld: "verdict_only",
      sourceName: null,
    });
    expect(JSON.stringify(words)).not.toMatch(/18\.2|null|NaN/);
  });

  it("is written with every text escaped", () => {
    const name = { en: '<img src=x onerror="1">\u202E', "zh-CN": "x" };
    const entry = {
      id: "7",
      rule: "r",
      at: step.at,
      evaluatedAt: step.at,
      facts: { ...step, rule: { ...about, name } },
      scopes: ["everything"],
      retracts: null,
      retractedBy: null,
      audience: 2,
      withheld: null,
      sourceName: null,
    };
    const { markup } = historyList([entry], { as_of: '"><script>' });
    expect(markup).not.toMatch(/<img|<script|\u202E/);
    expect(markup).toContain("&lt;img");
    expect(markup).toContain("Notified 2 subscribers.");
  });

  it("says to how many it was told", () => {
    expect([null, 0, 1, 12_345].map((audience) => audienceWords({ audience }))).toEqual([
      "In the history only: it was known before the rule was watched.",
      "No subscribers.",
      "Notified 1 subscriber.",
      "Notified 12,345 subscribers.",
    ]);
  });
});

describe("the filter of an address", () => {
  const filter = (query: string) => readAlertFilter((name) => new URLSearchParams(query).get(name));

  it("is the first thing it names, by the name it has here", async () => {
    expect(await filter("claim=stem-ratio&indicator=x")).toMatchObject({
      kind: "claim",
      scope: "claim:stem-ratio",
      found: true,
      page: "/claims/stem-ratio",
    });
    expect(await filter("rule=late-macropolo-talent")).toMatchObject({ kind: "rule", rule: "late-macropolo-talent", found: true });
    expect(await filter("")).toBeNull();
  });

  it("finds nothing of what is not there, nor rules about our own looks", async () => {
    for (const query of ["claim=__proto__", "indicator=constructor", "rule=looks-state-niv-annual", "rule=<b>"])
      expect((await filter(query))?.found, query).toBe(false);
  });
});
