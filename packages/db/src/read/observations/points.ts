import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series-id";
import type { Db } from "../../connect.ts";
import { newestVersions, pointsBySeries, type VersionRow } from "./versions.ts";

/**
 * The points of many series in one indexed query, by series id, oldest period first: per period the newest version whose vintage is not after
 * `asOf`. Series nobody has heard of are left out. Ungated: for assessing, not for showing.
 */
export async function pointsAsOf(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, SeriesPoint[]>> {
  const { rows } = await db.pool.query<VersionRow>(newestVersions("k.key = ANY ($1)"), [[...new Set(keys.map(seriesId))], asOf]);
  return pointsBySeries(db, rows);
}
