import type { SourceState } from "@talent/db/read/ingest/sources";
import { type SourceLog, sourceLogs } from "@talent/db/read/ingest/sources";
import { type CaptureList, listCaptures } from "@talent/db/read/ingest/stored-exchanges";
import type { StoreState } from "@talent/db/read/store/store-state";
import type { AsOf } from "../request/as-of.ts";
import { db } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { currentSources, type Freshness, loadFreshness } from "../store/sources.ts";

import { currentStoreState, storeVersion } from "../store/store-state.ts";

/** A source with how our looks at it went and where its publisher stands, at one instant. */
export type SourceAt = Freshness & {
  readonly id: string;
  readonly record: SourceState["record"];
  readonly log: SourceLog;
  /** Values waiting for a person's decision now. */
  readonly held: number;
};

export type SourcesView = { readonly store: StoreState; readonly knownAt: Date; readonly sources: readonly SourceAt[] };

const FRESH_MS = 3_000;
const FEW_OUTCOMES = 12;
const MANY_OUTCOMES = 60;
const MOST_CAPTURES = 200;

/** Every registered source at an instant. A look that found nothing new writes no change, so this is asked for anew every few seconds. */
export async function loadSources(asOf: AsOf): Promise<SourcesView> {
  const [store, states] = await Promise.all([currentStoreState(), currentSources()]);
  const knownAt = knownInstant(asOf);
  const key = `source logs ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(store)}`;
  const [logs, freshness] = await memoize(key, FRESH_MS, () => Promise.all([loadLogs(knownAt), loadFreshness(knownAt)]));
  return { store, knownAt, sources: states.flatMap((state) => joinSource(state, logs, freshness)) };
}

export type SourceView = { readonly store: StoreState; readonly knownAt: Date; readonly source: SourceAt; readonly captures: CaptureList };

/** One source with its longer history and what is kept of it; null when none has that id. */
export async function loadSource(id: string, asOf: AsOf): Promise<SourceView | null> {
  const [store, states] = await Promise.all([currentStoreState(), currentSources()]);
  const state = states.find((one) => one.id === id);
  if (!state) return null;
  const knownAt = knownInstant(asOf);
  return memoize(`source ${id} ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(store)}`, FRESH_MS, async () => {
    const [logs, freshness, kept] = await Promise.all([
      loadLogs(knownAt, id),
      loadFreshness(knownAt, id),
      listCaptures(db(), { source: id, asOf: knownAt, limit: MOST_CAPTURES }),
    ]);
    const [source] = joinSource(state, logs, freshness);
    if (!source) throw new Error(`no log of source ${id}`);
    return { store, knownAt, source, captures: kept };
  });
}

async function loadLogs(asOf: Date, source?: string): Promise<readonly SourceLog[]> {
  return sourceLogs(db(), source ? { asOf, source, outcomes: MANY_OUTCOMES } : { asOf, outcomes: FEW_OUTCOMES });
}

function joinSource({ id, record, held }: SourceState, logs: readonly SourceLog[], freshness: ReadonlyMap<string, Freshness>): SourceAt[] {
  const log = logs.find((one) => one.source === id);
  const fresh = freshness.get(id);
  return log && fresh ? [{ id, record, log, held, ...fresh }] : [];
}

/** An as-of in the future knows no more than now. */
function knownInstant(asOf: AsOf): Date {
  const now = new Date();
  return asOf && asOf.instant < now ? asOf.instant : now;
}
