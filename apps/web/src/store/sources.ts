import { type SourceNames, sourceNames } from "@talent/catalog/alerts/source-rules";
import { type FetchHistory, mostOverdue, type PublisherState, publisherState } from "@talent/core/capture/freshness";
import { freshnessInputs } from "@talent/db/read/ingest/freshness-inputs";
import { type SourceState, sourceStates } from "@talent/db/read/ingest/sources";
import { db } from "./database.ts";
import { memoize } from "./memoize.ts";

const FRESH_MS = 3_000;

/** Every registered source, at most a few seconds old: a run that finds nothing new writes no change. */
export function currentSources(): Promise<readonly SourceState[]> {
  return memoize("sources", FRESH_MS, async () => {
    return sourceStates(db());
  });
}

/** The title of every registered source, by id. */
export async function currentSourceTitles(): Promise<ReadonlyMap<string, string>> {
  return new Map((await currentSources()).map((source) => [source.id, source.record.title]));
}

/** What a source is called in rules and notices, by its id. */
export async function currentSourceNames(): Promise<SourceNames> {
  return sourceNames((await currentSources()).map(({ record }) => record));
}

/** Both freshnesses of a source at one instant, apart: how we looked, and where its publisher stands, by indicator and with the one furthest behind. */
export type Freshness = {
  readonly looks: FetchHistory;
  readonly theirs: PublisherState;
  readonly byIndicator: ReadonlyMap<string, PublisherState>;
};

/** The freshness of every registered source by id, or of one, as it was at an instant. */
export async function loadFreshness(at: Date, source?: string): Promise<ReadonlyMap<string, Freshness>> {
  const inputs = await freshnessInputs(db(), source ? { asOf: at, source } : { asOf: at });
  return new Map(
    inputs.map(({ source: id, cadence, indicators, ...looks }) => {
      const byIndicator = new Map(indicators.map(({ indicator, newest }) => [indicator, publisherState(cadence, newest, at)]));
      const spoken = [...byIndicator.values()].filter((one) => one.state !== "unknown");
      return [id, { looks, theirs: mostOverdue(spoken) ?? publisherState(cadence, null, at), byIndicator }];
    }),
  );
}
