import type { Db } from "../../connect.ts";

/** `seriesId@period` of every value that waited in quarantine, undecided, at `asOf`. What it was is not public. */
export async function heldKeys(db: Db, asOf: Date = new Date(8.64e15)): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ held: string }>(
    `SELECT DISTINCT k.key || '@' || d.label AS held
     FROM held_keys h JOIN series k ON k.id = h.series_id JOIN periods d ON d.id = h.period_id
     WHERE h.held_from <= $1 AND (h.held_until IS NULL OR h.held_until > $1)`,
    [asOf.getTime() === 8.64e15 ? "infinity" : asOf],
  );
  return new Set(rows.map((row) => row.held));
}
