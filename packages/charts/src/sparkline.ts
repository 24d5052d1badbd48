import type { Interval } from "@talent/core/measure/interval";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { round } from "./axes.ts";
import type { ChartPoint } from "./chart-input.ts";
import { escapeText } from "./escape.ts";
import { timeScale, valueDomain } from "./frame.ts";
import { textWidth } from "./labels/label-spots.ts";
import { lineSegments } from "./line-marks.ts";

export type SparklineInput = {
  /** Read out in place of the picture. */
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly expected?: Interval | null;
  /** ISO day; drawn as a rule. */
  readonly articleDay: string;
  /** Words below the first and the last point, usually their periods. */
  readonly ends?: readonly [string | null, string | null];
  readonly width?: number;
  readonly height?: number;
};

const PADDING = 5;
const FONT_SIZE = 13;

/** A word-sized line: the values, what the claim needs as a band, the article's day as a rule. Empty text when there is nothing to draw. */
export function sparkline(input: SparklineInput): string {
  const { points, expected = null, width = 200, height: whole = 56, ends } = input;
  const first = points[0];
  if (!first) return "";
  const height = ends ? whole - FONT_SIZE - 5 : whole;
  const series = [{ name: "", points }];
  const x = timeScale({ series, articleDay: { at: input.articleDay, label: "" } }).range([PADDING, width - PADDING]);
  const y = scaleLinear()
    .domain(valueDomain(series, expected))
    .range([height - PADDING, PADDING]);
  const path = line<ChartPoint>(
    (point) => round(x(new Date(point.at))),
    (point) => round(y(point.value)),
  );
  const lines = lineSegments(points).map(
    (one) =>
      `<path d="${path(one.points)}" fill="none" stroke="var(--chart-line)" stroke-width="1.75"${one.kind === "solid" ? "" : ' stroke-dasharray="3 3"'}/>`,
  );
  const article = round(x(new Date(input.articleDay)));
  const rule = `<line x1="${article}" x2="${article}" y1="0" y2="${height}" stroke="var(--chart-article)" stroke-width="1.25"/>`;
  const at = (point: ChartPoint) => x(new Date(point.at));
  const words = ends ? endLabels(ends, [at(first), at(points.at(-1) ?? first)], width, whole - 3) : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" class="spark" role="img" aria-label="${escapeText(input.label)}">${expected ? bandMarkup(expected, y, width) : ""}${rule}${lines.join("")}${dotsMarkup(points, (point) => [x(new Date(point.at)), y(point.value)])}${words}</svg>`;
}

function endLabels(
  [first, last]: readonly [string | null, string | null],
  [from, to]: readonly [number, number],
  width: number,
  y: number,
): string {
  const word = (text: string, at: number, from: number): { right: number; markup: string } => {
    const size = textWidth(text, FONT_SIZE);
    const left = Math.max(from, Math.min(at - size / 2, width - size));
    const markup = `<text x="${round(left)}" y="${y}" font-size="${FONT_SIZE}" fill="var(--chart-muted)">${escapeText(text)}</text>`;
    return { right: left + size, markup };
  };
  const start = first === null ? null : word(first, from, 0);
  const end = last === null ? null : word(last, to, start ? start.right + 6 : 0);
  return (start?.markup ?? "") + (end?.markup ?? "");
}

function bandMarkup(expected: Interval, y: (value: number) => number, width: number): string {
  const [bottom, top] = [
    Number.isFinite(expected.low) ? y(expected.low) : y(-1e12),
    Number.isFinite(expected.high) ? y(expected.high) : y(1e12),
  ];
  const upper = Math.max(0, top);
  const height = Math.max(Math.min(bottom, 1e4) - upper, 2);
  return `<rect x="0" y="${round(upper)}" width="${width}" height="${round(height)}" fill="var(--chart-band)"/>`;
}

function dotsMarkup(points: readonly ChartPoint[], place: (point: ChartPoint) => [number, number]): string {
  const few = points.length <= 12;
  return points
    .map((point, index) => {
      const last = index === points.length - 1;
      if (!last && !few) return "";
      const [cx, cy] = place(point);
      return `<circle cx="${round(cx)}" cy="${round(cy)}" r="${last ? 3.2 : 1.7}" fill="${point.status === "F" ? "var(--chart-surface)" : "var(--chart-line)"}" stroke="var(--chart-line)" stroke-width="${point.status === "F" ? 1.25 : 0}"/>`;
    })
    .join("");
}
