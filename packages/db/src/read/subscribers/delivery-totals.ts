import type { Db } from "../../connect.ts";

/** What was meant for people, and what became of it: `in` is always `delivered`, `held` and `suppressed` together. */
export type Conservation = { readonly in: number; readonly delivered: number; readonly held: number; readonly suppressed: number };

/** Counts over all notices ever made. */
export async function conservation(db: Db): Promise<Conservation> {
  const { rows } = await db.pool.query<Conservation>(
    `SELECT (SELECT coalesce(sum(audience), 0) FROM notices)::integer AS in,
       (count(*) FILTER (WHERE state = 'delivered'))::integer AS delivered, (count(*) FILTER (WHERE state = 'held'))::integer AS held,
       (count(*) FILTER (WHERE state = 'suppressed'))::integer AS suppressed
     FROM deliveries`,
  );
  return rows[0] ?? { in: 0, delivered: 0, held: 0, suppressed: 0 };
}
