import { INDICATORS } from "@talent/catalog/indicators/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { parsePeriod } from "@talent/core/time/period";
import type { SourceState } from "@talent/db/read/ingest/sources";
import { shownPoints } from "@talent/db/read/observations/points";
import type { ShownPoint } from "@talent/db/read/observations/versions";
import type { StoreState } from "@talent/db/read/store/store-state";
import { seriesOfClaims } from "../../claim/claims-using.ts";
import type { AsOf } from "../../request/as-of.ts";
import { db } from "../../store/database.ts";
import { memoize } from "../../store/memoize.ts";
import { currentSources } from "../../store/sources.ts";
import { currentStoreState, storeVersion } from "../../store/store-state.ts";
import { loadAllAxes } from "../load-axes.ts";
import type { Axes } from "../pick/axes.ts";
import { defaultPick } from "../pick/default-pick.ts";
import { readPick } from "../pick/read-pick.ts";
import { seriesNames } from "../pick/series-name.ts";

export type ListedSeries = { readonly key: SeriesKey; readonly name: string; readonly points: readonly ShownPoint[] };

export type ListedIndicator = {
  readonly indicator: Indicator;
  /** Null while no registered source produces it. */
  readonly source: SourceState | null;
  readonly axes: Axes | null;
  /** What its own page shows before anybody picks, three series at most. */
  readonly series: readonly ListedSeries[];
};

export type IndicatorList = { readonly store: StoreState; readonly indicators: readonly ListedIndicator[] };

const MAX_AGE_MS = 10_000;
const MAX_SERIES = 3;
/** Asked for, as not every area has every code. */
const MAX_QUERIED = 5;

/** Every indicator of the catalogue with the newest numbers known of it at an instant. */
export async function loadIndicatorList(asOf: AsOf): Promise<IndicatorList> {
  const store = await currentStoreState();
  return memoize(`indicators ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(store)}`, MAX_AGE_MS, () => buildList(store, asOf));
}

async function buildList(store: StoreState, asOf: AsOf): Promise<IndicatorList> {
  const [axesById, sources] = await Promise.all([loadAllAxes(store), currentSources()]);
  const listed = INDICATORS.map((indicator) => {
    const axes = axesById.get(indicator.id) ?? null;
    return { indicator, axes, keys: axes ? defaultSeries(indicator, axes) : [] };
  });
  const keys = listed.flatMap((one) => one.keys);
  const points = await shownPoints(db(), keys, asOf?.instant ?? new Date());
  const indicators = listed.map(({ indicator, axes, keys: own }): ListedIndicator => {
    const there = own.filter((key) => points.has(seriesId(key))).slice(0, MAX_SERIES);
    const names = seriesNames(there);
    const source = sources.find((one) => one.record.produces.includes(indicator.id)) ?? null;
    const series = there.map((key, index) => ({
      key,
      name: names[index] ?? key.area,
      points: sortByPeriod(points.get(seriesId(key)) ?? []),
    }));
    return { indicator, source, axes, series };
  });
  return { store, indicators };
}

function defaultSeries(indicator: Indicator, axes: Axes): readonly SeriesKey[] {
  return readPick({}, indicator, axes, defaultPick(indicator, axes, seriesOfClaims(indicator.id))).series.slice(0, MAX_QUERIED);
}

function sortByPeriod<P extends SeriesPoint>(points: readonly P[]): P[] {
  const starts = new Map(points.map((point) => [point, parsePeriod(point.period).start]));
  return [...points].sort((a, b) => (starts.get(a) as string).localeCompare(starts.get(b) as string));
}
