import type { Db } from "@talent/db/connect";
import { claimsPastValidity } from "@talent/db/read/claims/assessments";
import { storedValidators } from "@talent/db/read/ingest/stored-answers";
import { isDeliveryDue } from "@talent/db/read/subscribers/messages";
import { enqueueDelivery } from "@talent/db/write/schedule/jobs";
import { recordHeartbeat } from "@talent/db/write/store/store-mode";
import type { Source } from "@talent/sources/define-source";
import { sharedHostStore } from "../fetch/hosts/shared-host-store.ts";
import type { SecretLookup } from "../fetch/http/secrets.ts";
import { type LiveFetchParts, openOutboundClient } from "../fetch/live.ts";
import type { Runner } from "../ingest/runner.ts";
import type { Log } from "../process/log.ts";
import { enqueueDueSlots } from "./enqueue-due.ts";
import { queueHandlers } from "./jobs.ts";
import { startQueue } from "./queue.ts";
import { startTicker } from "./ticker.ts";

export type SchedulerParts = {
  readonly db: Db;
  readonly url: string;
  readonly publicUrl: string;
  readonly sources: readonly Source[];
  readonly runner: Runner;
  readonly log: Log;
  readonly assess: (now: Date) => Promise<unknown>;
  /** Evaluates the rules of alerts that the clock, a fetch or a new subscriber concerns. */
  readonly evaluate: (now: Date) => Promise<unknown>;
  /** Sends what is due of mails and calls; absent where nothing is sent, as in tests of other things. */
  readonly deliver?: () => Promise<unknown>;
  /** Off in a replayed store, where only time goes on. */
  readonly schedules: boolean;
  /** Addresses that may be requested although not public; for tests. */
  readonly allow?: readonly string[];
  /** Keys that sources name, from the environment. */
  readonly secretOf?: SecretLookup;
};

export type Scheduler = { stop(): Promise<void> };

/** Starts what runs until the worker stops: the ticker, and behind it the queue, which fetches only with schedules on. Resolves after the first enqueueing. */
export async function startScheduler(parts: SchedulerParts): Promise<Scheduler> {
  const { db, runner, log } = parts;
  const stopping = new AbortController();
  const validators: LiveFetchParts["validators"] = (source, url) => storedValidators(db, source, url);
  const book = sharedHostStore(db, runner.name);
  const outside = openOutboundClient(
    { ...parts, validators, hostStore: book, clock: runner.clock, discover: runner.parser.discover },
    stopping.signal,
  );
  const work = queueHandlers({ ...parts, fetch: outside.fetch });
  const deliver = async (): Promise<void> => void (await parts.deliver?.());
  const isNeeded = parts.schedules || parts.deliver !== undefined;
  const queue = isNeeded ? await startQueue(parts.url, { ...work, deliver }, log) : null;
  const tick = async (): Promise<void> => {
    const now = runner.clock();
    await recordHeartbeat(db, now);
    if (parts.schedules) await enqueueDueSlots(db, parts.sources, now);
    if ((await claimsPastValidity(db, now)).length > 0) await parts.assess(now);
    await parts.evaluate(now);
    if (parts.deliver !== undefined && (await isDeliveryDue(db, now))) await enqueueDelivery(db.pool);
  };
  await tick();
  const ticker = startTicker(tick, log);
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await ticker.stop();
    stopping.abort();
    await queue?.stop();
    await outside.close();
  };
  return {
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
