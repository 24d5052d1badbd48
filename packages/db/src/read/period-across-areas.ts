import type { SeriesPoint } from "@talent/core/observation";
import type { Db } from "../connect.ts";
import { POINT_COLUMNS, POINT_JOINS, type PointRow, pointOf } from "./point-row.ts";

export type AreaPoint = { readonly area: string; readonly point: SeriesPoint };

/**
 * One period of an indicator across all areas, for one code of each dimension: the newest value known by `asOf`, by area code. Areas without a
 * value are left out. Ungated: for assessing and ranking, not for showing.
 */
export async function periodAcrossAreas(
  db: Db,
  query: { indicator: string; dimensions: Readonly<Record<string, string>>; period: string; asOf: Date },
): Promise<AreaPoint[]> {
  const { rows } = await db.pool.query<PointRow & { area: string }>(
    `SELECT k.area, ${POINT_COLUMNS}
     FROM periods p
     JOIN series k ON k.indicator = $1 AND k.dimensions = $2::jsonb
     CROSS JOIN LATERAL (
       SELECT v.* FROM observations v WHERE v.series_id = k.id AND v.period_id = p.id AND v.vintage <= $4 ORDER BY v.vintage DESC LIMIT 1
     ) o ${POINT_JOINS}
     WHERE p.label = $3 ORDER BY k.area`,
    [query.indicator, JSON.stringify(query.dimensions), query.period, query.asOf],
  );
  return rows.map((row) => ({ area: row.area, point: pointOf(row) }));
}
