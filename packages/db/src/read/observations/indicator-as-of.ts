import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { parseSeriesId } from "@talent/core/observation/series-id";
import type { Db } from "../../connect.ts";
import { newestVersions, pointsBySeries, type VersionRow } from "./versions.ts";

/** All of an indicator as of an instant: each series with its points, oldest period first. Ungated: for assessing, not for showing. */
export async function indicatorAsOf(db: Db, indicator: string, asOf: Date): Promise<{ key: SeriesKey; points: SeriesPoint[] }[]> {
  const { rows } = await db.pool.query<VersionRow>(newestVersions("k.indicator = $1"), [indicator, asOf]);
  return [...(await pointsBySeries(db, rows))].map(([key, points]) => ({ key: parseSeriesId(key), points }));
}
