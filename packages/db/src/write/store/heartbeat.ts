import type { Db } from "../../connect.ts";

/** Notes that the scheduler is alive at `now`; a clock that went back does not take a later beat away. */
export async function beat(db: Db, now: Date): Promise<void> {
  await db.pool.query(`UPDATE store_state SET scheduler_beat = greatest(scheduler_beat, $1::timestamptz)`, [now]);
}
