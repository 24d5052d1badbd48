import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { CLAIMS } from "../claims/all.ts";
import { indicatorById } from "../indicators/all.ts";

/**
 * The series that show whether a source has published: those that primary readings bind, else those of any reading, else what claims show beside
 * them. Of a source that no claim uses, none.
 */
export function releaseSeriesOf(source: string): readonly SeriesKey[] {
  return SERIES_BY_SOURCE.map((series) => series.get(source) ?? []).find((series) => series.length > 0) ?? [];
}

const READINGS = CLAIMS.flatMap(({ readings }) => readings);

const boundSeries = (readings: typeof READINGS): readonly SeriesKey[] =>
  readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));

const SERIES_BY_SOURCE: readonly ReadonlyMap<string, readonly SeriesKey[]>[] = [
  boundSeries(READINGS.filter(({ primary }) => primary)),
  boundSeries(READINGS),
  CLAIMS.flatMap(({ related }) => related),
].map(groupBySource);

function groupBySource(all: readonly SeriesKey[]): Map<string, readonly SeriesKey[]> {
  const once = [...new Map(all.map((key) => [seriesId(key), key])).values()];
  return Map.groupBy(once, ({ indicator }) => indicatorById(indicator)?.source ?? "");
}
