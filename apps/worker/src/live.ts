import type { Db } from "@talent/db/connect";
import { claimsPastValidity } from "@talent/db/read/assessments";
import { beat } from "@talent/db/write/beat";
import type { Source } from "@talent/sources/define-source";
import { startBell } from "./bell.ts";
import { type Outside, openOutside } from "./live-fetch.ts";
import { liveWork } from "./live-work.ts";
import type { Log } from "./log.ts";
import type { SecretOf } from "./outbound/request-secrets.ts";
import { startQueue } from "./queue.ts";
import type { Runner } from "./run-slot.ts";
import { validatorsOf } from "./stored-answers.ts";
import { storedHosts } from "./stored-hosts.ts";
import { sweep } from "./sweep.ts";

export type LiveParts = {
  readonly db: Db;
  readonly url: string;
  readonly publicUrl: string;
  readonly sources: readonly Source[];
  readonly runner: Runner;
  readonly log: Log;
  readonly assess: (now: Date) => Promise<unknown>;
  /** Off in a replayed store, where only time goes on. */
  readonly schedules: boolean;
  /** Addresses that may be asked although not public; for tests. */
  readonly allow?: readonly string[];
  /** Keys that sources name, from the environment. */
  readonly secretOf?: SecretOf;
};

export type Live = { stop(): Promise<void> };

/** Starts what goes on until the worker stops: the bell, and with schedules on the queue behind it. The first sweep is done on return. */
export async function startLive(parts: LiveParts): Promise<Live> {
  const { db, runner, log } = parts;
  const stopping = new AbortController();
  const validators: Outside["validators"] = (source, url) => validatorsOf(db, source, url);
  const book = storedHosts(db, runner.name);
  const outside = openOutside({ ...parts, validators, book, clock: runner.clock, discover: runner.reader.discover }, stopping.signal);
  const work = liveWork({ ...parts, fetch: outside.fetch });
  const queue = parts.schedules ? await startQueue(parts.url, work, log) : null;
  const ring = async (): Promise<void> => {
    const now = runner.clock();
    await beat(db, now);
    if (queue !== null) await sweep(db, parts.sources, now);
    if ((await claimsPastValidity(db, now)).length > 0) await parts.assess(now);
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
