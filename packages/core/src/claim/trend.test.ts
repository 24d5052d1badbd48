import { describe, expect, it } from "vitest";
import { type Interval, majorityPercent, moreThan, nearlyHalfPercent } from "../measure/interval.ts";
import { type TrendPoint, trendDirection } from "./trend.ts";

const points = (values: readonly number[], standardError: number | null = null, years = values.map((_, i) => i)): TrendPoint[] =>
  values.map((value, i) => ({ at: years[i] ?? 0, value, low: value, high: value, lowOpen: false, highOpen: false, standardError }));

describe("direction", () => {
  it.each<[string, number[], Interval, string]>([
    ["further above", [1.2, 1.3, 1.4], moreThan(1), "widening"],
    ["back towards the threshold", [1.4, 1.3, 1.2], moreThan(1), "narrowing"],
    ["further away from a claim it never met", [8, 7, 6], moreThan(14), "narrowing"],
    ["across, out of the claim", [1.2, 1.0, 0.8], moreThan(1), "reversed"],
    ["across, into the claim", [0.8, 1.0, 1.2], moreThan(1), "widening"],
    ["up and down about a level", [10, 12, 9, 11], moreThan(5), "steady"],
    ["a hundredth of the level", [100, 100.4, 100.8], moreThan(50), "steady"],
    ["towards the middle of a range", [45.2, 46, 47.4], nearlyHalfPercent, "widening"],
    ["up towards 100 % of a scale", [60, 70, 80], majorityPercent, "widening"],
    ["two periods only", [1, 2], moreThan(0), "too_few_points"],
    ["nothing", [], moreThan(0), "too_few_points"],
  ])("%s", (_, values, expected, word) => {
    expect(trendDirection(points(values), expected)).toBe(word);
  });

  it("needs more than 1.96 standard errors where they are known", () => {
    expect(trendDirection(points([50, 52, 54], 2), moreThan(33))).toBe("steady");
    expect(trendDirection(points([50, 53, 56], 2), moreThan(33))).toBe("widening");
  });

  it("goes by time, so that a gap is no jump", () => {
    const values = [10, 8, 13, 14];
    expect(trendDirection(points(values), moreThan(5))).toBe("widening");
    expect(trendDirection(points(values, null, [2010, 2011, 2012, 2020]), moreThan(5))).toBe("steady");
  });
});
