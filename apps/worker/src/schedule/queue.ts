import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "@talent/db/connect";
import { Logger, type Runner, run } from "graphile-worker";
import { Pool } from "pg";
import type { Log } from "../process/log.ts";

/** Most of a run is waiting for a publisher; hosts have a limit of their own. */
const CONCURRENCY = 4;
/** A run that throws is a fault of ours, not of a publisher: a few tries, then the slot waits for the next start. */
const MAX_ATTEMPTS = 6;
const RESTART_MS = 5_000;

/** A due slot: its id, its source and its instant. */
export type SlotJob = { readonly slot: string; readonly source: string; readonly scheduledFor: string };

export type RetryJob = {
  readonly source: string;
  /** The instant of the slot that failed, and of the one that tries again. */
  readonly failed: string;
  readonly at: string;
  readonly attempt: number;
};

export type QueueHandlers = {
  readonly runSlot: (job: SlotJob) => Promise<void>;
  readonly retry: (job: RetryJob) => Promise<void>;
  /** Sends what is due of mails and calls. */
  readonly deliver: () => Promise<void>;
};

export type Queue = { stop(): Promise<void> };

type Queryable = Pick<Connection, "query">;

/** Puts a slot into the queue, in the transaction that made it. `again` replaces a job whose worker has died. */
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

/** Asks the queue to send what is due, in the transaction that made it due. One such job waits at a time; without a queue it does nothing. */
export async function enqueueDelivery(connection: Queryable): Promise<void> {
  await connection.query("SELECT wake_delivery()");
}

/** Works the queue in this process until stopped, coming back by itself when the database was away. Migrates the queue's own tables first. */
export async function startQueue(url: string, work: QueueHandlers, log: Log): Promise<Queue> {
  const pool = queuePool(url, log);
  const start = (): Promise<Runner> =>
    run({
      pgPool: pool,
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      pollInterval: 2_000,
      // Batched, because only then a stop waits until finished jobs are off the queue, and a failure to say so is tried again.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: queueLogger(log),
      taskList: {
        run_slot: (payload) => work.runSlot(payload as SlotJob),
        retry: (payload) => work.retry(payload as RetryJob),
        deliver: () => work.deliver(),
      },
    });
  const stopping = new AbortController();
  const runners = restartWhenEnded(await start(), start, stopping.signal, log);
  return {
    async stop() {
      stopping.abort();
      await runners.current.stop().catch(() => undefined);
      await pool.end();
    },
  };
}

/** A connection lost to a restart of the server is reported by the query it spoils, never thrown into the void. */
function queuePool(url: string, log: Log): Pool {
  const pool = new Pool({ connectionString: url, max: CONCURRENCY + 2, application_name: "talent queue" });
  pool.on("error", (error) => log("warn", `queue: ${error.message}`));
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Starts a new runner whenever the one before gave up. */
function restartWhenEnded(first: Runner, start: () => Promise<Runner>, signal: AbortSignal, log: Log): { current: Runner } {
  const held = { current: first };
  const complain = (error: Error): void => log("warn", `queue: ${error.message}`);
  const watch = async (): Promise<void> => {
    await held.current.promise.catch(complain);
    while (!signal.aborted) {
      await pause(RESTART_MS, undefined, { signal, ref: false }).catch(() => undefined);
      const next = signal.aborted ? undefined : await start().catch(complain);
      if (next === undefined) continue;
      held.current = next;
      await next.promise.catch(complain);
    }
  };
  void watch();
  return held;
}

function queueLogger(log: Log): Logger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
  return new Logger(() => (level, message) => log(levels[level as keyof typeof levels] ?? "debug", `queue: ${message}`));
}
