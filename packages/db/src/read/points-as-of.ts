import type { SeriesKey, SeriesPoint } from "@talent/core/observation";
import { seriesId } from "@talent/core/series-id";
import type { Db } from "../connect.ts";
import { NEWEST_VERSIONS, POINT_COLUMNS, POINT_JOINS, type PointRow, pointOf } from "./point-row.ts";

/**
 * The points of many series in one indexed query, by series id and oldest period first: per period the newest version whose vintage is not
 * after `asOf`. Series nobody has heard of are left out. Ungated: for assessing, not for showing.
 */
export async function pointsAsOf(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, SeriesPoint[]>> {
  const { rows } = await db.pool.query<PointRow & { key: string }>(
    `SELECT k.key, ${POINT_COLUMNS}
     FROM series k
     ${NEWEST_VERSIONS} ${POINT_JOINS}
     WHERE k.key = ANY ($1) ORDER BY k.key, d.starts, d.label`,
    [[...new Set(keys.map(seriesId))], asOf],
  );
  const points = new Map<string, SeriesPoint[]>();
  for (const row of rows) {
    const there = points.get(row.key);
    if (there === undefined) points.set(row.key, [pointOf(row)]);
    else there.push(pointOf(row));
  }
  return points;
}
