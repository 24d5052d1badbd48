import type { Db } from "../../connect.ts";

/** What a store holds: live fetches, or a replay of recorded ones. */
export type StoreMode = "live" | "replay";

export type StoreState = {
  readonly mode: StoreMode | null;
  /** Newest stamp of the walk, as an ISO instant; null in a live store or before the first stamp. */
  readonly replayTo: string | null;
  /** Newest entry of the feed: everything cached before it is old. */
  readonly lastChange: { readonly id: string; readonly at: string } | null;
  /** When the worker's ticker last ticked, as an ISO instant. */
  readonly schedulerBeat: string | null;
  /** The instant the stored assessments were last brought up to, as an ISO instant. */
  readonly assessedAt: string | null;
};

type StateRow = {
  mode: StoreMode | null;
  beat: Date | null;
  assessed: Date | null;
  stamp: string | null;
  change: string | null;
  at: Date | null;
};

/** What every page shows about the store it reads. */
export async function storeState(db: Db): Promise<StoreState> {
  const { rows } = await db.pool.query<StateRow>(
    `SELECT s.mode, s.scheduler_beat AS beat, s.assessed_at AS assessed, (SELECT max(stamp) FROM replayed_stamps) AS stamp, c.id AS change, c.occurred_at AS at
     FROM (SELECT 1) one
     LEFT JOIN store_state s ON true
     LEFT JOIN (SELECT id, occurred_at FROM changes ORDER BY id DESC LIMIT 1) c ON true`,
  );
  const row = rows[0];
  return {
    mode: row?.mode ?? null,
    replayTo: row?.stamp ? instantOfStamp(row.stamp) : null,
    lastChange: row?.change && row.at ? { id: row.change, at: row.at.toISOString() } : null,
    schedulerBeat: row?.beat?.toISOString() ?? null,
    assessedAt: row?.assessed?.toISOString() ?? null,
  };
}

/** Throws when the database does not answer. */
export async function pingStore(db: Db): Promise<void> {
  await db.pool.query("SELECT 1");
}

/** A stamp is a folder name (`2025-08-01T06-00-00Z`) or already an instant. */
function instantOfStamp(stamp: string): string {
  const time = Date.parse(stamp.replace(/T(\d{2})-(\d{2})-(\d{2})/, "T$1:$2:$3"));
  return Number.isNaN(time) ? stamp : new Date(time).toISOString();
}
