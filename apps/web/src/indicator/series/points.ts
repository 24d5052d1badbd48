import { type Period, parsePeriod } from "@talent/core/time/period";
import type { ApiObservation } from "@talent/db/read/observations/api-observation";

/** One version of one number as pages may show it. */
export type ObservationVersion = ApiObservation;

/** The newest version of a period known at the page's instant, with how many versions there are of it. */
export type PeriodPoint = { readonly period: Period; readonly stated: ObservationVersion; readonly versions: number };

/** The newest version of each period, oldest period first. `versions` is in the order of the store: by period, then by vintage. */
export function newestPoints(versions: readonly ObservationVersion[]): PeriodPoint[] {
  const byPeriod = Map.groupBy(versions, (one) => one.period);
  return [...byPeriod.entries()]
    .map(([label, list]) => ({ period: parsePeriod(label), stated: newestVersion(list), versions: list.length }))
    .sort((a, b) => a.period.start.localeCompare(b.period.start) || a.period.id.localeCompare(b.period.id));
}

function newestVersion(list: readonly ObservationVersion[]): ObservationVersion {
  return list.reduce((newest, one) => (one.vintage >= newest.vintage ? one : newest));
}

type StatedNumber = Pick<ObservationVersion, "period" | "value" | "status" | "withheld">;

/** Of these numbers, oldest period first, the newest `count` periods that are stated and no forecast: their source still fills them in. */
export function stillFilling(numbers: readonly StatedNumber[], count: number): ReadonlySet<string> {
  const stated = numbers.filter(({ value, status, withheld }) => (value !== null || withheld) && status !== "F");
  return new Set(count > 0 ? stated.slice(-count).map(({ period }) => period) : []);
}
