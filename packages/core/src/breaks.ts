import type { Evaluated } from "./evaluate.ts";
import type { Evidence } from "./evidence.ts";
import { comparePeriods, parsePeriod } from "./period.ts";
import { parseSeriesId } from "./series-id.ts";
import { indexOf } from "./series-index.ts";

/** The first period at which a series' definition broke between the earliest and the latest value used of it; null when none did. */
export function breakWithin(evaluated: Evaluated, evidence: Evidence): string | null {
  const periodsBySeries = Map.groupBy(evaluated.used, ({ series }) => series);
  for (const [series, used] of periodsBySeries) {
    const periods = used.map(({ point }) => parsePeriod(point.period)).sort(comparePeriods);
    const [first, last] = [periods[0], periods.at(-1)];
    if (first === undefined || last === undefined) continue;
    const { periods: held, byPeriod } = indexOf(evidence.points(parseSeriesId(series)));
    const broken = held.find(
      (period) => byPeriod.get(period.id)?.status === "B" && comparePeriods(period, first) > 0 && comparePeriods(period, last) <= 0,
    );
    if (broken !== undefined) return broken.id;
  }
  return null;
}
