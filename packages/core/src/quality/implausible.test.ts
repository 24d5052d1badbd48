import { describe, expect, it } from "vitest";
import { statedValue } from "../../testing/documents.ts";
import { implausibleValues } from "./implausible.ts";

const share = (value: number | null, period = "2020") => statedValue("CHN", period, value, { indicator: "share", unit: "percent" });

describe("plausible values", () => {
  const expectation = { observations: [1, 10], values: { share: [0, 100] } } as const;

  it("holds what lies outside the declared range and says why", () => {
    const [held, ...others] = implausibleValues(expectation, [share(100), share(100.1)]);
    expect(others).toEqual([]);
    expect(held).toEqual({
      observation: share(100.1),
      check: "out_of_range",
      reason: "100.1 percent is outside the plausible 0 to 100 of share",
      previous: null,
    });
  });

  it("says nothing of missing values and of indicators without a range", () => {
    expect(implausibleValues(expectation, [share(null), statedValue("CHN", "2020", -1e9)])).toEqual([]);
  });

  it("names a value once, by its range first", () => {
    const wholes = [{ kind: "sum", indicator: "share", over: "level", whole: "all", tolerance: 0 }] as const;
    const levels = [
      statedValue("CHN", "2020", 300, { indicator: "share", dimensions: { level: "all" } }),
      statedValue("CHN", "2020", 30, { indicator: "share", dimensions: { level: "phd" } }),
    ];
    expect(implausibleValues({ ...expectation, wholes }, levels).map((one) => one.check)).toEqual(["out_of_range", "parts_differ"]);
  });
});
