import { describe, expect, it } from "vitest";
import { evidenceAt, type PointInput, pointAt, seriesOf } from "../../testing/evidence-builders.ts";
import { NotComparable, PeriodKindsDiffer } from "../capture/errors.ts";
import { parsePeriod } from "../time/period.ts";
import { type Evaluated, type EvaluateOptions, evaluate, heldPeriods, isMissing, type MissingEvidence } from "./evaluate.ts";
import {
  bindingsOf,
  change,
  cumulative,
  difference,
  growth,
  growthSince,
  leadBindingsOf,
  type Measure,
  max,
  rate,
  ratio,
  record,
  season,
  sum,
  value,
  yearOnYear,
} from "./measure.ts";

const CHN = seriesOf("graduates", "CHN");
const USA = seriesOf("graduates", "USA");
const SHARE = seriesOf("share", "CHN");
const MONTHLY = seriesOf("visas", "CHN");
const TOTAL = seriesOf("filings", "CHN");
const ACADEMIC = seriesOf("bachelors", "USA");

const STORE = {
  series: [
    [
      CHN,
      [
        pointAt("2018", 8),
        pointAt("2019", 9),
        pointAt("2020", 12),
        pointAt("2021", null, { status: "M" }),
        pointAt("2022", 0),
        pointAt("2023", 20, { status: "F" }),
      ],
    ],
    [USA, [pointAt("2019", 3), pointAt("2020", 4, { bound: "lower" }), pointAt("2021", 5), pointAt("2022", 0)]],
    [SHARE, [pointAt("2019", 11, { n: 675 }), pointAt("2022", 28, { n: 867 })]],
    [MONTHLY, ["05", "06", "07", "08"].flatMap((m, i) => [pointAt(`2023-${m}`, 10 * (i + 1)), pointAt(`2024-${m}`, 9 * (i + 1))])],
    [TOTAL, [pointAt("2024-01-01", 100), pointAt("2024-01-31", 130), pointAt("2024-03-01", 190)]],
    [ACADEMIC, [pointAt("AY2019-20", 6), pointAt("AY2018-19", 5)]],
  ] as [typeof CHN, PointInput[]][],
};

function run(measure: Measure, period: string, options: EvaluateOptions = {}): Evaluated | MissingEvidence {
  return evaluate(measure, parsePeriod(period), evidenceAt(STORE, "2026-01-01").points, {
    unitOf: (id) => (id === "share" ? "percent" : "persons"),
    ...options,
  });
}

function numbers(measure: Measure, period: string, options: EvaluateOptions = {}): [number, number, number] {
  const result = run(measure, period, options);
  if (isMissing(result)) throw new Error(JSON.stringify(result.missing));
  return [result.low, result.value, result.high];
}

const why = (measure: Measure, period: string): string[] => {
  const result = run(measure, period);
  return isMissing(result) ? result.missing.map((one) => `${one.binding?.area ?? "-"} ${one.period} ${one.why}`) : [];
};

describe("measures", () => {
  it.each<[string, Measure, string, number]>([
    ["value", value(CHN), "2020", 12],
    ["ratio", ratio(value(CHN), value(USA)), "2019", 3],
    ["difference", difference(value(CHN), value(USA)), "2019", 6],
    ["sum", sum([value(CHN), value(USA)]), "2019", 12],
    ["max", max([value(CHN), value(USA)]), "2019", 9],
    ["growth over two years", growth(value(CHN), { years: 2 }), "2020", 1.5],
    ["growth since a base", growthSince(value(CHN), { base: "2018" }), "2019", 1.125],
    ["change since", change(value(CHN), { since: "2018" }), "2020", 4],
    ["change over years", change(value(CHN), { years: 1 }), "2020", 3],
    ["record", record(value(CHN)), "2020", 12 / 9],
    ["cumulative", cumulative(value(CHN), { since: "2018" }), "2020", 29],
    ["year on year of a season", yearOnYear(season(value(MONTHLY), { from: 5, to: 8 })), "2024-08", -10],
    ["rate of a running total", rate(value(TOTAL), { days: 30 }), "2024-01-31", 30],
  ])("%s", (_, measure, period, expected) => {
    const [low, middle, high] = numbers(measure, period);
    expect(middle).toBeCloseTo(expected, 10);
    expect([low, high]).toEqual([middle, middle]);
  });

  it("names the inputs of a value once, sorted", () => {
    const result = run(growth(value(CHN), { years: 2 }), "2020");
    expect(isMissing(result) ? [] : result.inputs).toEqual(["graduates|CHN|@2018#0", "graduates|CHN|@2020#2"]);
    const same = run(ratio(value(CHN), value(CHN)), "2020");
    expect(isMissing(same) ? [] : same.inputs).toHaveLength(1);
  });

  it("a lower bound in the divisor is an upper bound of the ratio", () => {
    expect(numbers(ratio(value(CHN), value(USA)), "2020")).toEqual([0, 3, 3]);
    expect(run(ratio(value(CHN), value(USA)), "2020")).toMatchObject({ bound: "upper" });
    expect(run(difference(value(USA), value(CHN)), "2020")).toMatchObject({ bound: "lower", low: -8, high: Number.POSITIVE_INFINITY });
  });

  it("a bound that cannot be the greatest leaves no trace in a record", () => {
    const exams = seriesOf("posts", "CHN");
    const store = { series: [[exams, [pointAt("2018", 58, { bound: "upper" }), pointAt("2022", 95), pointAt("2025", 98)]]] } as const;
    const result = evaluate(record(value(exams)), parsePeriod("2025"), evidenceAt(store, "2026-01-01").points);
    expect(result).toMatchObject({ value: 98 / 95, low: 98 / 95, high: 98 / 95, bound: null });
  });

  it("a change between two samples is as wide as 1.96 standard errors of the difference", () => {
    const error = 100 * Math.sqrt((0.11 * 0.89) / 675 + (0.28 * 0.72) / 867);
    const [low, middle, high] = numbers(change(value(SHARE), { since: "2019" }), "2022");
    expect(middle).toBe(17);
    expect(high - middle).toBeCloseTo(1.96 * error, 9);
    expect(middle - low).toBeCloseTo(1.96 * error, 9);
    expect(numbers(change(value(SHARE), { since: "2019" }), "2022", { figures: "printed" })).toEqual([16, 17, 18]);
  });

  it("counts a rate from the newest value at least that many days before", () => {
    expect(numbers(rate(value(TOTAL), { days: 30 }), "2024-03-01")[1]).toBe(60);
    expect(why(rate(value(TOTAL), { days: 30 }), "2024-01-01")).toEqual(["CHN 2023-12-02 absent"]);
  });
});

