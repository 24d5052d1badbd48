import type { ChartPoint, LineChartInput } from "../chart-input.ts";
import { formatValue } from "../format-value.ts";
import { textWidth } from "./label-spots.ts";

export type WantedLabel = { readonly text: string; readonly at: number };
/** `side`: whether the words fly to the right of their mark or, at the right edge, to the left of it. */
export type LaneLabel = WantedLabel & {
  readonly lane: number;
  readonly left: number;
  readonly right: number;
  readonly side: "right" | "left";
};

const LANE_GAP = 10;

/**
 * Words that fly like flags from marks along an axis, in lanes (0 on top): no two of one lane touch. Flags that must fly to the left are
 * highest, and a later flag hangs below an earlier one it meets, so that no mark's pole runs through words. Pixels.
 */
export function assignLanes(labels: readonly WantedLabel[], bounds: readonly [number, number], fontSize: number): LaneLabel[] {
  const flown = labels.map((label) => flagLabel(label, bounds, fontSize)).sort((a, b) => a.at - b.at);
  const flags = flown.map((one) => turnIfCrossed(one, flown, bounds));
  const placed: LaneLabel[] = [];
  for (const next of [...flags.filter(({ side }) => side === "left").reverse(), ...flags.filter(({ side }) => side === "right")]) {
    const touching = placed.filter((other) => other.right + LANE_GAP > next.left && other.left - LANE_GAP < next.right);
    placed.push({ ...next, lane: Math.max(-1, ...touching.map((other) => other.lane)) + 1 });
  }
  return placed.sort((a, b) => a.at - b.at);
}

function flagLabel(label: WantedLabel, bounds: readonly [number, number], fontSize: number): Omit<LaneLabel, "lane"> {
  const width = textWidth(label.text, fontSize);
  const fits = label.at + width + 4 <= bounds[1];
  const left = Math.max(bounds[0], fits ? label.at + 4 : label.at - 4 - width);
  return { ...label, left, right: left + width, side: fits ? "right" : "left" };
}

/** A flag that flies to the right through the pole of one that cannot turns to the left, where it has room. */
function turnIfCrossed<F extends ReturnType<typeof flagLabel>>(one: F, flags: readonly F[], bounds: readonly [number, number]): F {
  const crossed = flags.some((other) => other.side === "left" && other.at > one.at && other.at <= one.right + 2);
  const right = one.at - 4;
  const left = right - (one.right - one.left);
  return one.side === "right" && crossed && left >= bounds[0] ? { ...one, side: "left", left, right } : one;
}

/**
 * Moves labels down a column as little as possible so that neighbours keep `gap` pixels and all stay within the bounds.
 * Returns the new positions in the given order; too many for the space shrink the gap evenly.
 */
export function spreadVertically(wanted: readonly number[], bounds: readonly [number, number], gap: number): number[] {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
  const room = bounds[1] - bounds[0];
  const step = order.length > 1 ? Math.min(gap, room / (order.length - 1)) : gap;
  const placed: number[] = [];
  for (const { at } of order) {
    const previous = placed.at(-1);
    placed.push(Math.max(at, bounds[0], previous === undefined ? bounds[0] : previous + step));
  }
  for (let i = placed.length - 1, limit = bounds[1]; i >= 0; i--) {
    placed[i] = Math.min(placed[i] as number, limit);
    limit = (placed[i] as number) - step;
  }
  const result: number[] = [];
  order.forEach(({ index }, position) => {
    result[index] = placed[position] as number;
  });
  return result;
}

export type LineEnd = { readonly name: string; readonly value: string; readonly end: ChartPoint; readonly index: number };

/** The newest value of a line that is no longer being filled in; where all are, the newest. */
export function lastSettled(points: readonly ChartPoint[]): ChartPoint | undefined {
  return points.findLast((point) => !point.unsettled) ?? points.at(-1);
}

/** What stands at the end of each of several lines: its name and its newest value, with the period where the lines end apart. */
export function lineEnds({ series, unit }: Pick<LineChartInput, "series" | "unit">): LineEnd[] {
  const ended = series.flatMap(({ name, points }, index) => {
    const end = lastSettled(points);
    return end ? [{ name, end, index }] : [];
  });
  const apart = new Set(ended.map(({ end }) => end.label)).size > 1;
  return ended.map(({ name, end, index }) => {
    const forecast = end.status === "F" ? " (forecast)" : "";
    return { name, end, index, value: `${formatValue(end.value, unit)}${apart ? `, ${end.label}` : ""}${forecast}` };
  });
}
