import { parsePeriod } from "@talent/core/time/period";
import { describe, expect, it } from "vitest";
import { againstBase, againstYearBefore, basePeriods, defaultBase } from "./compare.ts";
import type { ObservationVersion, PeriodPoint } from "./points.ts";

const point = (period: string, value: number | null, more: Partial<ObservationVersion> = {}): PeriodPoint => ({
  period: parsePeriod(period),
  stated: { id: period, period, value, status: "A", ...more } as ObservationVersion,
  versions: 1,
});
const rules = { step: "percent", filling: new Set<string>() } as const;
const said = (compared: ReturnType<typeof againstYearBefore>) => compared.map((one) => one.value ?? one.why);

describe("against the year before", () => {
  it("compares the same month of two years and never two neighbours", () => {
    const months = [point("2023-07", 100), point("2023-08", 900), point("2024-07", 110), point("2024-08", 450)];
    expect(said(againstYearBefore(months, rules))).toEqual(["no value a year before", "no value a year before", 10, -50]);
  });

  it("names both numbers it was made from", () => {
    const [, last] = againstYearBefore([point("FY2023", 80), point("FY2024", 60)], rules);
    expect([last?.against?.id, last?.stated.id, last?.value]).toEqual(["FY2023", "FY2024", -25]);
  });

  it("does not bridge a missing year", () =>
    expect(said(againstYearBefore([point("2020", 1), point("2022", 2)], rules))).toEqual([
      "no value a year before",
      "no value a year before",
    ]));

  it.each([
    ["a forecast", { status: "F" }],
    ["only a bound is known", { bound: "lower" }],
    ["withheld by licence", { withheld: "counts" }],
    ["the definition differs", { status: "D" }],
    ["the series breaks in 2021", { status: "B" }],
  ] as const)("makes nothing of %s", (why, more) =>
    expect(said(againstYearBefore([point("2020", 10), point("2021", 20, more as Partial<ObservationVersion>)], rules))[1]).toBe(why),
  );

  it("does not read a year that is still being filled in as a fall", () =>
    expect(said(againstYearBefore([point("2023", 50), point("2024", 5)], { ...rules, filling: new Set(["2024"]) }))[1]).toBe(
      "still being filled in",
    ));

  it("says nothing of a rise from zero, and of a number taken back", () => {
    expect(said(againstYearBefore([point("2020", 0), point("2021", 5)], rules))[1]).toBe("it was zero");
    expect(said(againstYearBefore([point("2020", 5), point("2021", null)], rules))[1]).toBe("no value");
  });

  it("says shares in points and ranks in places", () => {
    const points = [point("2020", 40), point("2021", 42.5)];
    expect(said(againstYearBefore(points, { ...rules, step: "points" }))[1]).toBe(2.5);
    expect(said(againstYearBefore([point("edition 2025", 20), point("edition 2026", 17)], { ...rules, step: "places" }))[1]).toBe(-3);
  });
});

describe("an index", () => {
  const series = [point("2019", 50), point("2020", 100), point("2021", 150)];

  it("is 100 in its base period, before and after it alike", () =>
    expect(said(againstBase(series, "2020", new Set()))).toEqual([50, 100, 150]));

  it("does not reach across a break on either side", () => {
    const broken = [point("2018", 40), point("2019", 50), point("2020", 100, { status: "B" }), point("2021", 150)];
    expect(said(againstBase(broken, "2020", new Set()))).toEqual(["the series breaks in 2020", "the series breaks in 2020", 100, 150]);
    expect(said(againstBase(broken, "2019", new Set()))[3]).toBe("the series breaks in 2020");
  });

  it("is nothing without a value in its base period", () =>
    expect(said(againstBase(series, "2010", new Set()))).toEqual(Array(3).fill("no value for 2010")));

  it("may start where every series has a value, by default after the last break", () => {
    const other = [point("2020", 7), point("2021", 8)];
    expect(basePeriods([series, other])).toEqual(["2020", "2021"]);
    expect(defaultBase([series, other])).toBe("2020");
    expect(defaultBase([[point("2019", 1), point("2020", 2, { status: "B" }), point("2021", 3)]])).toBe("2020");
    expect(basePeriods([[point("2019", 0), point("2020", 1, { status: "F" })]])).toEqual([]);
    expect(defaultBase([])).toBeNull();
  });
});
