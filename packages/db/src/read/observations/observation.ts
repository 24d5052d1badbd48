import type { Citation } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { parseObservationId } from "../../encoding/observation-id.ts";
import { API_COLUMNS, API_JOINS, type ApiObservation, type ApiRow, apiObservation } from "./api-observation.ts";

/** One version with whose word it is; null for an id nobody gave out. */
export async function observationById(db: Db, id: string): Promise<(ApiObservation & { citation: Citation | null }) | null> {
  const found = (await observationsByIds(db, [id]))[0];
  if (found === undefined) return null;
  const ref = parseObservationId(id);
  const { rows } = await db.pool.query<Citation>(
    `SELECT c.publisher, c.title, c.url, c.quality, c.note FROM observations o JOIN citations c ON c.id = o.citation_id
     WHERE o.series_id = $1 AND o.period_id = $2 AND o.vintage = $3`,
    [ref?.seriesId, ref?.periodId, ref?.vintage],
  );
  return { ...found, citation: rows[0] ?? null };
}

/** Versions by id, in the order asked for; ids nobody gave out are left out. Gated. */
export async function observationsByIds(db: Db, ids: readonly string[]): Promise<ApiObservation[]> {
  const refs = ids.map(parseObservationId).filter((ref) => ref !== null);
  if (refs.length === 0) return [];
  const { rows } = await db.pool.query<ApiRow>(
    `SELECT ${API_COLUMNS}
     FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) WITH ORDINALITY AS wanted (series_id, period_id, vintage, position)
     JOIN observations o USING (series_id, period_id, vintage)
     JOIN series k ON k.id = o.series_id JOIN periods d ON d.id = o.period_id ${API_JOINS}
     ORDER BY wanted.position`,
    [refs.map((ref) => ref.seriesId), refs.map((ref) => ref.periodId), refs.map((ref) => ref.vintage)],
  );
  return rows.map(apiObservation);
}
