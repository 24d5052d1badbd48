import { describe, expect, it } from "vitest";
import { lineChart } from "./line-chart.ts";
import { watchChart } from "./watch-chart.ts";

const points = [10, 20, 30].map((value, index) => ({ at: `202${index}-07-01`, label: `202${index}`, value }));
const chart = { id: "notice-7", title: "Visas", description: "Visas fell", unit: "%", points, told: ["2022"] };

describe("the picture of what an alert watches", () => {
  it.each([
    [{ op: "<=", than: 15 }, Number.NEGATIVE_INFINITY, 15, false, "≤ 15%"],
    [{ op: "<", than: 15 }, Number.NEGATIVE_INFINITY, 15, true, "< 15%"],
    [{ op: ">=", than: -5 }, -5, Number.POSITIVE_INFINITY, true, "≥ −5%"],
  ] as const)("tints the side that meets %o", (threshold, low, high, highOpen, label) => {
    expect(watchChart({ ...chart, threshold })?.expected).toMatchObject({ interval: { low, high, highOpen }, label });
  });

  it("states its threshold in symbols that every language reads, and the values that were reported", () => {
    const input = watchChart({ ...chart, threshold: { op: ">", than: 25 } });
    const svg = input === null ? "" : lineChart(input);
    expect(svg).toContain("&gt; 25%");
    expect(svg).toContain("2022: 30%");
  });

  it("tints nothing for a move, which lies on both sides", () => {
    expect(watchChart({ ...chart, threshold: { op: "moves_by", than: 2 } })?.expected).toBeNull();
  });

  it("shows what a claim needs where a verdict is watched", () => {
    const expected = { low: 14, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: true };
    expect(watchChart({ ...chart, threshold: null, expected })?.expected?.interval).toEqual(expected);
  });

  it("is none of a single value or of a rule that is in force or not", () => {
    expect(watchChart({ ...chart, points: points.slice(0, 1), threshold: null })).toBeNull();
    expect(watchChart({ ...chart, unit: "in force", threshold: null })).toBeNull();
  });
});
