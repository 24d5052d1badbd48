import type { Db } from "@talent/db/connect";
import { claimsPastValidity } from "@talent/db/read/claims/assessments";
import { isSomethingDue } from "@talent/db/read/subscribers/messages";
import { beat } from "@talent/db/write/store/store-mode";
import type { Source } from "@talent/sources/define-source";
import { storedHosts } from "../fetch/hosts/shared-host-store.ts";
import type { SecretOf } from "../fetch/http/secrets.ts";
import { type Outside, openOutside } from "../fetch/live.ts";
import { validatorsOf } from "../fetch/stored-answers.ts";
import type { Runner } from "../ingest/run-slot.ts";
import type { Log } from "../process/log.ts";
import { sweep } from "./enqueue-due.ts";
import { liveWork } from "./jobs.ts";
import { enqueueDelivery, startQueue } from "./queue.ts";
import { startBell } from "./ticker.ts";

export type LiveParts = {
  readonly db: Db;
  readonly url: string;
  readonly publicUrl: string;
  readonly sources: readonly Source[];
  readonly runner: Runner;
  readonly log: Log;
  readonly assess: (now: Date) => Promise<unknown>;
  /** Evaluates the rules of alerts that the clock, a look of ours or a new reader concerns. */
  readonly evaluate: (now: Date) => Promise<unknown>;
  /** Sends what is due of mails and calls; absent where nobody is to be written to, as in tests of other things. */
  readonly deliver?: () => Promise<unknown>;
  /** Off in a replayed store, where only time goes on. */
  readonly schedules: boolean;
  /** Addresses that may be asked although not public; for tests. */
  readonly allow?: readonly string[];
  /** Keys that sources name, from the environment. */
  readonly secretOf?: SecretOf;
};

export type Live = { stop(): Promise<void> };

/** Starts what goes on until the worker stops: the bell, and behind it the queue, which fetches only with schedules on. The first sweep is done on return. */
export async function startLive(parts: LiveParts): Promise<Live> {
  const { db, runner, log } = parts;
  const stopping = new AbortController();
  const validators: Outside["validators"] = (source, url) => validatorsOf(db, source, url);
  const book = storedHosts(db, runner.name);
  const outside = openOutside({ ...parts, validators, book, clock: runner.clock, discover: runner.reader.discover }, stopping.signal);
  const work = liveWork({ ...parts, fetch: outside.fetch });
  const deliver = async (): Promise<void> => void (await parts.deliver?.());
  const isNeeded = parts.schedules || parts.deliver !== undefined;
  const queue = isNeeded ? await startQueue(parts.url, { ...work, deliver }, log) : null;
  const ring = async (): Promise<void> => {
    const now = runner.clock();
    await beat(db, now);
    if (parts.schedules) await sweep(db, parts.sources, now);
    if ((await claimsPastValidity(db, now)).length > 0) await parts.assess(now);
    await parts.evaluate(now);
    if (parts.deliver !== undefined && (await isSomethingDue(db, now))) await enqueueDelivery(db.pool);
  };
  await ring();
  const bell = startBell(ring, log);
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await bell.stop();
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
