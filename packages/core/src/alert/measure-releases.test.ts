import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atMost, ruleAround, ruleOf } from "../../testing/alert-builders.ts";
import { evidenceAt, type PointInput, pointAt, seriesOf, versionsIn } from "../../testing/evidence-builders.ts";
import type { IndicatorFacts } from "../measure/evidence.ts";
import { difference, season, value, yearOnYear } from "../measure/measure.ts";
import type { SeriesKey, SeriesPoint } from "../observation/observation.ts";
import { alertHistory } from "./phase.ts";
import type { Release } from "./release.ts";
import type { AlertRule } from "./rule.ts";
import { measureReleases } from "./rule-releases.ts";

const VISAS = seriesOf("visas", "CHN");
const on = (period: string, number: number | null, vintage: string, more: Partial<SeriesPoint> = {}): PointInput =>
  pointAt(period, number, { vintage: new Date(vintage).toISOString(), ...more });

function releases(
  rule: AlertRule,
  series: readonly (readonly [SeriesKey, readonly PointInput[]])[],
  span: { from?: string; to?: string; facts?: Partial<IndicatorFacts> } = {},
): Release[] {
  const store = { series, facts: { visas: { ...span.facts } } };
  const facts = evidenceAt(store, "2026-01-01").facts;
  return measureReleases(
    rule,
    { versions: versionsIn(store), facts },
    span.from ? new Date(span.from) : null,
    new Date(span.to ?? "2026-01-01"),
  );
}

/** `2024-01-01: 2022=1 2023=2` */
const words = (all: readonly Release[]): string[] =>
  all.map((one) => {
    if (one.kind === "silence") return `${one.at.slice(0, 10)} silent since ${one.due}`;
    const points = one.kind === "numbers" ? one.points.map(({ period, value: number }) => `${period}=${number}`) : [];
    return `${one.at.slice(0, 10)}: ${points.join(" ")}`;
  });

describe("what a rule learns", () => {
  const level = ruleOf({}, VISAS);

  it("is one release for each vintage, with what was known then and nothing later", () => {
    const points = [on("2022", 1, "2023-02-01"), on("2023", 2, "2024-02-01"), on("2022", 9, "2024-06-01", { cause: "revision" })];
    const found = releases(level, [[VISAS, points]]);
    expect(words(found)).toEqual(["2023-02-01: 2022=1", "2024-02-01: 2022=1 2023=2", "2024-06-01: 2022=9 2023=2"]);
    expect(found.map((one) => (one.kind === "numbers" ? one.cause : null))).toEqual(["new_period", "new_period", "revision"]);
  });

  it("within a span is what was learned after its beginning, up to its end", () => {
    const points = [on("2022", 1, "2023-02-01"), on("2023", 2, "2024-02-01"), on("2024", 3, "2025-02-01")];
    expect(words(releases(level, [[VISAS, points]], { from: "2023-02-01", to: "2024-02-01" }))).toEqual(["2024-02-01: 2022=1 2023=2"]);
    expect(releases(level, [[VISAS, points]], { from: "2025-02-01" })).toEqual([]);
  });

  it("leaves out running periods, forecasts and years still filling in", () => {
    const points = [
      on("2022", 1, "2024-02-01"),
      on("2023", 2, "2024-02-01"),
      on("2024", 3, "2024-02-01"),
      on("2025", 4, "2024-02-01", { status: "F" }),
    ];
    expect(words(releases(level, [[VISAS, points]]))).toEqual(["2024-02-01: 2022=1 2023=2"]);
    const filling = { cadence: { every: "P1Y", lag: "P9Y", grace: "P9Y", stillFilling: 1 } };
    expect(words(releases(level, [[VISAS, points]], { facts: filling }))).toEqual(["2024-02-01: 2022=1 2023=2"]);
    const settled = points.slice(0, 2);
    expect(words(releases(level, [[VISAS, settled]], { facts: filling }))).toEqual(["2024-02-01: 2022=1"]);
  });

  it("counts forecasts, of periods to come too, where the series is nothing else", () => {
    const points = [on("2024", 3, "2023-12-01", { status: "F" }), on("2025", 2, "2024-12-01", { status: "F" })];
    const rule = ruleOf({ watch: { forecasts: true } }, VISAS);
    expect(words(releases(rule, [[VISAS, points]]))).toEqual(["2023-12-01: 2024=3", "2024-12-01: 2024=3 2025=2"]);
  });

  it("has no value where one of several series has none, and none of a withdrawn number", () => {
    const others = seriesOf("visas", "WLD");
    const rule = ruleAround({ ...level.watch, measure: difference(value(VISAS), value(others)) } as AlertRule["watch"]);
    const chinese = [on("2022", 5, "2023-02-01"), on("2022", null, "2025-02-01", { cause: "withdrawal", status: "O" })];
    expect(
      words(
        releases(rule, [
          [VISAS, chinese],
          [others, [on("2022", 3, "2024-02-01")]],
        ]),
      ),
    ).toEqual(["2023-02-01: ", "2024-02-01: 2022=2", "2025-02-01: "]);
  });

  it("comes once a year from four months, and only when all four are there", () => {
    const monthly = seriesOf("visas", "CHN", { visa_class: "F1" });
    const year = (name: number, each: number) =>
      [5, 6, 7, 8].map((month) => on(`${name}-0${month}`, each, `${name}-${String(month + 2).padStart(2, "0")}-01`));
    const rule = ruleAround({
      ...(level.watch as Extract<AlertRule["watch"], { kind: "measure" }>),
      measure: yearOnYear(season(value(monthly), { from: 5, to: 8 })),
      periodKind: "month",
    });
    const found = releases(rule, [[monthly, [...year(2022, 10), ...year(2023, 8)]]], { facts: { periodKind: "month" } });
    const values = found
      .flatMap((one) => (one.kind === "numbers" ? one.points : []))
      .map(({ period, value: number }) => [period, Number(number.toPrecision(12))]);
    expect(values).toEqual([["2023-08", -20]]);
  });

  it("says which value compares across a break, marked or declared", () => {
    const points = [on("2022", 10, "2023-02-01"), on("2023", 5, "2024-02-01")];
    const rule = ruleOf({ watch: { measure: yearOnYear(value(VISAS)) } }, VISAS);
    const breakOf = (facts: Partial<IndicatorFacts>, more: Partial<SeriesPoint> = {}) => {
      const all = releases(rule, [[VISAS, [points[0] as PointInput, { ...(points[1] as PointInput), ...more }]]], { facts });
      const last = all.at(-1);
      return last?.kind === "numbers" ? last.points[0]?.broken : undefined;
    };
    expect(breakOf({})).toBeNull();
    expect(breakOf({}, { status: "B" })).toEqual({ period: "2023", note: null });
    expect(breakOf({ breaks: [{ period: "2023", note: "wider" }] })).toEqual({ period: "2023", note: "wider" });
  });

  it("names the newest of several reasons for a value, and our own before the publisher's in one vintage", () => {
    const rule = ruleOf({ watch: { measure: yearOnYear(value(VISAS)) } }, VISAS);
    const points = [
      on("2022", 10, "2023-02-01"),
      on("2023", 5, "2024-02-01"),
      on("2022", 9, "2024-03-01", { cause: "reparse" }),
      on("2023", 6, "2024-03-01", { cause: "revision" }),
    ];
    const last = releases(rule, [[VISAS, points]]).at(-1);
    expect(last).toMatchObject({ cause: "reparse", points: [{ period: "2023", cause: "reparse" }] });
  });
});

