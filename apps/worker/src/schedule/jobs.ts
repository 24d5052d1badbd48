import type { Trigger } from "@talent/core/capture/outcome";
import { newestSlots } from "@talent/db/read/schedule/slots";
import { enqueueRetry, type RetryJob, type SlotJob } from "@talent/db/write/schedule/jobs";
import { insertSlot } from "@talent/db/write/schedule/slots";
import type { Source } from "@talent/sources/define-source";
import type { FetchResult } from "../fetch/fetch-source.ts";
import { nextRetryAt } from "../fetch/hosts/cooldown.ts";
import { Interrupted } from "../fetch/http/errors.ts";
import type { RunReport } from "../ingest/run-effects.ts";
import { recordVisits, runSlot } from "../ingest/run-slot.ts";
import type { Runner, RunRequest } from "../ingest/runner.ts";
import type { Log } from "../process/log.ts";
import type { QueueHandlers } from "./queue.ts";

/** After this many failures in a row the next scheduled slot is soon enough. */
const MAX_RETRIES = 4;

type JobParts = {
  readonly runner: Runner;
  readonly sources: readonly Source[];
  readonly log: Log;
  readonly assess: (now: Date) => Promise<unknown>;
  readonly fetch: (source: Source) => Promise<FetchResult>;
};
type JobAttempt = { readonly slotId: string; readonly scheduledFor: string; readonly trigger: Trigger; readonly attempt: number };

/** What the queue does with a due slot, and with another try after a publisher could not be reached. */
export function queueHandlers(parts: JobParts): Omit<QueueHandlers, "deliver"> {
  const sourceOf = (id: string): Source | undefined => parts.sources.find((source) => source.id === id);
  return {
    async runSlot(job: SlotJob) {
      const source = sourceOf(job.source);
      if (source !== undefined)
        await runAttempt(parts, source, { slotId: job.slot, scheduledFor: job.scheduledFor, trigger: "schedule", attempt: 1 });
    },
    async retry(job: RetryJob) {
      const source = sourceOf(job.source);
      if (source === undefined || (await isSuperseded(parts, job))) return;
      const slot = await insertSlot(parts.runner.db, { source: job.source, scheduledFor: new Date(job.at), trigger: "retry" });
      await runAttempt(parts, source, { slotId: slot.id, scheduledFor: job.at, trigger: "retry", attempt: job.attempt });
    },
  };
}

/** A newer slot has taken the place of the one that failed. */
async function isSuperseded({ runner }: JobParts, job: RetryJob): Promise<boolean> {
  const newest = (await newestSlots(runner.db)).get(job.source)?.toISOString();
  return newest !== undefined && newest > job.failed && newest !== job.at;
}

async function runAttempt(parts: JobParts, source: Source, made: JobAttempt): Promise<void> {
  const { runner, log } = parts;
  const { fetch, visits } = recordVisits(parts.fetch);
  const concluding: RunRequest["addDetail"] = async (report) => ({
    attempt: made.attempt,
    retryAt: await scheduleRetry(parts, source, made, report),
    visits: visits(),
  });
  try {
    const report = await runSlot(runner, made.slotId, { source, trigger: made.trigger, fetch, addDetail: concluding });
    if (report === null) return;
    log("info", `${source.id}: ${report.outcome}`);
    const { newPeriods, revisions, withdrawals, corrections, held } = report.counts;
    if (newPeriods + revisions + withdrawals + corrections + held > 0) await parts.assess(runner.clock());
  } catch (error) {
    // The slot was released and waits for the next start; its job is done.
    if (!(error instanceof Interrupted)) throw error;
  }
}

/** Reschedules the job where a retry may help, so that nothing waits in between. */
async function scheduleRetry({ runner }: JobParts, source: Source, made: JobAttempt, report: RunReport): Promise<string | null> {
  const hopeful = report.ended.filter((request) => request.retry);
  if (hopeful.length === 0 || made.attempt > MAX_RETRIES) return null;
  const asked = hopeful.map((request) => request.notBefore?.getTime() ?? 0);
  const notBefore = new Date(Math.max(...asked));
  const at = nextRetryAt(made.attempt, runner.clock(), notBefore, Math.random).toISOString();
  await enqueueRetry(runner.db.pool, { source: source.id, failed: made.scheduledFor, at, attempt: made.attempt + 1 });
  return at;
}