describe("what is missing", () => {
  it("says which number of which period, and why", () => {
    expect(why(value(CHN), "2017")).toEqual(["CHN 2017 absent"]);
    expect(why(value(CHN), "2021")).toEqual(["CHN 2021 stated_missing"]);
    expect(why(value(CHN), "2023")).toEqual(["CHN 2023 forecast"]);
    expect(why(ratio(value(CHN), value(USA)), "2018")).toEqual(["USA 2018 absent"]);
    expect(why(growth(value(CHN), { years: 20 }), "2020")).toEqual(["CHN 2000 absent"]);
    expect(why(cumulative(value(CHN), { since: "2020" }), "2022")).toEqual(["CHN 2021 stated_missing"]);
    expect(why(record(value(CHN)), "2018")).toEqual(["CHN 2017 absent"]);
    expect(why(value(seriesOf("nothing", "CHN")), "2020")).toEqual(["CHN 2020 absent"]);
  });

  it("a division by zero is no number", () => {
    expect(why(ratio(value(CHN), value(USA)), "2022")).toEqual(["- 2022 undefined"]);
    expect(why(season(value(MONTHLY), { from: 5, to: 8 }), "2024-07")).toEqual(["- 2024-07 undefined"]);
  });

  it("a forecast counts only where the caller says so", () => {
    expect(numbers(value(CHN), "2023", { forecasts: true })[1]).toBe(20);
  });
});

describe("unlike things", () => {
  it("two indicators need a note, when defined and again when computed", () => {
    const note = { comparability: "both count first degrees" };
    for (const make of [
      () => ratio(value(CHN), value(ACADEMIC)),
      () => difference(value(CHN), value(ACADEMIC)),
      () => sum([value(CHN), value(ACADEMIC)]),
      () => max([value(CHN), value(ACADEMIC)]),
      () => growth(value(CHN), { years: 1, base: value(ACADEMIC) }),
      () => growthSince(value(CHN), { base: "2018", baseOf: value(ACADEMIC) }),
      () => ratio(value(CHN), value(ACADEMIC), { comparability: " " }),
      () => evaluate({ op: "ratio", over: value(CHN), under: value(ACADEMIC) }, parsePeriod("2020"), () => []),
    ]) {
      expect(make).toThrow(NotComparable);
    }
    expect(numbers(ratio(value(CHN), value(ACADEMIC), note), "2020", { periodBridge: true })[1]).toBe(2);
  });

  it("two kinds of period need a bridge", () => {
    const measure = ratio(value(CHN), value(ACADEMIC), { comparability: "both count first degrees" });
    expect(() => run(measure, "2020")).toThrow(PeriodKindsDiffer);
    expect(() => run(value(MONTHLY), "2024")).toThrow(PeriodKindsDiffer);
    expect(() => run(value(MONTHLY), "2024", { periodBridge: true })).toThrow(PeriodKindsDiffer);
    const periods = heldPeriods(measure, "year", evidenceAt(STORE, "2026-01-01").points, { periodBridge: true });
    expect(periods.map((period) => period.id)).toEqual(["2018", "2019", "2020", "2021", "2022", "2023"]);
  });
});

describe("bindings", () => {
  it("are listed once, and those read at the period itself apart from bases", () => {
    const measure = growth(value(CHN), { years: 20, base: value(ACADEMIC), comparability: "bridged" });
    expect(bindingsOf(measure)).toEqual([CHN, ACADEMIC]);
    expect(leadBindingsOf(measure)).toEqual([CHN]);
    expect(bindingsOf(ratio(sum([value(CHN), value(USA)]), value(CHN)))).toEqual([CHN, USA]);
  });
});
