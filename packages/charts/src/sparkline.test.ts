import { describe, expect, it } from "vitest";
import { sparkline } from "./sparkline.ts";
import { stripDomain, thresholdStrip } from "./threshold-strip.ts";

const above14 = { low: 14, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: true };

describe("sparkline", () => {
  const points = [
    { at: "2018-07-01", label: "2018", value: 8 },
    { at: "2020-07-01", label: "2020", value: 9 },
  ];

  it("draws the article's day even when every value is older", () => {
    const svg = sparkline({ label: "8 in 2018, 9 in 2020", points, articleDay: "2025-02-10" });
    expect(svg).toContain('stroke="var(--chart-article)"');
    expect(svg).toContain('aria-label="8 in 2018, 9 in 2020"');
  });

  it("is nothing at all without a value", () => expect(sparkline({ label: "", points: [], articleDay: "2025-02-10" })).toBe(""));

  it("keeps hostile words out of its attribute", () => {
    expect(sparkline({ label: '"><script>', points, articleDay: "2025-02-10" })).not.toContain("<script>");
  });

  it("names its ends below their points, inside the picture and apart", () => {
    const svg = sparkline({ label: "", points, articleDay: "2025-02-10", ends: ["2018", "2020, forecast"], width: 120 });
    const places = [...svg.matchAll(/<text x="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(places).toHaveLength(2);
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(places[1]).toBeGreaterThan((places[0] as number) + 26);
  });

  it("shows what the claim needs as a band", () => {
    expect(sparkline({ label: "", points, expected: above14, articleDay: "2025-02-10" })).toContain('fill="var(--chart-band)"');
  });
});

describe("thresholdStrip", () => {
  const measured = { value: 8.39, low: 8.3, high: 8.5 };
  const lane = { words: "newest", measured, colour: "var(--against)" };
  const strip = { label: "8.39×, contradicted", lanes: [lane], expected: above14, domain: [0, 20] as const, unit: "x" };

  it("has one scale for everything compared, with the threshold on it", () => {
    const [low, high] = stripDomain([measured, { value: 9, low: null, high: null }], above14);
    expect(low).toBeLessThanOrEqual(8.3);
    expect(high).toBeGreaterThan(14);
  });

  it("draws the value, its interval, the band and the threshold in figures", () => {
    const svg = thresholdStrip(strip);
    expect(svg.match(/<circle/g)).toHaveLength(1);
    expect(svg).toContain('opacity=".5"');
    expect(svg).toContain('fill="var(--chart-band)"');
    expect(svg).toContain(">14×</text>");
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it("draws no dot for a missing value", () => {
    const none = { ...lane, measured: { value: null, low: null, high: null } };
    expect(thresholdStrip({ ...strip, lanes: [none] })).not.toContain("<circle");
  });

  it("draws a lower bound as a bar that runs out of the picture", () => {
    const bound = { ...lane, measured: { value: 10, low: 10, high: null } };
    expect(thresholdStrip({ ...strip, lanes: [bound] })).toMatch(/x2="292"[^>]*stroke-width="3"/);
  });
});
