import type { AsOf } from "../request/as-of.ts";
import { database } from "../store/database.ts";
import { remember } from "../store/memoize.ts";
import { nodePackages } from "../store/node-packages.ts";
import { type StoreNow, versionOf } from "../store/store-state.ts";

type Axes = Awaited<ReturnType<Awaited<ReturnType<typeof nodePackages.indicatorAxes>>["indicatorAxes"]>>[number];

const MAX_AGE_MS = 60_000;

/** What can be picked of every indicator, as the store stands. */
export function allAxes(store: StoreNow): Promise<ReadonlyMap<string, Axes>> {
  return remember(`axes ${versionOf(store)}`, MAX_AGE_MS, async () => {
    const { indicatorAxes } = await nodePackages.indicatorAxes();
    return new Map((await indicatorAxes(await database())).map((axes) => [axes.indicator, axes]));
  });
}

/** What can be picked of one indicator at an instant; null when nothing was known of it. */
export async function axesAt(indicator: string, asOf: AsOf, store: StoreNow): Promise<Axes | null> {
  if (asOf === null) return (await allAxes(store)).get(indicator) ?? null;
  return remember(`axes ${indicator} ${asOf.instant.toISOString()} ${versionOf(store)}`, MAX_AGE_MS, async () => {
    const { indicatorAxes } = await nodePackages.indicatorAxes();
    return (await indicatorAxes(await database(), { indicator, asOf: asOf.instant }))[0] ?? null;
  });
}
