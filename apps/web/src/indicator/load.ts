import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { ChartEvent } from "@talent/charts/chart-input";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import type { SourceState } from "@talent/db/read/ingest/sources";
import { shownPoints } from "@talent/db/read/observations/points";
import { vintagesPage } from "@talent/db/read/observations/series-page";
import type { StoreState } from "@talent/db/read/store/store-state";
import { seriesOfClaims } from "../claim/claims-using.ts";
import { policyEvents, policySeriesKeys } from "../ledger/policy-events.ts";
import type { AsOf } from "../request/as-of.ts";
import { db } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { currentSources, type Freshness, loadFreshness } from "../store/sources.ts";

import { currentStoreState, storeVersion } from "../store/store-state.ts";
import { loadAxesAt } from "./load-axes.ts";
import type { Axes } from "./pick/axes.ts";
import { defaultPick } from "./pick/default-pick.ts";
import { type Picked, type PickQuery, readPick } from "./pick/read-pick.ts";
import { seriesNames } from "./pick/series-name.ts";
import { newestPoints, type ObservationVersion, type PeriodPoint, stillFilling } from "./series/points.ts";
import { themeOf } from "./themes.ts";

/** One picked series with every version known at the page's instant, and the newest of each period. */
export type PickedSeries = {
  readonly key: SeriesKey;
  readonly name: string;
  readonly versions: readonly ObservationVersion[];
  readonly points: readonly PeriodPoint[];
  /** Ids of the newest periods that the source still fills in. */
  readonly filling: ReadonlySet<string>;
};

export type IndicatorView = {
  readonly store: StoreState;
  readonly indicator: Indicator;
  /** Null while no registered source produces it. */
  readonly source: SourceState | null;
  /** Null when nothing is known of it at the page's instant; then nothing is picked either. */
  readonly axes: Axes | null;
  readonly picked: Picked | null;
  readonly series: readonly PickedSeries[];
  /** Both freshnesses of its source; null while there is none. */
  readonly freshness: Freshness | null;
  /** Acts of a state that are drawn beside its curves. */
  readonly events: readonly ChartEvent[];
};

const MAX_AGE_MS = 10_000;
const PAGE_SIZE = 5_000;
const MAX_PAGES = 4;

/** An indicator with the series that an address picks of it, as known at an instant. */
export async function loadIndicator(indicator: Indicator, given: PickQuery, asOf: AsOf): Promise<IndicatorView> {
  const [store, sources] = await Promise.all([currentStoreState(), currentSources()]);
  const source = sources.find((one) => one.record.produces.includes(indicator.id)) ?? null;
  const instant = asOf?.instant ?? new Date();
  const [axes, freshness] = await Promise.all([
    loadAxesAt(indicator.id, asOf, store),
    source ? loadIndicatorFreshness(source.id, asOf, store) : null,
  ]);
  const base = { store, indicator, source, freshness };
  if (!axes) return { ...base, axes: null, picked: null, series: [], events: [] };
  const picked = readPick(given, indicator, axes, defaultPick(indicator, axes, seriesOfClaims(indicator.id)));
  const key = `indicator ${indicator.id} ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(store)} ${picked.series.map(seriesId).join(" ")}`;
  const events = memoize(`${key} events`, MAX_AGE_MS, () => loadPolicyEvents(indicator, instant));
  const versions = await memoize(key, MAX_AGE_MS, () => loadVersions(picked.series, instant));
  const there = picked.series.filter((one) => versions.has(seriesId(one)));
  const names = seriesNames(there);
  const count = source?.record.cadence.stillFilling ?? 0;
  const series = there.map((one, index) => {
    const own = versions.get(seriesId(one)) ?? [];
    const points = newestPoints(own);
    return {
      key: one,
      name: names[index] ?? one.area,
      versions: own,
      points,
      filling: stillFilling(
        points.map((point) => point.stated),
        count,
      ),
    };
  });
  return { ...base, axes, picked: withProblems(picked, there, given), series, events: await events };
}

/** Combinations that nobody asked for need no excuse; those of an address are said to be missing. */
function withProblems(picked: Picked, there: readonly SeriesKey[], given: PickQuery): Picked {
  const asked = Object.keys(given).some((name) => name === "area" || name.startsWith("dim."));
  const names = seriesNames(picked.series);
  const missing = asked
    ? picked.series.flatMap((one, index) => (there.includes(one) ? [] : [`No number is held for ${names[index]}.`]))
    : [];
  return { ...picked, problems: [...picked.problems, ...missing] };
}

async function loadIndicatorFreshness(source: string, asOf: AsOf, store: StoreState): Promise<Freshness | null> {
  const now = new Date();
  const at = asOf && asOf.instant < now ? asOf.instant : now;
  const key = `freshness ${source} ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(store)}`;
  return (await memoize(key, MAX_AGE_MS, () => loadFreshness(at, source))).get(source) ?? null;
}

/** The acts that the indicator's theme names, as far as they were known to be in force. */
async function loadPolicyEvents(indicator: Indicator, asOf: Date): Promise<ChartEvent[]> {
  const wanted = themeOf(indicator.id)?.events ?? [];
  const keys = policySeriesKeys().filter((key) => wanted.includes(key.dimensions.event ?? ""));
  if (keys.length === 0) return [];
  return policyEvents(await shownPoints(db(), keys, asOf));
}

async function loadVersions(keys: readonly SeriesKey[], asOf: Date): Promise<ReadonlyMap<string, ObservationVersion[]>> {
  const byCodes = Map.groupBy(keys, (key) => seriesId({ ...key, area: "WLD" }));
  const lists = await Promise.all([...byCodes.values()].map((same) => loadVintages(same, asOf)));
  return Map.groupBy(lists.flat(), seriesId);
}

/** All versions of series that differ in their area alone; others that have further codes are asked for too, and are not looked up. */
async function loadVintages(keys: readonly SeriesKey[], asOf: Date): Promise<ObservationVersion[]> {
  const first = keys[0] as SeriesKey;
  const query = { indicator: first.indicator, areas: keys.map((key) => key.area), dimensions: first.dimensions, asOf, limit: PAGE_SIZE };
  const found: ObservationVersion[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, next }: { data: ObservationVersion[]; next: string | null } = await vintagesPage(db(), { ...query, cursor });
    found.push(...data);
    cursor = next;
    if (cursor === null) break;
  }
  return found;
}
