import { alertHistory, INITIAL_STATE } from "@talent/core/alert/phase";
import type { Release } from "@talent/core/alert/release";
import type { AlertRule } from "@talent/core/alert/rule";
import { releaseOf, ruleAround, ruleOf, silenceAt } from "@talent/core/testing/alert-builders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catchUpTransitions } from "./catch-up.ts";

const NOW = new Date("2024-06-01");

/** The steps from where a rule stood by the releases it knew to where it stands by those there were. */
const steps = (knew: readonly Release[], were: readonly Release[], rule: AlertRule = ruleOf()) => {
  const stored = alertHistory(rule, knew).state;
  const made = catchUpTransitions({ rule, stored, releases: were, whole: alertHistory(rule, were) }, NOW);
  return made.map(({ transition: { from, to, tells } }) => `${from} > ${to}${tells === null ? "" : ` ${tells}`}`);
};

const ordered = (values: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(values).sort());

describe("releases in any order of arrival", () => {
  const level = fc.integer({ min: -30, max: 10 });
  const document = fc.dictionary(fc.integer({ min: 2021, max: 2024 }).map(String), level, { maxKeys: 4 });
  const broken = fc.option(fc.constant({ period: "2022", note: null }), { nil: null, freq: 8 });
  const release = fc.option(fc.tuple(document, broken), { freq: 8 });
  const arrivals = fc.array(release, { minLength: 2, maxLength: 8 }).chain((all) =>
    fc.record({
      releases: fc.constant(
        all.map((one, turn) => (one === null ? silenceAt(turn) : releaseOf(turn, ordered(one[0]), { broken: one[1] }))),
      ),
      order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
    }),
  );
  const rules = fc.record({
    pending: fc.integer({ min: 1, max: 3 }),
    recovering: fc.integer({ min: 1, max: 3 }),
    evidence: fc.integer({ min: 1, max: 2 }),
    every: fc.constantFrom<"crossing" | "period">("crossing", "period"),
  });

  it("lead on from one step to the next, and report in turn that it crosses and that it does not", () => {
    fc.assert(
      fc.property(rules, arrivals, ({ every, ...more }, { releases, order }) => {
        const rule = ruleOf({ ...more, watch: { every } });
        let stored = INITIAL_STATE;
        let isOut = false;
        let newest = 0;
        for (const turn of order.keys()) {
          const known = releases.filter((_, at) => order.slice(0, turn + 1).includes(at));
          const whole = alertHistory(rule, known);
          for (const { transition } of catchUpTransitions({ rule, stored, releases: known, whole }, NOW)) {
            if (transition.tells === "fired") expect(isOut).toBe(false);
            if (transition.tells === "fired") isOut = true;
            if (transition.tells === "again" || transition.tells === "recovered") expect(isOut).toBe(true);
            if (transition.tells === "again") expect(Number(transition.after?.period)).toBeGreaterThan(newest);
            if (transition.tells === "fired" || transition.tells === "again") newest = Number(transition.after?.period);
            if (transition.tells === "recovered" || transition.tells === "retracted") isOut = false;
          }
          stored = whole.state;
          if (stored.phase === "firing" || stored.phase === "recovering") expect(isOut).toBe(true);
          if (stored.phase === "normal" || stored.phase === "pending") expect(isOut).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("finding out late", () => {
  it("notifies nothing where the rule stands as it stood", () => {
    expect(steps([releaseOf(1, { 2022: 0 })], [releaseOf(0, { 2021: 0 }), releaseOf(1, { 2022: 0 })])).toEqual([]);
    const fired = releaseOf(2, { 2022: -20 });
    expect(steps([fired], [releaseOf(1, { 2021: -20 }), fired])).toEqual([]);
  });
  it("notifies that something crosses", () => {
    expect(steps([releaseOf(1, { 2021: 0 })], [releaseOf(1, { 2021: 0 }), releaseOf(2, { 2022: -20 })])).toEqual(["normal > firing fired"]);
    const silence = [releaseOf(1, { 2022: 0 }), silenceAt(3)];
    expect(steps(silence, [releaseOf(1, { 2022: 0 }), releaseOf(2, { 2022: -20 }), silenceAt(3)])).toEqual(["stale > stale fired"]);
  });
  it("does not notify of what crossed and is over", () => {
    expect(
      steps([releaseOf(1, { 2021: 0 })], [releaseOf(1, { 2021: 0 }), releaseOf(2, { 2022: -20 }), releaseOf(3, { 2022: -20, 2023: 0 })]),
    ).toEqual([]);
  });
  it("retracts what is false, and notifies what is true", () => {
    const fired = releaseOf(1, { 2022: -20 });
    expect(steps([fired], [fired, releaseOf(2, { 2022: -5 })])).toEqual(["firing > retracted retracted"]);
    expect(steps([fired], [fired, releaseOf(2, { 2022: -5 }), releaseOf(3, { 2022: -5, 2023: -30 })])).toEqual([
      "firing > retracted retracted",
      "retracted > firing fired",
    ]);
  });
  it("notifies that something is over", () => {
    const fired = releaseOf(1, { 2022: -20 });
    expect(steps([fired], [fired, releaseOf(2, { 2022: -20, 2023: 0 })])).toEqual(["firing > normal recovered"]);
  });
  it("retracts what never held in enough releases in a row, so that it can be notified once there are enough", () => {
    const careful = ruleOf({ pending: 2 });
    const [early, newer] = [releaseOf(1, { 2022: -20 }), releaseOf(3, { 2022: -20, 2023: -20 })];
    const between = releaseOf(2, { 2022: -20, 2023: 0 });
    expect(steps([early, newer], [early, between, newer], careful)).toEqual(["firing > pending retracted"]);
    const stored = alertHistory(careful, [early, newer]).state;
    const were = [early, between, newer];
    const [taken] = catchUpTransitions({ rule: careful, stored, releases: were, whole: alertHistory(careful, were) }, NOW);
    const number = { period: "2023", value: -20 };
    expect(taken?.transition).toMatchObject({ retracts: newer.at, before: number, after: number, inputs: ["2023=-20"] });
  });
  it("does not report as over what fired anew since and was retracted", () => {
    const careful = ruleOf({ pending: 2 });
    const fired = [releaseOf(1, { 2021: -20 }), releaseOf(2, { 2021: -20, 2022: -20 })];
    const over = [...fired, releaseOf(3, { 2021: -20, 2022: -20, 2023: 0 })];
    const anew = [...over, releaseOf(4, { 2021: -20, 2022: -20, 2023: -30 }), releaseOf(5, { 2021: -20, 2022: -20, 2023: -31 })];
    const gone = [...anew, releaseOf(6, { 2021: -20, 2022: 0 }), releaseOf(7, { 2021: -20, 2022: -20, 2023: -32 })];
    expect(alertHistory(careful, gone).state.phase).toBe("pending");
    expect(steps([...anew, releaseOf(7, { 2021: -20, 2022: -20, 2023: -32 })], gone, careful)).toEqual(["firing > pending retracted"]);
  });
  it("notifies of a further period, where further periods are notified", () => {
    const each = ruleOf({ watch: { every: "period" } });
    const fired = releaseOf(1, { 2022: -20 });
    expect(steps([fired], [fired, releaseOf(2, { 2022: -20, 2023: -30 })], each)).toEqual(["firing > firing again"]);
    expect(steps([fired], [fired, releaseOf(2, { 2022: -20, 2023: -30 })])).toEqual([]);
  });
  it("notifies that nothing can be concluded any more", () => {
    const fired = releaseOf(1, { 2022: -20 });
    const broken = releaseOf(2, { 2022: -20, 2023: -30 }, { broken: { period: "2023", note: null } });
    expect(steps([fired], [fired, broken])).toEqual(["firing > suspended suspended"]);
  });
  it("only records what is not notified", () => {
    const careful = ruleOf({ pending: 2 });
    const knew = [releaseOf(1, { 2021: 0 })];
    expect(steps(knew, [...knew, releaseOf(2, { 2022: -20 })], careful)).toEqual(["normal > pending"]);
  });
  it("keeps when it would have been notified, and is about now", () => {
    const rule = ruleOf();
    const were = [releaseOf(1, { 2021: 0 }), releaseOf(2, { 2022: -20 })];
    const stored = alertHistory(rule, were.slice(0, 1)).state;
    const [step] = catchUpTransitions({ rule, stored, releases: were, whole: alertHistory(rule, were) }, NOW);
    expect(step).toMatchObject({ news: true, catchUp: { at: were[1]?.at }, transition: { at: NOW.toISOString(), after: { value: -20 } } });
  });
  it("names the verdict that holds, and whether a source is late", () => {
    const verdict = ruleAround({ kind: "verdict", claim: "c", reading: "r", questions: ["now"] });
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
    const source = ruleAround({ kind: "source", source: "s", side: "theirs" });
    const stands = (day: number, bad: boolean): Release => {
      return { kind: "standing", at: `2024-01-0${day}T00:00:00.000Z`, bad, word: bad ? "lapsed" : "on_time", period: null, due: null };
    };
    expect(steps([stands(1, false)], [stands(1, false), stands(2, true)], source)).toEqual(["normal > firing late"]);
    expect(steps([stands(1, true)], [stands(1, false)], source)).toEqual(["firing > normal spoke"]);
  });
});
