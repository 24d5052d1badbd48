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
