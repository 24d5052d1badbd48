import { ruleAround, ruleOf } from "@talent/core/testing/alert-builders";
import type { AlertTrigger } from "@talent/db/read/alerts/alert-triggers";
import type { RuleProgress } from "@talent/db/read/alerts/rule-states";
import { describe, expect, it } from "vitest";
import { planRules, type RecentEvents } from "./plan.ts";
import { builtInRule, type WatchedRule } from "./watched-rules.ts";

const numbers = builtInRule(ruleOf({}, { indicator: "visas", area: "CHN", dimensions: {} }));
const verdict = builtInRule(ruleAround({ kind: "verdict", claim: "stem-ratio", reading: "r", questions: ["now"] }, { id: "verdict" }));
const theirs = builtInRule(ruleAround({ kind: "source", source: "state", side: "theirs" }, { id: "theirs" }));
const ours = builtInRule(ruleAround({ kind: "source", source: "state", side: "ours" }, { id: "ours" }));
const ALL = [numbers, verdict, theirs, ours];

const placeOf = ({ rule, fingerprint }: WatchedRule, more: Partial<RuleProgress> = {}): [string, RuleProgress] => {
  const evaluatedTo = new Date("2025-06-01");
  const place = { rule: rule.id, fingerprint, evaluatedTo, changeSeen: "10", knownSince: evaluatedTo, nextLook: null, at: null };
  return [rule.id, { ...place, ...more }];
};
const trigger = (more: Partial<AlertTrigger>): AlertTrigger => {
  return { id: "11", kind: "new_period", indicator: null, claim: null, source: null, from: new Date("2025-07-01"), ...more };
};
const plan = (more: Partial<RecentEvents> = {}, rules = ALL) => {
  const nothing: RecentEvents = {
    places: new Map(rules.map((rule) => placeOf(rule))),
    triggers: [],
    looks: new Map(),
    now: new Date("2025-07-02"),
    all: false,
  };
  return planRules(rules, { ...nothing, ...more }).map(({ rule, how }) => `${rule.id} ${how}`);
};

describe("which rules are evaluated, and how", () => {
  it("none while nothing happens, and nothing concerns a rule but its own series, claim and source", () => {
    expect(plan()).toEqual([]);
    expect(
      plan({ triggers: [trigger({ indicator: "other", source: "elsewhere" }), trigger({ kind: "verdict", claim: "other" })] }),
    ).toEqual([]);
    expect(plan({ triggers: [trigger({ kind: "source_health", source: "state" })] })).toEqual([]);
  });
  it("by its news, what a new vintage or a changed verdict concerns; a source anew", () => {
    expect(plan({ triggers: [trigger({ indicator: "visas", source: "state" })] })).toEqual(["visas-fall news", "theirs whole"]);
    expect(plan({ triggers: [trigger({ kind: "verdict", claim: "stem-ratio" })] })).toEqual(["verdict news"]);
  });
  it("from the beginning, what was dated before the rule had been evaluated, or may have been", () => {
    for (const from of [new Date("2025-06-01"), new Date("2025-01-01"), null])
      expect(plan({ triggers: [trigger({ indicator: "visas", from })] })).toEqual(["visas-fall whole"]);
  });
  it("not again, what was taken in before", () => {
    expect(plan({ triggers: [trigger({ id: "10", indicator: "visas", source: "state" })] })).toEqual([]);
  });
  it("a rule that is new, or another than it was", () => {
    expect(plan({ places: new Map([placeOf(verdict), placeOf(theirs), placeOf(ours)]) })).toEqual(["visas-fall fresh"]);
    expect(plan({ places: new Map([placeOf(numbers, { fingerprint: "other" })]) }, [numbers])).toEqual(["visas-fall rewritten"]);
  });
  it("what the clock alone concerns, from its instant on", () => {
    const due = (nextLook: string) => plan({ places: new Map([placeOf(numbers, { nextLook: new Date(nextLook) })]) }, [numbers]);
    expect(due("2025-07-02")).toEqual(["visas-fall news"]);
    expect(due("2025-07-02T00:00:00.001Z")).toEqual([]);
  });
  it("our fetches, whenever there is one later than those taken in", () => {
    const at = "2025-07-01T06:00:00.000Z";
    const looked = (taken: string | null) =>
      plan({ places: new Map([placeOf(ours, { at: taken })]), looks: new Map([["state", at]]) }, [ours]);
    expect(looked(null)).toEqual(["ours whole"]);
    expect(looked("2025-06-30T06:00:00.000Z")).toEqual(["ours whole"]);
    expect(looked(at)).toEqual([]);
  });
  it("all of them on a walk", () => {
    expect(plan({ all: true })).toEqual(["visas-fall news", "verdict news", "theirs whole", "ours whole"]);
  });
});