describe("silence", () => {
  const facts = { cadence: { every: "P1Y", lag: "P2M", grace: "P1M" } };
  const points = [on("2022", 1, "2023-02-01"), on("2023", 2, "2024-06-01")];
  const level = ruleOf({}, VISAS);

  it("begins when the next value is past its due date and the grace, and ends with it", () => {
    expect(words(releases(level, [[VISAS, points]], { facts, to: "2025-01-01" }))).toEqual([
      "2023-02-01: 2022=1",
      "2024-04-01 silent since 2024-03-01",
      "2024-06-01: 2022=1 2023=2",
    ]);
  });

  it("begins in the span in which its instant lies, wherever its release was", () => {
    const silent = (from: string, to: string) =>
      words(releases(level, [[VISAS, points]], { facts, from, to })).filter((line) => /silent/.test(line));
    expect(silent("2024-03-31", "2024-04-01")).toEqual(["2024-04-01 silent since 2024-03-01"]);
    expect(silent("2024-04-01", "2024-05-01")).toEqual([]);
    expect(silent("2025-01-01", "2025-12-31")).toEqual(["2025-04-01 silent since 2025-03-01"]);
  });

  it("is there at once where a number was old when it came to be known", () => {
    const old = releases(level, [[VISAS, [on("2019", 1, "2023-02-01")]]], { facts });
    expect(words(old)).toEqual(["2023-02-01: 2019=1", "2023-02-01 silent since 2021-03-01"]);
    expect(alertHistory(level, old).state.phase).toBe("stale");
  });
});

describe("live evaluation and backtest", () => {
  const change = fc.record({
    series: fc.constantFrom("CHN", "WLD"),
    period: fc.integer({ min: 2018, max: 2024 }).map(String),
    value: fc.integer({ min: 50, max: 150 }),
    day: fc.integer({ min: 0, max: 900 }),
    cause: fc.constantFrom("new_period", "revision", "correction") as fc.Arbitrary<SeriesPoint["cause"]>,
  });
  const facts = { cadence: { every: "P1Y", lag: "P2M", grace: "P3M" } };
  const measured = difference(yearOnYear(value(VISAS)), yearOnYear(value(seriesOf("visas", "WLD"))));
  const rule = ruleOf({ pending: 2, watch: { measure: measured, fires: [atMost(-10)], recovers: [{ op: ">=", than: -3 }] } });

  it("agree: any number of passes over the same vintages gives the transitions of one", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 6 }), (changes, stops) => {
        const instant = (day: number): string => new Date(Date.UTC(2023, 0, 1 + day)).toISOString();
        const bySeries = Map.groupBy(changes, (one) => one.series);
        const series = [...bySeries].map(([area, list]): [SeriesKey, PointInput[]] => {
          const each = new Map(list.map((one) => [`${one.period} ${one.day}`, one]));
          return [
            seriesOf("visas", area),
            [...each.values()].map((one) => on(one.period, one.value, instant(one.day), { cause: one.cause })),
          ];
        });
        const end = instant(1300);
        const whole = alertHistory(rule, releases(rule, series, { facts, to: end }));
        let state = alertHistory(rule, []).state;
        const transitions = [];
        let from: string | undefined;
        for (const to of [...stops.toSorted((a, b) => a - b).map(instant), end]) {
          const step = alertHistory(rule, releases(rule, series, { facts, to, ...(from ? { from } : {}) }), state);
          state = step.state;
          transitions.push(...step.transitions);
          from = to;
        }
        expect(transitions).toEqual(whole.transitions);
        expect(state).toEqual(whole.state);
      }),
      { numRuns: 200 },
    );
  });
});
