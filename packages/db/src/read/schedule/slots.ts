import type { Trigger } from "@talent/core/capture/outcome";
import type { Db } from "../../connect.ts";

/** The newest slot of each source, whatever became of it: later slots are computed from it. */
export async function newestSlots(db: Db): Promise<Map<string, Date>> {
  const newest = await db.prisma.slot.groupBy({ by: "sourceId", _max: { scheduledFor: true } });
  return new Map(newest.flatMap(({ sourceId, _max: { scheduledFor } }) => (scheduledFor === null ? [] : [[sourceId, scheduledFor]])));
}

/**
 * Sources with a slot that waits or runs: a newer slot of theirs would overlap. One whose job failed for good, by a fault of ours, does not
 * keep its source from ever running again.
 */
export async function busySources(db: Db): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ source: string }>(
    `SELECT DISTINCT s.source_id AS source FROM slots s LEFT JOIN graphile_worker.jobs j ON j.key = 'slot:' || s.id
     WHERE s.state = 'running' OR (s.state = 'due' AND (j.attempts >= j.max_attempts AND j.locked_at IS NULL) IS NOT TRUE)`,
  );
  return new Set(rows.map((row) => row.source));
}

export type AbandonedSlot = { readonly id: string; readonly source: string; readonly scheduledFor: Date };

/** Slots whose worker crashed, and waiting ones whose job is gone or was locked by a process that never claimed it. */
export async function abandonedSlots(db: Db): Promise<AbandonedSlot[]> {
  const { rows } = await db.pool.query<AbandonedSlot>(
    `SELECT s.id::text, s.source_id AS source, s.scheduled_for AS "scheduledFor" FROM slots s LEFT JOIN graphile_worker.jobs j ON j.key = 'slot:' || s.id
     WHERE s.trigger IN ('schedule', 'retry') AND (
       (s.state = 'running' AND s.lease_until < clock_timestamp())
       OR (s.state = 'due' AND (j.id IS NULL OR j.locked_at < clock_timestamp() - interval '2 minutes')))`,
  );
  return rows;
}

/** Source and instant of every slot of this trigger that is done. */
export async function finishedSlots(db: Db, trigger: Trigger): Promise<{ readonly source: string; readonly scheduledFor: Date }[]> {
  const slots = await db.prisma.slot.findMany({ select: { sourceId: true, scheduledFor: true }, where: { trigger, state: "done" } });
  return slots.map(({ sourceId, scheduledFor }) => ({ source: sourceId, scheduledFor }));
}
