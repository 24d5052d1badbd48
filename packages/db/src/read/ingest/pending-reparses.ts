import type { Db } from "../../connect.ts";

/** Exchanges of a source whose stored bytes are to be read and appended again, oldest first; appending one takes it off the list. */
export async function pendingReapplies(db: Db, source: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT e.id::text FROM exchanges e WHERE e.source = $1 AND EXISTS (SELECT FROM parses p WHERE p.exchange_id = e.id AND p.reapply)
     ORDER BY e.captured_at, e.id`,
    [source],
  );
  return rows.map((row) => row.id);
}
