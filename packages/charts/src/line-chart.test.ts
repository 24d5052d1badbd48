import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChartPoint, LineChartInput } from "./chart-input.ts";
import { lineChart } from "./line-chart.ts";

const year = (label: number, value: number, more: Partial<ChartPoint> = {}): ChartPoint => ({
  at: `${label}-07-01`,
  label: String(label),
  value,
  ...more,
});

const input: LineChartInput = {
  id: "graduate-growth",
  title: "Graduates per year against twenty years before",
  description: "The factor was 8.4 in 2020; the claim needs more than 14.",
  unit: "x",
  series: [{ name: "Factor", points: [year(2018, 8.1), year(2019, 8.2), year(2020, 8.39), year(2026, 9, { status: "F" })] }],
  expected: {
    interval: { low: 14, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: true },
    label: "The claim needs more than 14×",
  },
  articleDay: { at: "2025-02-10", label: "The article, 10 Feb 2025" },
  events: [{ at: "2020-05-29", label: "Proclamation 10043" }],
  highlight: ["2020"],
};

const hostile = '</title><script>alert(1)</script>" onload="x \u202E javascript:alert(1)';

describe("lineChart", () => {
  it("says in words what it shows", () => {
    const svg = lineChart(input);
    expect(svg).toContain('role="img" aria-labelledby="graduate-growth-wide-title graduate-growth-wide-desc"');
    expect(svg).toContain('<title id="graduate-growth-wide-title">Graduates per year against twenty years before</title>');
    expect(svg).toContain("the claim needs more than 14.</desc>");
  });

  it("names the article's day, the events, the band and the highlighted and newest values", () => {
    const svg = lineChart(input);
    for (const words of [
      "The article, 10 Feb 2025",
      "Proclamation 10043",
      "The claim needs more than 14×",
      "2020: 8.39×",
      "2026: 9× (forecast)",
    ]) {
      expect(svg).toContain(`>${words}</text>`);
    }
  });

  it("dashes the way to a forecast and leaves its dot hollow", () => {
    const svg = lineChart({ ...input, events: [], series: [{ name: "Factor", points: [year(2020, 8), year(2021, 9, { status: "F" })] }] });
    expect(svg.match(/<path [^>]*stroke-dasharray="6 5"/g)).toHaveLength(1);
    expect(svg.match(/<circle [^>]*fill="var\(--chart-surface\)"/g)).toHaveLength(1);
  });

  it("draws no line into a break of the series", () => {
    const points = [year(2018, 8), year(2019, 9), year(2020, 20, { status: "B" })];
    const paths = lineChart({ ...input, series: [{ name: "Factor", points }] }).match(/<path /g);
    expect(paths).toHaveLength(1);
  });

  it("shows a sampling interval as a whisker", () => {
    const svg = lineChart({ ...input, series: [{ name: "Share", points: [year(2022, 47, { low: 43.7, high: 50.3 })] }] });
    expect(svg).toMatch(/<path d="M[\d.]+ [\d.]+V[\d.]+/);
  });

  it("names every series where it ends", () => {
    const svg = lineChart({ ...input, series: [...input.series, { name: "Rest of the world", points: [year(2020, 3)] }] });
    expect(svg).toMatch(/>Rest of the world <tspan[^>]*>3×, 2020<\/tspan><\/text>/);
  });

  it("says the period once where all lines end in the same one", () => {
    const svg = lineChart({ ...input, series: ["A", "B"].map((name) => ({ name, points: [year(2019, 1), year(2020, 2)] })) });
    expect(svg).toMatch(/>A <tspan[^>]*>2×<\/tspan>/);
  });

  it("draws no line to a value that stands apart, and keeps its dot full", () => {
    const points = [year(2020, 8), year(2022, 9, { apart: true })];
    const svg = lineChart({ ...input, series: [{ name: "Visas", points }] });
    expect(svg).not.toMatch(/<path d="[^"]*" fill="none"/);
    expect(svg.match(/<circle [^>]*fill="var\(--chart-line\)"/g)).toHaveLength(2);
  });

  it("leaves a value that is still being filled in unconnected and hollow, and labels the one before", () => {
    const points = [year(2022, 8), year(2023, 9), year(2024, 2, { unsettled: true })];
    const svg = lineChart({ ...input, series: [{ name: "Models", points }] });
    expect(svg.match(/<path d="[^"]*" fill="none"/g)).toHaveLength(1);
    expect(svg).not.toContain("2024: 2×");
    expect(svg).toContain(">2023: 9×</text>");
    expect(svg.match(/<circle [^>]*fill="var\(--chart-surface\)"/g)).toHaveLength(1);
  });

  it("does not strike a name through with the rule of an event", () => {
    const series = ["China", "World"].map((name, index) => ({ name, points: [year(2000, index), year(2024, 9 * index)] }));
    const svg = lineChart({ ...input, series });
    const article = Number(/<line x1="([\d.]+)"[^>]*stroke="var\(--chart-article\)"/.exec(svg)?.[1]);
    expect(Number(/<text x="([\d.]+)"[^>]*>World </.exec(svg)?.[1])).toBeGreaterThan(article);
  });

  it("lets no text of a publisher become markup", () => {
    const svg = lineChart({
      ...input,
      id: hostile,
      title: hostile,
      description: hostile,
      events: [{ at: "2020-05-29", label: hostile }],
      expected: { interval: { low: 1, high: 2, lowOpen: false, highOpen: false }, label: hostile },
      series: [
        { name: hostile, points: [year(2020, 1, { label: hostile })] },
        { name: hostile, points: [year(2020, 2)] },
      ],
    });
    const elements = new Set(svg.match(/<[^/\s>]+/g));
    expect([...elements].sort()).toEqual(["<circle", "<desc", "<g", "<line", "<rect", "<svg", "<text", "<title", "<tspan"]);
    expect(svg).not.toMatch(/ on[a-z]+="|\u202E/);
  });

  it.each([5e-324, 1e-300, -1e-300, 0, 1e15])("can draw points that are all %d", (value) => {
    const svg = lineChart({ ...input, expected: null, series: [{ name: "x", points: [year(2019, value), year(2020, value)] }] });
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("never writes a coordinate that is not a number", () => {
    const point = fc.record({ label: fc.integer({ min: 1950, max: 2080 }), value: fc.double({ noNaN: true, min: -1e9, max: 1e9 }) });
    const bound = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.double({ noNaN: true, min: 0, max: 1e9 }));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), bound, fc.constantFrom("wide" as const, "narrow" as const), (points, high, size) => {
        const drawn = points.map((one) => year(one.label, one.value)).sort((a, b) => a.at.localeCompare(b.at));
        const interval = { low: 0, high, lowOpen: true, highOpen: true };
        const svg = lineChart({ ...input, size, series: [{ name: "x", points: drawn }], expected: { interval, label: "needed" } });
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 60 },
    );
  });
});
