import type { Queryable } from "../../connect.ts";

/** A run that throws is a fault of ours, not of a publisher: a few tries, then the slot waits for the next start. */
const MAX_ATTEMPTS = 6;

/** A due slot: its id, its source and its instant. */
export type SlotJob = { readonly slot: string; readonly source: string; readonly scheduledFor: string };

export type RetryJob = {
  readonly source: string;
  /** The instant of the slot that failed, and of the one that tries again. */
  readonly failed: string;
  readonly at: string;
  readonly attempt: number;
};

/** Puts a slot into the queue, in the transaction that made it. `again` replaces a job whose worker has crashed. */
export async function enqueueSlot(connection: Queryable, job: SlotJob, again = false): Promise<void> {
  await connection.query(
    `SELECT graphile_worker.add_job('run_slot', $1::json, job_key => $2, job_key_mode => $3, max_attempts => $4::smallint)`,
    [JSON.stringify(job), `slot:${job.slot}`, again ? "replace" : "unsafe_dedupe", MAX_ATTEMPTS],
  );
}

/** Puts another try into the queue; one per source, the newest wins. */
export async function enqueueRetry(connection: Queryable, job: RetryJob): Promise<void> {
  await connection.query(
    `SELECT graphile_worker.add_job('retry', $1::json, run_at => $2::timestamptz, job_key => 'retry:' || $3::text, max_attempts => $4::smallint)`,
    [JSON.stringify(job), job.at, job.source, MAX_ATTEMPTS],
  );
}

/** Enqueues the sending of what is due, in the transaction that made it due. One such job waits at a time; without a queue it does nothing. */
export async function enqueueDelivery(connection: Queryable): Promise<void> {
  await connection.query("SELECT wake_delivery()");
}
