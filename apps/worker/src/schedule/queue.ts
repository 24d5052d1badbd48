import { setTimeout as pause } from "node:timers/promises";
import { openQueuePool } from "@talent/db/connect";
import type { RetryJob, SlotJob } from "@talent/db/write/schedule/jobs";
import { Logger, type Runner, run } from "graphile-worker";
import type { Log } from "../process/log.ts";

/** Most of a run is waiting for a publisher; hosts have a limit of their own. */
const CONCURRENCY = 4;
const RESTART_MS = 5_000;

export type QueueHandlers = {
  readonly runSlot: (job: SlotJob) => Promise<void>;
  readonly retry: (job: RetryJob) => Promise<void>;
  /** Sends what is due of mails and calls. */
  readonly deliver: () => Promise<void>;
};

export type Queue = { stop(): Promise<void> };

/** Works the queue in this process until stopped, coming back by itself when the database was away. Migrates the queue's own tables first. */
export async function startQueue(url: string, work: QueueHandlers, log: Log): Promise<Queue> {
  const pool = openQueuePool(url, CONCURRENCY + 2, (error) => log("warn", `queue: ${error.message}`));
  const start = (): Promise<Runner> =>
    run({
      pgPool: pool,
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      pollInterval: 2_000,
      // Batched, because only then a stop waits until finished jobs are off the queue, and a failure to record that is retried.
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
