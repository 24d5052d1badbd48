import type { SeriesKey, SeriesPoint } from "@talent/core/observation";
import { parseSeriesId } from "@talent/core/series-id";
import type { Db } from "../connect.ts";
import { NEWEST_VERSIONS, POINT_COLUMNS, POINT_JOINS, type PointRow, pointOf } from "./point-row.ts";

/** All of an indicator as of an instant: each series with its points, oldest period first. Ungated: for assessing, not for showing. */
export async function indicatorAsOf(db: Db, indicator: string, asOf: Date): Promise<{ key: SeriesKey; points: SeriesPoint[] }[]> {
  const { rows } = await db.pool.query<PointRow & { key: string }>(
    `SELECT k.key, ${POINT_COLUMNS}
     FROM series k
     ${NEWEST_VERSIONS} ${POINT_JOINS}
     WHERE k.indicator = $1 ORDER BY k.key, d.starts, d.label`,
    [indicator, asOf],
  );
  return [...Map.groupBy(rows, (row) => row.key)].map(([key, list]) => ({ key: parseSeriesId(key), points: list.map(pointOf) }));
}
