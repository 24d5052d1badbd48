import type { Db } from "../../connect.ts";
import { WrongStoreMode } from "../../errors.ts";
import type { StoreMode } from "../../read/store/store-state.ts";

/** Makes the store of this mode, or checks that it is. Throws WrongStoreMode: live and replayed knowledge have different clocks. */
export async function claimStoreMode(db: Db, mode: StoreMode): Promise<void> {
  await db.prisma.storeState.createMany({ data: { mode }, skipDuplicates: true });
  const { mode: held } = await db.prisma.storeState.findUniqueOrThrow({ where: { id: 1 } });
  if (held !== mode) throw new WrongStoreMode(`this database holds a ${held} store and cannot be used as a ${mode} one`);
}

/** Records that the walk is past this stamp; doing so twice changes nothing. */
export async function markReplayed(db: Db, stamp: string): Promise<void> {
  await db.prisma.replayedStamp.createMany({ data: { stamp }, skipDuplicates: true });
}

/** Stamps the walk need not visit again. */
export async function replayedStamps(db: Db): Promise<Set<string>> {
  const rows = await db.prisma.replayedStamp.findMany({ select: { stamp: true } });
  return new Set(rows.map((row) => row.stamp));
}

/** Notes that the scheduler is alive at `now`; a clock that went back does not undo a later heartbeat. */
export async function recordHeartbeat(db: Db, now: Date): Promise<void> {
  await db.pool.query(`UPDATE store_state SET scheduler_beat = greatest(scheduler_beat, $1::timestamptz)`, [now]);
}
