import { hostname } from "node:os";
import type { Db } from "@talent/db/connect";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import type { Source } from "@talent/sources/define-source";
import { SOURCES } from "@talent/sources/registry";
import { type DeliveryEnvironment, openDelivery } from "../alerts/deliver/delivery-service.ts";
import { evaluateAlerts } from "../alerts/evaluate/evaluate-alerts.ts";
import { assessLedger } from "../assess/assess-ledger.ts";
import { loadCurated } from "../ingest/load-curated.ts";
import { type SandboxedParser, sandboxedParser, sourceRecord } from "../ingest/parser.ts";
import { walkReplay } from "../ingest/replay-walk.ts";
import type { Runner } from "../ingest/runner.ts";
import type { Environment } from "../process/environment.ts";
import { createLog, type Log } from "../process/log.ts";
import { type Scheduler, startScheduler } from "../schedule/scheduler.ts";

export type WorkerParts = {
  readonly db: Db;
  /** The same store, for the queue's own connections. */
  readonly url: string;
  readonly env: Pick<Environment, "replayDir" | "publicUrl" | "logLevel">;
  readonly now: () => Date;
  /** How mails and calls go out; null: none do. */
  readonly delivery?: DeliveryEnvironment | null;
  readonly sources?: readonly Source[];
  readonly log?: Log;
  readonly parser?: SandboxedParser;
  /** Addresses that may be requested although not public; for tests. */
  readonly allow?: readonly string[];
};

export type Worker = {
  /** Registered, curated facts read, walk done, claims assessed. Never waits for a live run. */
  readonly ready: Promise<void>;
  /** Lets what runs finish or releases it, then ends. */
  stop(): Promise<void>;
};

/** Starts the worker and returns at once; what has to be done before `ready` goes on meanwhile. */
export async function bootWorker(parts: WorkerParts): Promise<Worker> {
  const stopping = new AbortController();
  const booted = boot(
    { sources: SOURCES, log: createLog(parts.env.logLevel), parser: sandboxedParser, allow: [], delivery: null, ...parts },
    stopping.signal,
  );
  const ready = booted.then(() => undefined);
  // A failure is reported through `ready`; that nothing awaits it yet must not end the process.
  ready.catch(() => undefined);
  return {
    ready,
    async stop() {
      stopping.abort();
      const live = await booted.catch(() => null);
      await live?.stop();
    },
  };
}

async function boot(parts: Required<WorkerParts>, signal: AbortSignal): Promise<Scheduler | null> {
  const { db, env, now, sources, log, parser: reader } = parts;
  await registerSources(
    db,
    sources.map((source) => sourceRecord(source, reader)),
    now(),
  );
  const runner: Runner = { db, name: workerName(), clock: now, parser: reader };
  await loadCurated(runner, sources, log, signal);
  const assess = (at: Date) => assessLedger(db, at, { log });
  // Facts of our tables are in the store before their day comes: at each stamp any rule may have something new to know.
  const assessAll = (at: Date) => assessLedger(db, at, { all: true, log });
  if (env.replayDir !== null) await walkReplay({ db, root: env.replayDir, sources, parser: reader, assess: assessAll, log, signal });
  await assess(now());
  signal.throwIfAborted();
  const delivery = parts.delivery === null ? null : await openDelivery({ ...parts, env: parts.delivery, clock: now });
  const live = await startScheduler({
    ...parts,
    publicUrl: env.publicUrl,
    secretOf: (name) => process.env[name],
    runner,
    assess,
    evaluate: (at) => evaluateAlerts(db, { now: at, log }),
    ...(delivery === null ? {} : { deliver: delivery.drain }),
    schedules: env.replayDir === null,
  });
  return {
    async stop() {
      await Promise.all([live.stop(), delivery?.stop()]);
    },
  };
}

/** No two processes share it, so that a slot claimed under it is no one else's. */
function workerName(): string {
  return `${hostname()}:${process.pid}:${Math.random().toString(36).slice(2, 8)}`;
}
