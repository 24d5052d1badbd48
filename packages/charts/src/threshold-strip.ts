import type { Interval } from "@talent/core/interval";
import { extent } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { round } from "./axes.ts";
import { escapeText } from "./escape.ts";
import { formatTick } from "./format-value.ts";
import { textWidth } from "./text-width.ts";

/** A measured value as an assessment states it; null where there is none. */
export type Measured = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

export type StripInput = {
  /** Read out in place of the picture. */
  readonly label: string;
  readonly measured: Measured;
  readonly expected: Interval | null;
  /** From `stripDomain`, shared by every strip that is to be compared. */
  readonly domain: readonly [number, number];
  /** The same colour as the verdict's words. */
  readonly colour?: string;
  readonly width?: number;
};

const HEIGHT = 26;
const PAD = 8;

/** One scale for all strips of a reading: every value, every interval end and the finite ends of what the claim needs, with air around. */
export function stripDomain(measured: readonly Measured[], expected: Interval | null): [number, number] {
  const ends = [...measured.flatMap((one) => [one.value, one.low, one.high]), expected?.low, expected?.high];
  const [low, high] = extent(ends.filter((end): end is number => typeof end === "number" && Number.isFinite(end)));
  if (low === undefined || high === undefined) return [0, 1];
  const span = high - low || Math.abs(high) || 1;
  const floor = low >= 0 && low < span ? 0 : low - span * 0.15;
  return [floor, high + span * (expected && expected.high > high ? 0.3 : 0.15)];
}

/** A horizontal strip: what the claim needs as a band, the value as a dot, its interval as a bar. */
export function thresholdStrip({ label, measured, expected, domain, colour = "var(--chart-line)", width = 240 }: StripInput): string {
  const x = scaleLinear()
    .domain(domain)
    .range([PAD, width - PAD])
    .clamp(true);
  const middle = HEIGHT / 2;
  const parts = [
    expected ? band(expected, x, width) : "",
    `<line x1="0" x2="${width}" y1="${middle}" y2="${middle}" stroke="var(--chart-grid)"/>`,
    bar(measured, x, middle, colour),
  ];
  if (measured.value !== null) {
    parts.push(
      `<circle cx="${round(x(measured.value))}" cy="${middle}" r="5" fill="${colour}" stroke="var(--chart-surface)" stroke-width="1.5"/>`,
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" class="strip" role="img" aria-label="${escapeText(label)}">${parts.join("")}</svg>`;
}

/** The scale of the strips below it: the finite ends of what the claim needs, in figures. */
export function stripAxis(expected: Interval, domain: readonly [number, number], unit: string, width = 240): string {
  const x = scaleLinear()
    .domain(domain)
    .range([PAD, width - PAD])
    .clamp(true);
  const ends = [...new Set([expected.low, expected.high])].filter(Number.isFinite);
  let free = 0;
  const labels = ends.map((end) => {
    const text = formatTick(end, unit);
    const size = textWidth(text, 12);
    const at = Math.max(free + size / 2, Math.min(x(end), width - size / 2));
    free = at + size / 2 + 6;
    return `<text x="${round(at)}" y="12" text-anchor="middle" font-size="12" fill="var(--chart-band-ink)">${escapeText(text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 16" width="${width}" height="16" class="strip" aria-hidden="true">${labels.join("")}</svg>`;
}

function band(expected: Interval, x: ScaleLinear<number, number>, width: number): string {
  const from = Number.isFinite(expected.low) ? x(expected.low) : 0;
  const to = Number.isFinite(expected.high) ? x(expected.high) : width;
  const edge = (end: number, open: boolean) =>
    Number.isFinite(end)
      ? `<line x1="${round(x(end))}" x2="${round(x(end))}" y1="0" y2="${HEIGHT}" stroke="var(--chart-band-edge)"${open ? ' stroke-dasharray="3 2"' : ""}/>`
      : "";
  return `<rect x="${round(from)}" y="0" width="${round(Math.max(to - from, 2))}" height="${HEIGHT}" fill="var(--chart-band)"/>${edge(expected.low, expected.lowOpen)}${edge(expected.high, expected.highOpen)}`;
}

function bar({ low, high }: Measured, x: ScaleLinear<number, number>, middle: number, colour: string): string {
  if (low === null && high === null) return "";
  const from = round(x(low ?? Number.NEGATIVE_INFINITY));
  const to = round(x(high ?? Number.POSITIVE_INFINITY));
  return from === to
    ? ""
    : `<line x1="${from}" x2="${to}" y1="${middle}" y2="${middle}" stroke="${colour}" stroke-width="3" opacity=".55" stroke-linecap="round"/>`;
}
