import { indexSeries, parseSeriesId } from "../observation/series.ts";
import { comparePeriods, type Period, parsePeriod } from "../time/period.ts";
import type { Evaluated } from "./evaluate.ts";
import type { Break, Evidence } from "./evidence.ts";

/** A break that values were compared across; `note` says what changed, null where only the source's mark is known. */
export type BreakFound = { readonly period: string; readonly note: string | null };

/** The first break of a series' definition between the earliest and the latest value used of it, marked by the source or declared; null when there is none. */
export function breakWithin(evaluated: Evaluated, evidence: Evidence): BreakFound | null {
  const periodsBySeries = Map.groupBy(evaluated.used, ({ series }) => series);
  for (const [series, used] of periodsBySeries) {
    const periods = used.map(({ point }) => parsePeriod(point.period)).sort(comparePeriods);
    const [first, last] = [periods[0], periods.at(-1)];
    if (first === undefined || last === undefined) continue;
    const key = parseSeriesId(series);
    const declared = declaredBreakBetween(evidence.facts(key.indicator).breaks, first, last);
    const { periods: held, byPeriod } = indexSeries(evidence.points(key));
    const marked = held.find(
      (period) => byPeriod.get(period.id)?.status === "B" && comparePeriods(period, first) > 0 && comparePeriods(period, last) <= 0,
    );
    const isEarlier = declared !== null && (marked === undefined || comparePeriods(parsePeriod(declared.period), marked) <= 0);
    if (isEarlier) return declared;
    if (marked !== undefined) return { period: marked.id, note: null };
  }
  return null;
}

/** The first declared break after `first` and not after `last`: the two are not of one definition. Breaks of another kind of period do not count. */
export function declaredBreakBetween(breaks: readonly Break[] | undefined, first: Period, last: Period): Break | null {
  const within = (breaks ?? []).filter(({ period }) => {
    const broken = parsePeriod(period);
    return broken.kind === first.kind && comparePeriods(broken, first) > 0 && comparePeriods(broken, last) <= 0;
  });
  return within.sort((a, b) => comparePeriods(parsePeriod(a.period), parsePeriod(b.period)))[0] ?? null;
}
