import { type Db, inTransaction } from "@talent/db/connect";
import { abandonedSlots, busySources, newestSlots } from "@talent/db/read/schedule/slots";
import { enqueueSlot } from "@talent/db/write/schedule/jobs";
import { insertSlot, skipSlot } from "@talent/db/write/schedule/slots";
import type { Source } from "@talent/sources/define-source";
import { dueSlots } from "./due-slots.ts";

const MISSED = "missed; the newest one catches up";
const OVERLAP = "the run before was still going";

export type EnqueueCounts = { readonly due: number; readonly skipped: number; readonly reopened: number };

/**
 * Decides what is due at `now` from the schedules and the slots in the store, never from process memory. One catch-up per source
 * however long the downtime; a source still busy with an earlier slot skips the new one, on record. Slots of crashed workers are re-enqueued.
 */
export async function enqueueDueSlots(db: Db, sources: readonly Source[], now: Date): Promise<EnqueueCounts> {
  const [newest, busy] = [await newestSlots(db), await busySources(db)];
  let swept: EnqueueCounts = { due: 0, skipped: 0, reopened: await reenqueueAbandoned(db) };
  for (const source of sources) {
    if (source.kind !== "live" || source.schedule === null) continue;
    const { due, missed } = dueSlots(source.schedule.cron, newest.get(source.id) ?? null, now);
    if (due === null) continue;
    const passed = [...missed.map((at) => ({ at, reason: MISSED })), ...(busy.has(source.id) ? [{ at: due, reason: OVERLAP }] : [])];
    const taken = await insertSlots(db, source.id, busy.has(source.id) ? null : due, passed);
    swept = { ...swept, due: swept.due + (taken ? 1 : 0), skipped: swept.skipped + passed.length };
  }
  return swept;
}

type SkippedSlot = { readonly at: Date; readonly reason: string };

/** In one transaction with its job, so that neither exists without the other. Another worker may have enqueued it first: then nothing is added. */
async function insertSlots(db: Db, source: string, due: Date | null, passed: readonly SkippedSlot[]): Promise<boolean> {
  return await inTransaction(db, async (connection) => {
    for (const { at, reason } of passed) await skipSlot(connection, { source, scheduledFor: at, trigger: "schedule" }, reason);
    if (due === null) return false;
    const slot = await insertSlot(connection, { source, scheduledFor: due, trigger: "schedule" });
    if (slot.inserted) await enqueueSlot(connection, { slot: slot.id, source, scheduledFor: due.toISOString() });
    return slot.inserted;
  });
}

async function reenqueueAbandoned(db: Db): Promise<number> {
  const abandoned = await abandonedSlots(db);
  for (const { id, source, scheduledFor } of abandoned)
    await enqueueSlot(db.pool, { slot: id, source, scheduledFor: scheduledFor.toISOString() }, true);
  return abandoned.length;
}
