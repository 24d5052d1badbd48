import type { Db } from "../../connect.ts";

/** A rule that a reader made, as it was kept; null where there is none of this id. */
export async function ownRuleSpec(db: Db, id: string): Promise<unknown> {
  const { rows } = await db.pool.query<{ spec: unknown }>("SELECT spec FROM alert_rules WHERE id = $1", [id]);
  return rows[0]?.spec ?? null;
}
