import { furthestBehind, type Looks, type Theirs, theirs } from "@talent/core/capture/freshness";
import { database } from "./database.ts";
import { remember } from "./memoize.ts";
import { nodePackages } from "./node-packages.ts";

type Sources = Awaited<ReturnType<typeof nodePackages.sources>>;

/** A registered source with when we looked, when it changed and how its last runs ended. */
export type SourceState = Awaited<ReturnType<Sources["sourceStates"]>>[number];

const FRESH_MS = 3_000;

/** Every registered source, at most a few seconds old: a run that finds nothing new writes no change. */
export function sourcesNow(): Promise<readonly SourceState[]> {
  return remember("sources", FRESH_MS, async () => {
    const { sourceStates } = await nodePackages.sources();
    return sourceStates(await database());
  });
}

/** The title of every registered source, by id. */
export async function sourceTitles(): Promise<ReadonlyMap<string, string>> {
  return new Map((await sourcesNow()).map((source) => [source.id, source.record.title]));
}

/** Both freshnesses of a source at one instant, apart: how we looked, and where its publisher stands, by indicator and with the one furthest behind. */
export type Freshness = { readonly looks: Looks; readonly theirs: Theirs; readonly byIndicator: ReadonlyMap<string, Theirs> };

/** The freshness of every registered source by id, or of one, as it was at an instant. */
export async function freshnessAt(at: Date, source?: string): Promise<ReadonlyMap<string, Freshness>> {
  const { freshnessInputs } = await nodePackages.freshnessInputs();
  const inputs = await freshnessInputs(await database(), source ? { asOf: at, source } : { asOf: at });
  return new Map(
    inputs.map(({ source: id, cadence, indicators, ...looks }) => {
      const byIndicator = new Map(indicators.map(({ indicator, newest }) => [indicator, theirs(cadence, newest, at)]));
      const spoken = [...byIndicator.values()].filter((one) => one.state !== "unknown");
      return [id, { looks, theirs: furthestBehind(spoken) ?? theirs(cadence, null, at), byIndicator }];
    }),
  );
}
