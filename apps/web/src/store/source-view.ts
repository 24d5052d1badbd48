import type { AsOf } from "../request/as-of.ts";
import { type PublisherState, publisherState } from "../source/publisher-state.ts";
import { database } from "./database.ts";
import { nodePackages } from "./node-packages.ts";
import { remember } from "./remember.ts";
import { type SourceState, sourcesNow } from "./sources-now.ts";
import { type StoreNow, storeNow, versionOf } from "./store-now.ts";

type Log = Awaited<ReturnType<Awaited<ReturnType<typeof nodePackages.sourceLog>>["sourceLogs"]>>[number];
export type Captures = Awaited<ReturnType<Awaited<ReturnType<typeof nodePackages.captures>>["captures"]>>;

/** A source with how our looks at it went and where its publisher stands, at one instant. */
export type SourceAt = {
  readonly id: string;
  readonly record: SourceState["record"];
  readonly log: Log;
  readonly publisher: PublisherState;
  /** Values waiting for a person's decision now. */
  readonly held: number;
};

export type SourcesView = { readonly store: StoreNow; readonly knownAt: Date; readonly sources: readonly SourceAt[] };

const FRESH_MS = 3_000;
const FEW_OUTCOMES = 12;
const MANY_OUTCOMES = 60;
const MOST_CAPTURES = 200;

/** Every registered source at an instant. A look that found nothing new writes no change, so this is asked for anew every few seconds. */
export async function sourcesView(asOf: AsOf): Promise<SourcesView> {
  const [store, states] = await Promise.all([storeNow(), sourcesNow()]);
  const knownAt = instantOf(asOf);
  const logs = await remember(`source logs ${asOf?.instant.toISOString() ?? "now"} ${versionOf(store)}`, FRESH_MS, () => logsAt(knownAt));
  return { store, knownAt, sources: states.flatMap((state) => sourceAt(state, logs, knownAt)) };
}

export type SourceView = { readonly store: StoreNow; readonly knownAt: Date; readonly source: SourceAt; readonly captures: Captures };

/** One source with its longer history and what is kept of it; null when none has that id. */
export async function sourceView(id: string, asOf: AsOf): Promise<SourceView | null> {
  const [store, states] = await Promise.all([storeNow(), sourcesNow()]);
  const state = states.find((one) => one.id === id);
  if (!state) return null;
  const knownAt = instantOf(asOf);
  return remember(`source ${id} ${asOf?.instant.toISOString() ?? "now"} ${versionOf(store)}`, FRESH_MS, async () => {
    const [db, { captures }, logs] = await Promise.all([database(), nodePackages.captures(), logsAt(knownAt, id)]);
    const kept = await captures(db, { source: id, asOf: knownAt, limit: MOST_CAPTURES });
    const [source] = sourceAt(state, logs, knownAt);
    if (!source) throw new Error(`no log of source ${id}`);
    return { store, knownAt, source, captures: kept };
  });
}

async function logsAt(asOf: Date, source?: string): Promise<readonly Log[]> {
  const { sourceLogs } = await nodePackages.sourceLog();
  return sourceLogs(await database(), source ? { asOf, source, outcomes: MANY_OUTCOMES } : { asOf, outcomes: FEW_OUTCOMES });
}

function sourceAt({ id, record, held }: SourceState, logs: readonly Log[], knownAt: Date): SourceAt[] {
  const log = logs.find((one) => one.source === id);
  return log ? [{ id, record, log, held, publisher: publisherState(record.cadence, log.newestPeriod, knownAt) }] : [];
}

/** An as-of in the future knows no more than now. */
function instantOf(asOf: AsOf): Date {
  const now = new Date();
  return asOf && asOf.instant < now ? asOf.instant : now;
}
