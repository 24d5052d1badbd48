import { InvalidRow } from "../capture/errors.ts";
import { comparePeriods, type Period, parsePeriod } from "../time/period.ts";
import type { SeriesKey, SeriesPoint } from "./observation.ts";

/** A series' points by period id, and its periods, oldest first. */
export type SeriesIndex = { readonly byPeriod: ReadonlyMap<string, SeriesPoint>; readonly periods: readonly Period[] };

const indexCache = new WeakMap<readonly SeriesPoint[], SeriesIndex>();

/** The index of one series' points, made once per array. Throws RangeError when a period has two points. */
export function indexSeries(points: readonly SeriesPoint[]): SeriesIndex {
  const made = indexCache.get(points);
  if (made !== undefined) return made;
  const byPeriod = new Map(points.map((point) => [point.period, point]));
  if (byPeriod.size !== points.length) throw new RangeError("a series has two points for one period");
  const index = { byPeriod, periods: points.map((point) => parsePeriod(point.period)).sort(comparePeriods) };
  indexCache.set(points, index);
  return index;
}

const SEPARATORS = /[|;=\r\n]/;

/**
 * The one text for a series: `indicator|area|dim=code;dim=code`, dimensions sorted by name. Throws InvalidRow when a part is empty or holds
 * one of the separators, so that two series never share an id.
 */
export function seriesId(key: SeriesKey): string {
  const dimensions = Object.keys(key.dimensions).sort();
  const codes = dimensions.map((name) => `${checkedPart(name)}=${checkedPart(key.dimensions[name] ?? "")}`);
  return `${checkedPart(key.indicator)}|${checkedPart(key.area)}|${codes.join(";")}`;
}

/** The series with this id. Throws InvalidRow for text `seriesId` cannot have written. */
export function parseSeriesId(text: string): SeriesKey {
  const [indicator = "", area = "", codes = ""] = text.split("|");
  const pairs = codes === "" ? [] : codes.split(";").map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=")[1] ?? ""]);
  const key = { indicator, area, dimensions: Object.fromEntries(pairs) };
  if (seriesId(key) !== text) throw new InvalidRow(`not a series id: "${text}"`);
  return key;
}

function checkedPart(text: string): string {
  if (text === "" || SEPARATORS.test(text)) throw new InvalidRow(`cannot stand in a series id: "${text}"`);
  return text;
}
