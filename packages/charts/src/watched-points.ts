import type { Break } from "@talent/core/claim/evidence";
import { type Evaluated, type EvaluateOptions, evaluate, heldPeriods, isMissing, type PointsByPeriod } from "@talent/core/measure/evaluate";
import { type Measure, partsOf } from "@talent/core/measure/measure";
import { declaredBetween } from "@talent/core/observation/breaks";
import { parseSeriesId } from "@talent/core/observation/series-id";
import { isLabel, type Period, type PeriodKind, shiftPeriod, yearsEarlier } from "@talent/core/time/period";
import type { ChartPoint } from "./chart-input.ts";

/** What is watched, the numbers that may be shown of it, and the breaks its indicators declare. */
export type WatchedSeries = {
  readonly measure: Measure;
  readonly periodKind: PeriodKind;
  readonly points: PointsByPeriod;
  readonly breaksOf?: (indicator: string) => readonly Break[] | undefined;
  readonly options?: EvaluateOptions;
};

/** The value of a measure in every period it can be computed for, oldest first. The sum of a season stands for its year. */
export function watchedPoints({ measure, periodKind, points, breaksOf, options = {} }: WatchedSeries): ChartPoint[] {
  const season = isOfSeason(measure);
  const drawn: ChartPoint[] = [];
  let before: Period | undefined;
  for (const period of heldPeriods(measure, periodKind, points, options)) {
    const result = evaluate(measure, period, points, options);
    if (isMissing(result)) continue;
    const last = before;
    const broken = last !== undefined && breakBetween(result, last, period, breaksOf);
    drawn.push({
      at: dayOf(result, period),
      label: season ? period.id.slice(0, 4) : period.id,
      value: result.value,
      low: Number.isFinite(result.low) ? result.low : null,
      high: Number.isFinite(result.high) ? result.high : null,
      status: broken ? "B" : "A",
      gapBefore: last !== undefined && period.kind !== "day" && precedes(period, season) !== last.id,
    });
    before = period;
  }
  return drawn;
}

const isOfSeason = (measure: Measure): boolean => measure.op === "season" || partsOf(measure).some(isOfSeason);

const precedes = (period: Period, season: boolean): string => (season ? yearsEarlier(period, 1) : shiftPeriod(period, -1)).id;

function breakBetween(result: Evaluated, before: Period, period: Period, breaksOf: WatchedSeries["breaksOf"]): boolean {
  if (result.used.some(({ point }) => point.period === period.id && point.status === "B")) return true;
  const indicators = new Set(result.used.map(({ series }) => parseSeriesId(series).indicator));
  return [...indicators].some((one) => declaredBetween(breaksOf?.(one), before, period) !== null);
}

/** The middle of a span; a label, whose year is a name, stands where it was published. */
function dayOf({ used }: Evaluated, period: Period): string {
  if (isLabel(period.kind)) {
    const said = used.filter(({ point }) => point.period === period.id).map(({ point }) => point.publishedOn ?? point.vintage);
    return (said.sort().at(-1) ?? period.start).slice(0, 10);
  }
  return new Date((Date.parse(period.start) + Date.parse(period.end)) / 2).toISOString().slice(0, 10);
}
