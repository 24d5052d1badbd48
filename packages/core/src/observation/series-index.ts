import { comparePeriods, type Period, parsePeriod } from "../time/period.ts";
import type { SeriesPoint } from "./observation.ts";

/** A series' points by period id, and its periods, oldest first. */
export type SeriesIndex = { readonly byPeriod: ReadonlyMap<string, SeriesPoint>; readonly periods: readonly Period[] };

const known = new WeakMap<readonly SeriesPoint[], SeriesIndex>();

/** The index of one series' points, made once per array. Throws RangeError when a period has two points. */
export function indexOf(points: readonly SeriesPoint[]): SeriesIndex {
  const made = known.get(points);
  if (made !== undefined) return made;
  const byPeriod = new Map(points.map((point) => [point.period, point]));
  if (byPeriod.size !== points.length) throw new RangeError("a series has two points for one period");
  const index = { byPeriod, periods: points.map((point) => parsePeriod(point.period)).sort(comparePeriods) };
  known.set(points, index);
  return index;
}
