import type { Db } from "../../connect.ts";
import type { AppendCounts } from "./append-input.ts";

const BIG_LOAD = 20_000;

/**
 * After a big load, lets reads be answered from the index alone: the server only does so for pages it has marked as visible to all. It would
 * get there by itself, minutes later; a failure to hurry it is no failure of the load.
 */
export async function tidyAfterLoad(db: Db, counts: AppendCounts): Promise<void> {
  const written = counts.newPeriods + counts.revisions + counts.withdrawals + counts.corrections;
  if (written < BIG_LOAD) return;
  for (const table of ["series", "observations"]) await db.pool.query(`VACUUM (ANALYZE) ${table}`).catch(() => {});
}
