import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { releaseOf, ruleOf, silenceAt } from "../../testing/alert-builders.ts";
import { alertHistory } from "./phase.ts";
import type { Release } from "./release.ts";
import type { AlertRule } from "./rule.ts";
import type { AlertState } from "./transition.ts";

const level = fc.integer({ min: -30, max: 10 });
const cause = fc.constantFrom("new_period", "revision", "correction", "withdrawal") as fc.Arbitrary<"new_period" | "revision">;
const broken = fc.option(fc.constant({ period: "2022", note: null }), { nil: null, freq: 8 });
const points = fc.dictionary(fc.integer({ min: 2018, max: 2026 }).map(String), level, { maxKeys: 6 });

/** Any history: values that appear, change, vanish, compare across breaks, and silences between. */
const history: fc.Arbitrary<Release[]> = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.tuple(points, cause, broken) }, { weight: 1, arbitrary: fc.constant(null) }), {
    maxLength: 14,
  })
  .map((all) =>
    all.map((one, turn) => (one === null ? silenceAt(turn) : releaseOf(turn, ordered(one[0]), { cause: one[1], broken: one[2] }))),
  );

const rules: fc.Arbitrary<AlertRule> = fc
  .record({
    pending: fc.integer({ min: 1, max: 3 }),
    recovering: fc.integer({ min: 1, max: 3 }),
    evidence: fc.integer({ min: 1, max: 3 }),
    every: fc.constantFrom<"crossing" | "period">("crossing", "period"),
  })
  .map(({ every, ...more }) => ruleOf({ ...more, watch: { every } }));

const ordered = (values: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

const stored = (state: AlertState): AlertState => JSON.parse(JSON.stringify(state)) as AlertState;

describe("the fold of any rule over any history", () => {
  it("over a prefix, stored and read again, then the rest, is the fold over all", () => {
    fc.assert(
      fc.property(rules, history, fc.nat(14), (rule, releases, at) => {
        const whole = alertHistory(rule, releases);
        const first = alertHistory(rule, releases.slice(0, at));
        const rest = alertHistory(rule, releases.slice(at), stored(first.state));
        expect(rest.state).toEqual(whole.state);
        expect([...first.transitions, ...rest.transitions]).toEqual(whole.transitions);
      }),
    );
  });

  it("over releases it has taken in already changes nothing and notifies of nothing", () => {
    fc.assert(
      fc.property(rules, history, (rule, releases) => {
        const once = alertHistory(rule, releases);
        expect(alertHistory(rule, releases, once.state)).toEqual({ state: once.state, transitions: [] });
      }),
    );
  });

  it("gives the same with every release seen by two runs", () => {
    fc.assert(
      fc.property(rules, history, (rule, releases) => {
        const twice = releases.flatMap((release) => [release, release]);
        expect(alertHistory(rule, twice)).toEqual(alertHistory(rule, releases));
      }),
    );
  });

  it("fires and recovers in turn: never twice in a row, never a recovery or a retraction of what was not reported", () => {
    fc.assert(
      fc.property(rules, history, (rule, releases) => {
        let isOut = false;
        let standing: string | null = null;
        for (const { tells, at, retracts } of alertHistory(rule, releases).transitions) {
          if (tells === "fired") {
            expect(isOut).toBe(false);
            [isOut, standing] = [true, at];
          }
          if (tells === "again") {
            expect(isOut).toBe(true);
            standing = at;
          }
          if (tells === "recovered") {
            expect(isOut).toBe(true);
            isOut = false;
          }
          if (tells === "retracted") {
            expect(retracts).toBe(standing);
            [isOut, standing] = [false, null];
          }
        }
      }),
    );
  });

  it("never fires on a release that does not cross, and every step leads on from the one before", () => {
    fc.assert(
      fc.property(rules, history, (rule, releases) => {
        let phase = "no_data";
        for (const transition of alertHistory(rule, releases).transitions) {
          expect(transition.from).toBe(phase);
          phase = transition.to;
          if (transition.tells === "fired" || transition.tells === "again") expect(transition.after?.value).toBeLessThanOrEqual(-15);
        }
      }),
    );
  });

  it("notifies of nothing when there are only silences", () => {
    fc.assert(
      fc.property(rules, history, (rule, releases) => {
        const silences = alertHistory(rule, releases).transitions.filter(({ to }) => to === "stale");
        expect(silences.every(({ tells }) => tells === null)).toBe(true);
      }),
    );
  });
});
