import type { Interval } from "@talent/core/measure/interval";
import { extent } from "d3-array";
import { type ScaleLinear, type ScaleTime, scaleLinear, scaleUtc } from "d3-scale";
import type { ChartSeries, LineChartInput } from "./chart-input.ts";
import { formatTick } from "./format-value.ts";
import { textWidth } from "./labels/label-spots.ts";
import { lineEnds } from "./labels/place-labels.ts";

export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly fontSize: number;
  readonly x: ScaleTime<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly yTicks: readonly number[];
};

const YEAR_MS = 365.25 * 86_400_000;
const SIZES = { wide: { width: 880, height: 400, fontSize: 13 }, narrow: { width: 358, height: 330, fontSize: 12 } } as const;

/** Scales and margins of a chart. `eventLanes` rows of labels are reserved above the plot. */
export function plotFrame(input: LineChartInput, eventLanes: number): Frame {
  const { width, height, fontSize } = SIZES[input.size ?? "wide"];
  const y = scaleLinear().domain(valueDomain(input.series, input.expected?.interval ?? null));
  const count = input.size === "narrow" ? 4 : 5;
  y.nice(count);
  const yTicks = y.ticks(count);
  const left = Math.ceil(Math.max(...yTicks.map((tick) => textWidth(formatTick(tick, input.unit), fontSize)), 20)) + 10;
  const right = width - lineEndRoom(input, fontSize, width);
  const top = 10 + eventLanes * (fontSize + 6);
  const bottom = height - fontSize - 16;
  return { width, height, left, right, top, bottom, fontSize, yTicks, x: timeScale(input).range([left, right]), y: y.range([bottom, top]) };
}

/** The span of every point and of the article's day, with a little air at both ends. */
export function timeScale(input: Pick<LineChartInput, "series" | "articleDay">): ScaleTime<number, number> {
  const days = input.series.flatMap((one) => one.points.map((point) => Date.parse(point.at)));
  if (input.articleDay) days.push(Date.parse(input.articleDay.at));
  const [first = 0, last = first] = extent(days.filter(Number.isFinite)) as [number | undefined, number | undefined];
  const air = Math.max((last - first) * 0.025, YEAR_MS / 3);
  return scaleUtc().domain([new Date(first - air), new Date(last + air)]);
}

function lineEndRoom(input: LineChartInput, fontSize: number, width: number): number {
  if (input.series.length < 2) return 14;
  const widest = Math.max(
    ...lineEnds(input).map(({ name, value }) =>
      input.size === "narrow" ? Math.max(textWidth(name, fontSize), textWidth(value, fontSize)) : textWidth(`${name} ${value}`, fontSize),
    ),
  );
  return Math.min(widest + 20, width * 0.4);
}

/** Lowest and highest value an axis must show: every point with its interval, and the finite ends of what the claim needs. Starts at zero unless that would flatten the picture. */
export function valueDomain(series: readonly ChartSeries[], expected: Interval | null): [number, number] {
  const values = series.flatMap((one) => one.points.flatMap((point) => [point.value, point.low ?? point.value, point.high ?? point.value]));
  const bounds = expected ? [expected.low, expected.high].filter(Number.isFinite) : [];
  const [low = 0, high = 1] = extent([...values, ...bounds].filter(Number.isFinite)) as [number | undefined, number | undefined];
  const floor = low >= 0 && low <= high * 0.6 ? 0 : low;
  const span = spanOf(floor, high);
  const headroom = expected && expected.high > high ? 0.18 : 0.08;
  const footroom = floor === 0 && low >= 0 ? 0 : expected && expected.low < floor ? 0.18 : 0.08;
  return [floor - span * footroom, high + span * headroom];
}

/** Never so small that a scale over it would leave the numbers a screen can hold. */
export function spanOf(low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > size * 1e-9 && size > 1e-100) return high - low;
  return size > 1e-100 ? size : 1;
}
