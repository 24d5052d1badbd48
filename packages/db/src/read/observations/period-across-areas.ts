import type { SeriesPoint } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { loadDictionary } from "./dictionary.ts";
import { toSeriesPoint, VERSION_COLUMNS, type VersionRow } from "./versions.ts";

export type AreaPoint = { readonly area: string; readonly point: SeriesPoint };

/**
 * One period of an indicator across all areas, for one code of each dimension: the newest value known by `asOf`, by area code. Areas without a
 * value are left out. Ungated: for assessing and ranking, not for showing.
 */
export async function periodAcrossAreas(
  db: Db,
  query: { indicator: string; dimensions: Readonly<Record<string, string>>; period: string; asOf: Date },
): Promise<AreaPoint[]> {
  const { rows } = await db.pool.query<VersionRow>(
    `SELECT DISTINCT ON (v.series_id) ${VERSION_COLUMNS} FROM observations v
     WHERE v.series_id = ANY (ARRAY(SELECT k.id FROM series k WHERE k.indicator = $1 AND k.dimensions = $3::jsonb))
       AND v.period_id = (SELECT d.id FROM periods d WHERE d.label = $4) AND v.vintage <= $2
     ORDER BY v.series_id DESC, v.vintage DESC`,
    [query.indicator, query.asOf, JSON.stringify(query.dimensions), query.period],
  );
  const words = await loadDictionary(db, rows);
  const points = rows.map((row) => ({ area: words.series.get(row.series_id)?.area ?? "", point: toSeriesPoint(row, words) }));
  return points.sort((a, b) => (a.area < b.area ? -1 : 1));
}
