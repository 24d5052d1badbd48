import type { AsOf } from "../request/as-of.ts";
import { database } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { nodePackages } from "../store/node-packages.ts";
import { type StoreState, storeVersion } from "../store/store-state.ts";

type StoredAxes = Awaited<ReturnType<Awaited<ReturnType<typeof nodePackages.indicatorAxes>>["indicatorAxes"]>>[number];

const MAX_AGE_MS = 60_000;

/** What can be picked of every indicator, as the store stands. */
export function loadAllAxes(store: StoreState): Promise<ReadonlyMap<string, StoredAxes>> {
  return memoize(`axes ${storeVersion(store)}`, MAX_AGE_MS, async () => {
    const { indicatorAxes } = await nodePackages.indicatorAxes();
    return new Map((await indicatorAxes(await database())).map((axes) => [axes.indicator, axes]));
  });
}

/** What can be picked of one indicator at an instant; null when nothing was known of it. */
export async function loadAxesAt(indicator: string, asOf: AsOf, store: StoreState): Promise<StoredAxes | null> {
  if (asOf === null) return (await loadAllAxes(store)).get(indicator) ?? null;
  return memoize(`axes ${indicator} ${asOf.instant.toISOString()} ${storeVersion(store)}`, MAX_AGE_MS, async () => {
    const { indicatorAxes } = await nodePackages.indicatorAxes();
    return (await indicatorAxes(await database(), { indicator, asOf: asOf.instant }))[0] ?? null;
  });
}
