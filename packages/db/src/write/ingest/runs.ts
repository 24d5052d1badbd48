import type { Outcome, Trigger } from "@talent/core/capture/outcome";
import { type Db, inTransaction } from "../../connect.ts";
import { RunNotOpen } from "../../errors.ts";
import { writeChanges } from "../feeds/write-changes.ts";
import { finishSlot, holdFence } from "../schedule/slots.ts";

export type RunStart = {
  readonly source: string;
  readonly slotId: string | null;
  readonly fence: string | null;
  readonly trigger: Trigger;
  readonly parserFingerprint: string;
  readonly now: Date;
};

export type RunEnd = {
  readonly outcome: Outcome;
  /** Counts, refusals in short, retry times: whatever helps the reader of the log. Public: no withheld value belongs here. */
  readonly detail: unknown;
  readonly now: Date;
};

const HEALTHY_OUTCOMES: readonly Outcome[] = ["not_modified", "same_bytes", "same_values", "new_values", "withdrawn", "nothing_published"];

/** Opens a run and returns its id. Throws FencedOff when the slot was taken meanwhile. */
export async function startRun(db: Db, start: RunStart): Promise<string> {
  return inTransaction(db, async (connection) => {
    if (start.slotId !== null && start.fence !== null) await holdFence(connection, { slotId: start.slotId, fence: start.fence });
    const { rows } = await connection.query<{ id: string }>(
      `INSERT INTO runs (source_id, slot_id, fence, trigger, parser_fingerprint, started_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id::text`,
      [start.source, start.slotId, start.fence, start.trigger, start.parserFingerprint, start.now],
    );
    return rows[0]?.id ?? "";
  });
}

/**
 * Ends a run with exactly one outcome and its slot with it, with a feed entry when the source's health changed. Throws FencedOff when the
 * slot was taken meanwhile, RunNotOpen when the run ended before.
 */
export async function finishRun(db: Db, runId: string, end: RunEnd): Promise<void> {
  await inTransaction(db, async (connection) => {
    const { rows } = await connection.query<{ source: string; slot_id: string | null; fence: string | null; before: Outcome | null }>(
      `SELECT r.source_id AS source, r.slot_id, r.fence,
         (SELECT o.outcome FROM run_outcomes o JOIN runs b ON b.id = o.run_id WHERE b.source_id = r.source_id
          ORDER BY o.recorded_at DESC, b.id DESC LIMIT 1) AS before
       FROM runs r WHERE r.id = $1`,
      [runId],
    );
    const run = rows[0];
    if (!run) throw new RunNotOpen(`no run ${runId}`);
    if (run.slot_id !== null && run.fence !== null) await finishSlot(connection, { slotId: run.slot_id, fence: run.fence });
    const made = await connection.query(
      `INSERT INTO run_outcomes (run_id, outcome, detail, finished_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [runId, end.outcome, JSON.stringify(end.detail ?? {}), end.now],
    );
    if (made.rowCount === 0) throw new RunNotOpen(`run ${runId} ended before`);
    const [was, is] = [run.before === null ? "ok" : healthCode(run.before), healthCode(end.outcome)];
    if (was === is) return;
    const detail = { from: run.before, to: end.outcome };
    await writeChanges(connection, [{ kind: "source_health", source: run.source, runId, at: end.now, detail }]);
  });
}

/** One value for all success; each way of failing has its own. */
function healthCode(outcome: Outcome): string {
  return HEALTHY_OUTCOMES.includes(outcome) ? "ok" : outcome;
}
