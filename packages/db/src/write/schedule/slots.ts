import type { Trigger } from "@talent/core/capture/outcome";
import type { Db, Queryable } from "../../connect.ts";
import { FencedOff } from "../../errors.ts";

export type Slot = { readonly source: string; readonly scheduledFor: Date; readonly trigger: Trigger };

/** Names one claim of one slot; a later claim makes it stale. */
export type Fence = { readonly slotId: string; readonly fence: string };

const LEASE_MS = 15 * 60_000;

/** The slot of one source at one instant, made once. Give a client to enqueue its job in the same transaction. */
export async function insertSlot(db: Db | Queryable, slot: Slot): Promise<{ id: string; inserted: boolean }> {
  return insertInState(queryable(db), slot, "due", null);
}

/** Records a slot that will not run, and why: a newer one replaces it, or the one before was still running. */
export async function skipSlot(db: Db | Queryable, slot: Slot, reason: string): Promise<{ id: string; inserted: boolean }> {
  return insertInState(queryable(db), slot, "skipped", reason);
}

async function insertInState(on: Queryable, slot: Slot, state: string, reason: string | null): Promise<{ id: string; inserted: boolean }> {
  const made = await on.query<{ id: string }>(
    `INSERT INTO slots (source_id, scheduled_for, trigger, state, reason) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (source_id, scheduled_for) DO NOTHING RETURNING id::text`,
    [slot.source, slot.scheduledFor, slot.trigger, state, reason],
  );
  if (made.rows[0]) return { id: made.rows[0].id, inserted: true };
  const there = await on.query<{ id: string }>(`SELECT id::text FROM slots WHERE source_id = $1 AND scheduled_for = $2`, [
    slot.source,
    slot.scheduledFor,
  ]);
  return { id: there.rows[0]?.id ?? "", inserted: false };
}

/**
 * Claims the slot for `worker` and returns the number its commits must carry. Null when it is done, skipped, or held by another worker whose
 * lease has not expired. The same worker may claim its own slot again; its earlier claim is fenced off.
 */
export async function claimSlot(db: Db, slotId: string, worker: string, leaseMs: number = LEASE_MS): Promise<{ fence: string } | null> {
  const { rows } = await db.pool.query<{ fence: string }>(
    `UPDATE slots SET state = 'running', worker = $2, fence = fence + 1, lease_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND (state = 'due' OR (state = 'running' AND (worker = $2 OR lease_until < clock_timestamp())))
     RETURNING fence::text`,
    [slotId, worker, leaseMs / 1000],
  );
  return rows[0] ?? null;
}

/** Renews the lease of a claimed slot for so long from now on. A claim that was fenced off renews nothing. */
export async function renewSlot(db: Db, claim: Fence, leaseMs: number): Promise<void> {
  await db.pool.query(
    `UPDATE slots SET lease_until = clock_timestamp() + make_interval(secs => $3) WHERE id = $1 AND fence = $2 AND state = 'running'`,
    [claim.slotId, claim.fence, leaseMs / 1000],
  );
}

/** The work of the slot is done. Throws FencedOff for a stale claim. */
export async function finishSlot(db: Db | Queryable, claim: Fence): Promise<void> {
  const { rowCount } = await queryable(db).query(
    `UPDATE slots SET state = 'done', lease_until = NULL WHERE id = $1 AND fence = $2 AND state IN ('running', 'done')`,
    [claim.slotId, claim.fence],
  );
  if (rowCount === 0) throw new FencedOff(`slot ${claim.slotId} was taken by another worker`);
}

/** Releases an unfinished slot so that any worker may claim it at once. A stale claim releases nothing. */
export async function handBackSlot(db: Db | Queryable, claim: Fence): Promise<void> {
  await queryable(db).query(
    `UPDATE slots SET state = 'due', worker = NULL, lease_until = NULL WHERE id = $1 AND fence = $2 AND state = 'running'`,
    [claim.slotId, claim.fence],
  );
}

/** Holds the claim until the transaction ends: no one can claim the slot in between. Throws FencedOff when another worker has. */
export async function holdFence(connection: Queryable, claim: Fence): Promise<void> {
  const { rowCount } = await connection.query(`SELECT FROM slots WHERE id = $1 AND fence = $2 AND state = 'running' FOR SHARE`, [
    claim.slotId,
    claim.fence,
  ]);
  if (rowCount === 0) throw new FencedOff(`slot ${claim.slotId} was taken by another worker; nothing of this attempt is kept`);
}

function queryable(db: Db | Queryable): Queryable {
  return "pool" in db ? db.pool : db;
}
