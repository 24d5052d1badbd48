import type { Interval } from "@talent/core/measure/interval";
import { extent } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { round } from "./axes.ts";
import { escapeText } from "./escape.ts";
import { formatTick } from "./format-value.ts";
import { spanOf } from "./frame.ts";
import { textWidth } from "./labels/label-spots.ts";

/** A measured value as an assessment states it; null where there is none, an infinite end among it. */
export type Measured = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

/** One answer in a strip: its words at the left, and the colour of its verdict. */
export type StripLane = { readonly words: string; readonly measured: Measured; readonly colour: string };

export type StripInput = {
  /** Read out in place of the picture. */
  readonly label: string;
  readonly lanes: readonly StripLane[];
  readonly expected: Interval | null;
  /** From `stripDomain`, shared by every strip that is to be compared. */
  readonly domain: readonly [number, number];
  readonly unit: string;
  readonly width?: number;
};

const LANE_HEIGHT = 19;
const AXIS_HEIGHT = 17;
const PADDING = 8;
const FONT_SIZE = 11;

/** One scale for all strips to be compared: every value, every interval end and the finite ends of what the claim needs, with air around. */
export function stripDomain(measured: readonly Measured[], expected: Interval | null): [number, number] {
  const ends = [...measured.flatMap((one) => [one.value, one.low, one.high]), expected?.low, expected?.high];
  const [low, high] = extent(ends.filter((end): end is number => typeof end === "number" && Number.isFinite(end)));
  if (low === undefined || high === undefined) return [0, 1];
  const span = spanOf(low, high);
  const floor = low >= 0 && low < span ? 0 : low - span * 0.15;
  return [floor, high + span * (expected && expected.high > high ? 0.3 : 0.15)];
}

/** What the claim needs as a band with its ends in figures, and below each other the answers: a value as a dot, its interval as a bar. */
export function thresholdStrip({ label, lanes, expected, domain, unit, width = 300 }: StripInput): string {
  const left = Math.ceil(Math.max(0, ...lanes.map((lane) => textWidth(lane.words, FONT_SIZE)))) + 8;
  const x = scaleLinear()
    .domain(domain)
    .range([left + PADDING, width - PADDING])
    .clamp(true);
  const height = AXIS_HEIGHT + lanes.length * LANE_HEIGHT;
  const frame = { x, left, width, height };
  const parts = [
    expected ? bandMarkup(expected, frame) + endLabels(expected, frame, unit) : "",
    ...lanes.map((lane, index) => laneMarkup(lane, index, frame)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" class="strip" role="img" aria-label="${escapeText(label)}">${parts.join("")}</svg>`;
}

type StripFrame = { readonly x: ScaleLinear<number, number>; readonly left: number; readonly width: number; readonly height: number };

function bandMarkup(expected: Interval, { x, left, width, height }: StripFrame): string {
  const from = Number.isFinite(expected.low) ? x(expected.low) : left;
  const to = Number.isFinite(expected.high) ? x(expected.high) : width;
  const edge = (end: number, open: boolean) =>
    Number.isFinite(end)
      ? `<line x1="${round(x(end))}" x2="${round(x(end))}" y1="${AXIS_HEIGHT - 2}" y2="${height}" stroke="var(--chart-band-edge)"${open ? ' stroke-dasharray="3 2"' : ""}/>`
      : "";
  const area = `<rect x="${round(from)}" y="${AXIS_HEIGHT}" width="${round(Math.max(to - from, 2))}" height="${height - AXIS_HEIGHT}" fill="var(--chart-band)"/>`;
  return area + edge(expected.low, expected.lowOpen) + edge(expected.high, expected.highOpen);
}

function endLabels(expected: Interval, { x, left, width }: StripFrame, unit: string): string {
  const finite = [...new Set([expected.low, expected.high])].filter(Number.isFinite);
  let free = left;
  return finite
    .map((end) => {
      const text = formatTick(end, unit);
      const size = textWidth(text, FONT_SIZE);
      const at = Math.min(Math.max(free + size / 2, x(end)), width - size / 2);
      free = at + size / 2 + 6;
      return `<text x="${round(at)}" y="10" text-anchor="middle" font-size="${FONT_SIZE}" fill="var(--chart-band-ink)">${escapeText(text)}</text>`;
    })
    .join("");
}

function laneMarkup({ words, measured, colour }: StripLane, index: number, { x, left, width }: StripFrame): string {
  const y = AXIS_HEIGHT + index * LANE_HEIGHT + LANE_HEIGHT / 2;
  const parts = [
    `<text x="0" y="${y + 4}" font-size="${FONT_SIZE}" fill="var(--chart-muted)">${escapeText(words)}</text>`,
    `<line x1="${left}" x2="${width}" y1="${y}" y2="${y}" stroke="var(--chart-grid)"/>`,
    intervalBar(measured, x, y, colour),
  ];
  if (measured.value !== null) parts.push(`<circle cx="${round(x(measured.value))}" cy="${y}" r="4.5" fill="${colour}"/>`);
  return parts.join("");
}

function intervalBar({ value, low, high }: Measured, x: ScaleLinear<number, number>, y: number, colour: string): string {
  if (value === null || (low === null && high === null)) return "";
  const from = round(x(low ?? Number.NEGATIVE_INFINITY));
  const to = round(x(high ?? Number.POSITIVE_INFINITY));
  return from === to
    ? ""
    : `<line x1="${from}" x2="${to}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="3" opacity=".5" stroke-linecap="round"/>`;
}
