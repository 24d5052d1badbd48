import type { Threshold } from "@talent/core/alert/rule";
import { declaredBreakBetween } from "@talent/core/measure/breaks";
import { type Evaluated, type EvaluateOptions, evaluate, heldPeriods, isMissing, type PointReader } from "@talent/core/measure/evaluate";
import type { Break } from "@talent/core/measure/evidence";
import type { Interval } from "@talent/core/measure/interval";
import { type Measure, partsOf } from "@talent/core/measure/measure";
import { parseSeriesId } from "@talent/core/observation/series";
import { isLabel, type Period, type PeriodKind, shiftPeriod, yearsEarlier } from "@talent/core/time/period";
import type { ChartPoint, LineChartInput } from "./chart-input.ts";
import { formatValue } from "./format-value.ts";

/** What is watched, the numbers that may be shown of it, and the breaks its indicators declare. */
type WatchedMeasure = {
  readonly measure: Measure;
  readonly periodKind: PeriodKind;
  readonly points: PointReader;
  readonly breaksOf?: (indicator: string) => readonly Break[] | undefined;
  readonly options?: EvaluateOptions;
};

/** The value of a measure in every period it can be computed for, oldest first. The sum of a season stands for its year. */
export function watchedPoints({ measure, periodKind, points, breaksOf, options = {} }: WatchedMeasure): ChartPoint[] {
  const season = isSeasonal(measure);
  const drawn: ChartPoint[] = [];
  let before: Period | undefined;
  for (const period of heldPeriods(measure, periodKind, points, options)) {
    const result = evaluate(measure, period, points, options);
    if (isMissing(result)) continue;
    const last = before;
    const broken = last !== undefined && breakBetween(result, last, period, breaksOf);
    drawn.push({
      at: plotDay(result, period),
      label: season ? period.id.slice(0, 4) : period.id,
      value: result.value,
      low: Number.isFinite(result.low) ? result.low : null,
      high: Number.isFinite(result.high) ? result.high : null,
      status: broken ? "B" : "A",
      gapBefore: last !== undefined && period.kind !== "day" && periodBefore(period, season) !== last.id,
    });
    before = period;
  }
  return drawn;
}

const isSeasonal = (measure: Measure): boolean => measure.op === "season" || partsOf(measure).some(isSeasonal);

const periodBefore = (period: Period, season: boolean): string => (season ? yearsEarlier(period, 1) : shiftPeriod(period, -1)).id;

function breakBetween(result: Evaluated, before: Period, period: Period, breaksOf: WatchedMeasure["breaksOf"]): boolean {
  if (result.used.some(({ point }) => point.period === period.id && point.status === "B")) return true;
  const indicators = new Set(result.used.map(({ series }) => parseSeriesId(series).indicator));
  return [...indicators].some((one) => declaredBreakBetween(breaksOf?.(one), before, period) !== null);
}

/** The middle of a span; a label, whose year is a name, stands where it was published. */
function plotDay({ used }: Evaluated, period: Period): string {
  if (isLabel(period.kind)) {
    const said = used.filter(({ point }) => point.period === period.id).map(({ point }) => point.publishedOn ?? point.vintage);
    return (said.sort().at(-1) ?? period.start).slice(0, 10);
  }
  return new Date((Date.parse(period.start) + Date.parse(period.end)) / 2).toISOString().slice(0, 10);
}

export type WatchChartInput = {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly points: readonly ChartPoint[];
  /** The condition that was met: its side is tinted, its edge drawn. */
  readonly threshold: Threshold | null;
  /** What a claim needs, where a verdict is watched. */
  readonly expected?: Interval | null;
  /** Printed periods whose values are written beside their points. */
  readonly told: readonly string[];
};

const OPERATOR_SIGNS: Readonly<Record<Threshold["op"], string>> = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", moves_by: "±" };

/**
 * What an alert watches, over time, as a picture for its notice: on the page and in mails, where it must do without words of one language. Null where
 * less than two values leave nothing to draw.
 */
export function watchChart({ id, title, description, unit, points, threshold, expected, told }: WatchChartInput): LineChartInput | null {
  if (points.length < 2 || unit === "in force") return null;
  const band = threshold === null ? (expected ?? null) : sideOf(threshold);
  const label = threshold === null ? "" : `${OPERATOR_SIGNS[threshold.op]} ${formatValue(threshold.than, unit)}`;
  return {
    id,
    title,
    description,
    unit,
    series: [{ name: title, points }],
    expected: band === null ? null : { interval: band, label },
    highlight: told,
    size: "narrow",
  };
}

/** The values that meet a threshold; a move meets it on both sides, which no band can show. */
function sideOf({ op, than }: Threshold): Interval | null {
  if (op === "moves_by") return null;
  const low = op === ">=" || op === ">" ? than : Number.NEGATIVE_INFINITY;
  const high = op === "<=" || op === "<" ? than : Number.POSITIVE_INFINITY;
  return { low, high, lowOpen: op === ">" || low !== than, highOpen: op === "<" || high !== than };
}
