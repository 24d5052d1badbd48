import { describe, expect, it } from "vitest";
import type { ParsedObservation } from "./observation.ts";
import { implausible } from "./plausible.ts";

const observation = (indicator: string, value: number | null): ParsedObservation => ({
  indicator,
  area: "CHN",
  dimensions: {},
  period: "2020",
  value,
  unit: "percent",
  status: value === null ? "M" : "A",
  locator: { kind: "csv", line: 2, column: 1 },
  raw: String(value),
});

describe("plausible values", () => {
  const expectation = { observations: [1, 10], values: { share: [0, 100] } } as const;

  it("holds what lies outside the declared range and says why", () => {
    const [held, ...others] = implausible(expectation, [observation("share", 100), observation("share", 100.1), observation("share", 0)]);
    expect(others).toEqual([]);
    expect(held?.observation.value).toBe(100.1);
    expect(held?.reason).toBe("100.1 percent is outside the plausible 0 to 100 of share");
  });

  it("says nothing of missing values and of indicators without a range", () => {
    expect(implausible(expectation, [observation("share", null), observation("count", -1e9)])).toEqual([]);
  });
});
