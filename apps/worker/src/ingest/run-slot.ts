import type { Db } from "@talent/db/connect";
import { finishRun, startRun } from "@talent/db/write/ingest/runs";
import { claimSlot, type Fence, handBackSlot } from "@talent/db/write/schedule/slots";
import type { Source } from "@talent/sources/define-source";
import type { Gathered } from "../fetch/fetch-source.ts";
import type { Reader } from "./parser.ts";
import { type RunReport, runSource } from "./run-source.ts";
import { keepLease, LEASE_MS } from "./slot-lease.ts";
import { type StoredRun, storeEffects } from "./store-effects.ts";

/** Who runs: the store, a name other workers do not have, and what a run takes for now. */
export type Runner = {
  readonly db: Db;
  readonly name: string;
  readonly clock: () => Date;
  readonly reader: Reader;
  /** Named moments at which a test may kill the process. */
  readonly crash?: (point: string) => void;
};

export type Errand = {
  readonly source: Source;
  readonly trigger: string;
  readonly fetch: (source: Source) => Promise<Gathered>;
  /** Set when stored bytes are read anew, and why: what comes out differently is then ours, known from now on. */
  readonly as?: StoredRun["as"];
  /** Called before the run is recorded as ended; what it gives is added to the run's detail. */
  readonly concluding?: (report: RunReport) => Promise<Readonly<Record<string, unknown>>>;
};

/** One run for one slot, claimed first. Null when it is done or another worker has it. A run that fails hands its slot back. */
export async function runSlot(runner: Runner, slotId: string, errand: Errand): Promise<RunReport | null> {
  const claim = await claimSlot(runner.db, slotId, runner.name, LEASE_MS);
  if (claim === null) return null;
  const held: Fence = { slotId, fence: claim.fence };
  const release = keepLease(runner.db, held);
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

/** One run, recorded from its start to its one outcome; without a slot for what a person asks for. */
export async function runOnce(runner: Runner, errand: Errand, held: Fence | null = null): Promise<RunReport> {
  const { db, clock } = runner;
  const { source, trigger } = errand;
  const fingerprint = runner.reader.fingerprint(source);
  const started = { source: source.id, trigger, parserFingerprint: fingerprint, now: clock() };
  const runId = await startRun(db, { ...started, slotId: held?.slotId ?? null, fence: held?.fence ?? null });
  runner.crash?.("started");
  const effects = storeEffects(runner, { ...errand, runId, held, parserFingerprint: fingerprint });
  const report = await runSource(source, effects);
  runner.crash?.("read");
  const more = await errand.concluding?.(report);
  await finishRun(db, runId, { outcome: report.outcome, detail: { ...runDetail(report), ...more }, now: clock() });
  runner.crash?.("finished");
  return report;
}

/** What the log of a run says beside its outcome. Public, so refusals are counted by code and no cell of a publisher is repeated. */
function runDetail(report: RunReport): Readonly<Record<string, unknown>> {
  const codes = Map.groupBy(report.refusals, (refusal) => refusal.code);
  return {
    counts: report.counts,
    exchanges: report.exchanges,
    refused: Object.fromEntries([...codes].map(([code, refusals]) => [code, refusals.length])),
    ended: report.ended.map(({ url, outcome, message }) => ({ url, outcome, message })),
  };
}

type Remembered = { readonly fetch: Errand["fetch"]; readonly visits: () => Gathered["visits"] };

/** The same fetch, and afterwards what allowed its requests, for the detail of the run. */
export function rememberVisits(fetch: Errand["fetch"]): Remembered {
  let visits: Gathered["visits"] = [];
  return {
    async fetch(source) {
      const gathered = await fetch(source);
      visits = gathered.visits;
      return gathered;
    },
    visits: () => visits,
  };
}
