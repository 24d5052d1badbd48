import { line } from "d3-shape";
import { round } from "./axes.ts";
import type { ChartPoint, ChartSeries } from "./chart-input.ts";
import type { Frame } from "./frame.ts";

const COLOURS = ["line", "second", "third", "fourth", "fifth"].map((name) => `var(--chart-${name})`);

type LineSegment = { readonly kind: "solid" | "forecast" | "gap"; readonly points: readonly ChartPoint[] };

/** Colour of the nth series. */
export function seriesColour(index: number): string {
  return COLOURS[index % COLOURS.length] as string;
}

/** A line cut where its meaning changes: nothing is drawn into a break, forecasts and missing periods are drawn apart. */
export function lineSegments(points: readonly ChartPoint[]): LineSegment[] {
  const result: { kind: LineSegment["kind"]; points: ChartPoint[] }[] = [];
  let previous: ChartPoint | undefined;
  for (const point of points) {
    if (previous && point.status !== "B" && !point.unsettled && !point.apart) {
      const kind = point.status === "F" ? "forecast" : point.gapBefore ? "gap" : "solid";
      const open = result.at(-1);
      if (open?.kind === kind && open.points.at(-1) === previous) open.points.push(point);
      else result.push({ kind, points: [previous, point] });
    }
    previous = point;
  }
  return result;
}

/** Lines, sampling intervals, dots and break marks of every series, the first one on top. */
export function lineMarks(series: readonly ChartSeries[], frame: Frame): string {
  return series
    .map((one, index) => seriesMarks(one, seriesColour(index), frame))
    .reverse()
    .join("");
}

function seriesMarks({ points }: ChartSeries, colour: string, frame: Frame): string {
  const place = positions(frame);
  const path = line<ChartPoint>(
    (point) => place(point)[0],
    (point) => place(point)[1],
  );
  const dash = { solid: "", forecast: ' stroke-dasharray="6 5"', gap: ' stroke-dasharray="1.5 4"' } as const;
  const lines = lineSegments(points).map(
    (one) =>
      `<path d="${path(one.points)}" fill="none" stroke="${colour}" stroke-width="2.25" stroke-linejoin="round" stroke-linecap="round"${dash[one.kind]}/>`,
  );
  return [
    ...points.map((point) => whisker(point, colour, frame)),
    ...lines,
    ...points.map((point) => dot(point, points.length, colour, place)),
    ...points.map((point) => breakMark(point, frame)),
  ].join("");
}

function positions({ x, y }: Frame): (point: ChartPoint) => [number, number] {
  return (point) => [round(x(new Date(point.at))), round(y(point.value))];
}

function whisker(point: ChartPoint, colour: string, { x, y }: Frame): string {
  const low = point.low ?? point.value;
  const high = point.high ?? point.value;
  // An interval no taller than its dot cannot be read.
  if (!(Number.isFinite(low) && Number.isFinite(high)) || Math.abs(y(low) - y(high)) < 9) return "";
  const at = round(x(new Date(point.at)));
  return `<path d="M${at} ${round(y(low))}V${round(y(high))}M${at - 5} ${round(y(low))}h10M${at - 5} ${round(y(high))}h10" stroke="${colour}" stroke-width="1.5" opacity=".65"/>`;
}

function dot(point: ChartPoint, count: number, colour: string, place: (point: ChartPoint) => [number, number]): string {
  const [cx, cy] = place(point);
  const radius = count > 40 ? 1.6 : count > 24 ? 2.4 : 3.6;
  const hollow = point.status === "F" || point.unsettled === true;
  const fill = hollow ? "var(--chart-surface)" : colour;
  return `<circle cx="${cx}" cy="${cy}" r="${hollow ? Math.max(radius, 2.8) : radius}" fill="${fill}" stroke="${colour}" stroke-width="${hollow ? 1.75 : 0}"/>`;
}

function breakMark(point: ChartPoint, { x, top, bottom }: Frame): string {
  if (point.status !== "B") return "";
  const at = round(x(new Date(point.at)));
  return `<line x1="${at}" x2="${at}" y1="${top}" y2="${bottom}" stroke="var(--chart-muted)" stroke-width="1" stroke-dasharray="2 3"/>`;
}
