import { alertHistory } from "@talent/core/alert-phase";
import type { Release } from "@talent/core/alert-release";
import type { AlertRule } from "@talent/core/alert-rule";
import { around, released, ruleOf, silent } from "@talent/core/literal-alert";
import { describe, expect, it } from "vitest";
import { catchUps } from "./evaluate-catch-up.ts";

const NOW = new Date("2024-06-01");

/** The steps from where a rule stood by the releases it knew to where it stands by those there were. */
const steps = (knew: readonly Release[], were: readonly Release[], rule: AlertRule = ruleOf()) => {
  const stored = alertHistory(rule, knew).state;
  const made = catchUps({ rule, stored, releases: were, whole: alertHistory(rule, were) }, NOW);
  return made.map(({ transition: { from, to, tells } }) => `${from} > ${to}${tells === null ? "" : ` ${tells}`}`);
};

describe("finding out late", () => {
  it("tells nothing where the rule stands as it stood", () => {
    expect(steps([released(1, { 2022: 0 })], [released(0, { 2021: 0 }), released(1, { 2022: 0 })])).toEqual([]);
    const fired = released(2, { 2022: -20 });
    expect(steps([fired], [released(1, { 2021: -20 }), fired])).toEqual([]);
  });
  it("tells that something crosses", () => {
    expect(steps([released(1, { 2021: 0 })], [released(1, { 2021: 0 }), released(2, { 2022: -20 })])).toEqual(["normal > firing fired"]);
    const silence = [released(1, { 2022: 0 }), silent(3)];
    expect(steps(silence, [released(1, { 2022: 0 }), released(2, { 2022: -20 }), silent(3)])).toEqual(["stale > stale fired"]);
  });
  it("does not tell of what crossed and is over", () => {
    expect(
      steps([released(1, { 2021: 0 })], [released(1, { 2021: 0 }), released(2, { 2022: -20 }), released(3, { 2022: -20, 2023: 0 })]),
    ).toEqual([]);
  });
  it("takes back what is not so, and tells what is", () => {
    const fired = released(1, { 2022: -20 });
    expect(steps([fired], [fired, released(2, { 2022: -5 })])).toEqual(["firing > retracted retracted"]);
    expect(steps([fired], [fired, released(2, { 2022: -5 }), released(3, { 2022: -5, 2023: -30 })])).toEqual([
      "firing > retracted retracted",
      "retracted > firing fired",
    ]);
  });
  it("tells that something is over", () => {
    const fired = released(1, { 2022: -20 });
    expect(steps([fired], [fired, released(2, { 2022: -20, 2023: 0 })])).toEqual(["firing > normal recovered"]);
  });
  it("tells of a further period, where further periods are told", () => {
    const each = ruleOf({ watch: { every: "period" } });
    const fired = released(1, { 2022: -20 });
    expect(steps([fired], [fired, released(2, { 2022: -20, 2023: -30 })], each)).toEqual(["firing > firing again"]);
    expect(steps([fired], [fired, released(2, { 2022: -20, 2023: -30 })])).toEqual([]);
  });
  it("tells that nothing can be concluded any more", () => {
    const fired = released(1, { 2022: -20 });
    const broken = released(2, { 2022: -20, 2023: -30 }, { broken: { period: "2023", note: null } });
    expect(steps([fired], [fired, broken])).toEqual(["firing > suspended suspended"]);
  });
  it("only notes what is not told", () => {
    const careful = ruleOf({ pending: 2 });
    const knew = [released(1, { 2021: 0 })];
    expect(steps(knew, [...knew, released(2, { 2022: -20 })], careful)).toEqual(["normal > pending"]);
  });
  it("keeps when it would have been told, and speaks for now", () => {
    const rule = ruleOf();
    const were = [released(1, { 2021: 0 }), released(2, { 2022: -20 })];
    const stored = alertHistory(rule, were.slice(0, 1)).state;
    const [step] = catchUps({ rule, stored, releases: were, whole: alertHistory(rule, were) }, NOW);
    expect(step).toMatchObject({ news: true, catchUp: { at: were[1]?.at }, transition: { at: NOW.toISOString(), after: { value: -20 } } });
  });
  it("says the verdict that holds, and that a source is late or not", () => {
    const verdict = around({ kind: "verdict", claim: "c", reading: "r", questions: ["now"] });
    const said = (day: number, now: "holds" | "lapsed"): Release => {
      return {
        kind: "verdict",
        at: `2024-01-0${day}T00:00:00.000Z`,
        cause: "time",
        verdicts: { now },
        value: null,
        period: null,
        inputs: [],
      };
    };
    expect(steps([said(1, "holds")], [said(1, "holds"), said(2, "lapsed")], verdict)).toEqual(["normal > normal changed"]);
    const source = around({ kind: "source", source: "s", side: "theirs" });
    const stands = (day: number, bad: boolean): Release => {
      return { kind: "standing", at: `2024-01-0${day}T00:00:00.000Z`, bad, word: bad ? "lapsed" : "on_time", period: null, due: null };
    };
    expect(steps([stands(1, false)], [stands(1, false), stands(2, true)], source)).toEqual(["normal > firing late"]);
    expect(steps([stands(1, true)], [stands(1, false)], source)).toEqual(["firing > normal spoke"]);
  });
});
