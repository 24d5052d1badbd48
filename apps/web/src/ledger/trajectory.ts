import { indicatorById } from "@talent/catalog/indicators/all";
import type { ChartPoint } from "@talent/charts/chart-input";
import type { Reading } from "@talent/core/claim/claim";
import { declaredBreakBetween } from "@talent/core/measure/breaks";
import { type Evaluated, evaluate, heldPeriods, isMissing, type PointReader } from "@talent/core/measure/evaluate";
import type { IndicatorFacts } from "@talent/core/measure/evidence";
import type { SeriesPoint } from "@talent/core/observation/observation";
import { parseSeriesId, seriesId } from "@talent/core/observation/series";
import { isLabel, type Period, parsePeriod, shiftPeriod } from "@talent/core/time/period";

/** Points that may be shown, by series id. */
export type ShownSeries = ReadonlyMap<string, readonly SeriesPoint[]>;

// One array for all that is missing: the index of a series is kept by its array.
const NO_POINTS: readonly SeriesPoint[] = [];

/** The value of a reading in every period it can be computed for, oldest first; empty when it measures nothing. */
export function readingTrajectory(reading: Reading, shown: ShownSeries): ChartPoint[] {
  const { measure } = reading;
  if (!measure) return [];
  const points: PointReader = (binding) => shown.get(seriesId(binding)) ?? NO_POINTS;
  const options = {
    unitOf: (indicator: string) => indicatorFacts(indicator).unit,
    periodBridge: reading.periodBridge !== undefined,
    ...(reading.sameStudy ? { figures: "printed" as const } : {}),
  };
  const values: ChartPoint[] = [];
  let before: Period | undefined;
  for (const period of heldPeriods(measure, parsePeriod(reading.period).kind, points, options)) {
    const actual = evaluate(measure, period, points, options);
    const result = isMissing(actual) ? evaluate(measure, period, points, { ...options, forecasts: true }) : actual;
    if (isMissing(result)) continue;
    values.push(toChartPoint(result, period, before));
    before = period;
  }
  return values;
}

function toChartPoint(result: Evaluated, period: Period, before: Period | undefined): ChartPoint {
  const here = result.used.filter((one) => one.point.period === period.id).map((one) => one.point);
  const isBreak = here.some((point) => point.status === "B") || breakDeclaredSince(before, result, period);
  const status = here.some((point) => point.status === "F") ? "F" : isBreak ? "B" : "A";
  return {
    at: plotDate(period, here),
    label: period.id,
    value: result.value,
    low: Number.isFinite(result.low) ? result.low : null,
    high: Number.isFinite(result.high) ? result.high : null,
    status,
    gapBefore: before !== undefined && shiftPeriod(before, 1).id !== period.id && period.kind !== "day",
  };
}

/** Whether the catalogue declares a break between the value drawn before and this one. */
function breakDeclaredSince(before: Period | undefined, { used }: Evaluated, period: Period): boolean {
  const indicators = new Set(used.map(({ series }) => parseSeriesId(series).indicator));
  return before !== undefined && [...indicators].some((one) => declaredBreakBetween(indicatorFacts(one).breaks, before, period) !== null);
}

type DatedPoint = { readonly publishedOn: string | null; readonly vintage: string };

/** Where a period's value is drawn: in the middle of its span; a label, whose year is a name, at its publication. */
export function plotDate(period: Period, points: readonly DatedPoint[]): string {
  if (isLabel(period.kind)) {
    const published = points.map((point) => point.publishedOn ?? point.vintage).sort();
    return (published.at(-1) ?? period.start).slice(0, 10);
  }
  const middle = (Date.parse(period.start) + Date.parse(period.end)) / 2;
  return new Date(middle).toISOString().slice(0, 10);
}

/** What the catalogue says of an indicator that an assessment must know. Throws for an id it does not define. */
export function indicatorFacts(id: string): Omit<IndicatorFacts, "built" | "cadence"> {
  const indicator = indicatorById(id);
  if (!indicator) throw new RangeError(`no indicator ${id}`);
  return {
    unit: indicator.unit,
    periodKind: indicator.periodKind,
    ...(indicator.cumulative ? { cumulative: true } : {}),
    ...(indicator.seasonal ? { seasonal: true } : {}),
    ...(indicator.breaks ? { breaks: indicator.breaks } : {}),
  };
}
