import type { SeriesPoint } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { pointsBySeries, VERSION_COLUMNS, type VersionRow } from "./versions.ts";

/** A series by its id, from the knowledge of one instant on; `since` null: from the beginning. */
export type WatchedFrom = { readonly series: string; readonly since: Date | null };

/**
 * Every version of many series in one query, by series id: what was known at `since`, newest version of each period only, and every version that came
 * to be known later, dated ahead included. Series nobody has heard of are left out. Ungated: for evaluating rules, not for showing.
 */
export async function watchedVersions(db: Db, wanted: readonly WatchedFrom[]): Promise<Map<string, SeriesPoint[]>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await db.pool.query<VersionRow>(
    `SELECT v.* FROM unnest($1::text[], $2::timestamptz[]) AS wanted (key, since)
     JOIN series k ON k.key = wanted.key
     CROSS JOIN LATERAL (
       SELECT ${VERSION_COLUMNS}, lead(v.vintage) OVER (PARTITION BY v.period_id ORDER BY v.vintage) AS next
       FROM observations v WHERE v.series_id = k.id
     ) v
     WHERE wanted.since IS NULL OR v.next IS NULL OR v.next > wanted.since`,
    [wanted.map(({ series }) => series), wanted.map(({ since }) => since)],
  );
  return pointsBySeries(db, rows);
}
