import { type IndicatorAxes, indicatorAxes } from "@talent/db/read/observations/series-page";
import type { StoreState } from "@talent/db/read/store/store-state";
import type { AsOf } from "../request/as-of.ts";
import { db } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { storeVersion } from "../store/store-state.ts";

const MAX_AGE_MS = 60_000;

/** What can be picked of every indicator, as the store stands. */
export function loadAllAxes(store: StoreState): Promise<ReadonlyMap<string, IndicatorAxes>> {
  return memoize(`axes ${storeVersion(store)}`, MAX_AGE_MS, async () => {
    return new Map((await indicatorAxes(db())).map((axes) => [axes.indicator, axes]));
  });
}

/** What can be picked of one indicator at an instant; null when nothing was known of it. */
export async function loadAxesAt(indicator: string, asOf: AsOf, store: StoreState): Promise<IndicatorAxes | null> {
  if (asOf === null) return (await loadAllAxes(store)).get(indicator) ?? null;
  return memoize(`axes ${indicator} ${asOf.instant.toISOString()} ${storeVersion(store)}`, MAX_AGE_MS, async () => {
    return (await indicatorAxes(db(), { indicator, asOf: asOf.instant }))[0] ?? null;
  });
}
