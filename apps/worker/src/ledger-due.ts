import type { Db } from "@talent/db/connect";

/** Whether the clock alone has made some stored answer old: a newest assessment is past the instant it was good until. */
export async function ledgerDue(db: Db, now: Date): Promise<boolean> {
  const { rows } = await db.pool.query<{ due: boolean }>(
    `SELECT EXISTS (
       SELECT FROM (SELECT DISTINCT ON (claim, reading, question) valid_until FROM assessments ORDER BY claim, reading, question, id DESC) newest
       WHERE valid_until <= $1) AS due`,
    [now],
  );
  return rows[0]?.due === true;
}
