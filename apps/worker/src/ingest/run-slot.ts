import type { Db } from "@talent/db/connect";
import { finishRun, startRun } from "@talent/db/write/ingest/runs";
import { claimSlot, type Fence, handBackSlot, renewSlot } from "@talent/db/write/schedule/slots";
import type { FetchResult } from "../fetch/fetch-source.ts";
import type { RunReport } from "./run-effects.ts";
import { runSource } from "./run-source.ts";
import type { Runner, RunRequest } from "./runner.ts";
import { storeEffects } from "./store-effects.ts";

/** The lease of a slot. Short, so that after a kill -9 another one goes on within the minute. */
const LEASE_MS = 60_000;
const RENEW_MS = 15_000;

/** One run for one slot, claimed first. Null when it is done or another worker has it. A run that fails releases its slot. */
export async function runSlot(runner: Runner, slotId: string, errand: RunRequest): Promise<RunReport | null> {
  const claim = await claimSlot(runner.db, slotId, runner.name, LEASE_MS);
  if (claim === null) return null;
  const held: Fence = { slotId, fence: claim.fence };
  const release = renewLease(runner.db, held);
  try {
    runner.crash?.("claimed");
    return await runOnce(runner, errand, held);
  } catch (error) {
    // With the database away this fails too; the lease runs out by itself.
    await handBackSlot(runner.db, held).catch(() => undefined);
    throw error;
  } finally {
    release();
  }
}

/** Renews the lease of a claimed slot while we work on it; call the result to stop. */
function renewLease(db: Db, claim: Fence): () => void {
  // The database may be away for a moment: the next tick tries again, and the fence decides in the end.
  const timer = setInterval(() => renewSlot(db, claim, LEASE_MS).catch(() => undefined), RENEW_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** One run, recorded from its start to its one outcome; without a slot for what a person requests. */
export async function runOnce(runner: Runner, errand: RunRequest, held: Fence | null = null): Promise<RunReport> {
  const { db, clock } = runner;
  const { source, trigger } = errand;
  const fingerprint = runner.parser.fingerprint(source);
  const started = { source: source.id, trigger, parserFingerprint: fingerprint, now: clock() };
  const runId = await startRun(db, { ...started, slotId: held?.slotId ?? null, fence: held?.fence ?? null });
  runner.crash?.("started");
  const effects = storeEffects(runner, { ...errand, runId, held, parserFingerprint: fingerprint });
  const report = await runSource(source, effects);
  runner.crash?.("read");
  const more = await errand.addDetail?.(report);
  await finishRun(db, runId, { outcome: report.outcome, detail: { ...runDetail(report), ...more }, now: clock() });
  runner.crash?.("finished");
  return report;
}

/** What is logged of a run beside its outcome. Public, so refusals are counted by code and no cell of a publisher is repeated. */
function runDetail(report: RunReport): Readonly<Record<string, unknown>> {
  const codes = Map.groupBy(report.refusals, (refusal) => refusal.code);
  return {
    counts: report.counts,
    exchanges: report.exchanges,
    refused: Object.fromEntries([...codes].map(([code, refusals]) => [code, refusals.length])),
    ended: report.ended.map(({ url, outcome, message }) => ({ url, outcome, message })),
  };
}

type VisitRecorder = { readonly fetch: RunRequest["fetch"]; readonly visits: () => FetchResult["visits"] };

/** The same fetch, and afterwards what allowed its requests, for the detail of the run. */
export function recordVisits(fetch: RunRequest["fetch"]): VisitRecorder {
  let visits: FetchResult["visits"] = [];
  return {
    async fetch(source) {
      const gathered = await fetch(source);
      visits = gathered.visits;
      return gathered;
    },
    visits: () => visits,
  };
}
