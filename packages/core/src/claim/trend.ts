import { breakWithin, declaredBreakBetween } from "../measure/breaks.ts";
import { evaluate, isMissing } from "../measure/evaluate.ts";
import { Z95 } from "../measure/figure.ts";
import { holdsValue, type Interval } from "../measure/interval.ts";
import { type Measure, partsOf } from "../measure/measure.ts";
import type { ObservationStatus } from "../observation/observation.ts";
import { comparePeriods, type Period } from "../time/period.ts";
import type { Assessment } from "./assessment.ts";
import { type AnsweredPeriod, periodsOf } from "./newest-period.ts";
import { leadSeriesAt, type QuestionInput } from "./question.ts";
import { thresholdsOf } from "./verdict.ts";

/**
 * The newest comparable values of one definition, oldest first, ending with `newest`: none of a running total or of a series that moves with the
 * season, none from before a break, no bounds, and none whose own arithmetic reaches across a break.
 */
export function comparablePoints(asked: QuestionInput, newest: AnsweredPeriod): TrendPoint[] {
  if (isRunningTotal(asked.measure, asked) || isSeasonal(asked.measure, asked)) return [];
  const points: TrendPoint[] = [];
  const differs = differsAt(asked, newest.period);
  for (const period of periodsOf(asked).reverse()) {
    if (comparePeriods(period, newest.period) > 0) continue;
    const statuses = statusesAt(asked, period);
    if (points.length === MAX_TREND_PERIODS || differsAt(asked, period) !== differs) break;
    if (isBeforeBreak(asked, period, newest.period)) break;
    const evaluated = evaluate(asked.measure, period, asked.evidence.points, asked.options);
    if (!isMissing(evaluated) && evaluated.bound === null && breakWithin(evaluated, asked.evidence) === null) {
      points.unshift({ ...evaluated, at: Date.parse(period.start) });
    }
    if (statuses.includes("B")) break;
  }
  return points;
}

const statusesAt = (asked: QuestionInput, period: Period): ObservationStatus[] =>
  leadSeriesAt(asked, period).flatMap(({ point }) => (point === undefined ? [] : [point.status]));

const differsAt = (asked: QuestionInput, period: Period): boolean => statusesAt(asked, period).includes("D");

/** True when a break not marked in the data lies between a period and the newest, whether or not there is a value for the break's own period. */
function isBeforeBreak(asked: QuestionInput, period: Period, newest: Period): boolean {
  const newestOf = new Map(leadSeriesAt(asked, newest).map(({ indicator, when }) => [indicator, when]));
  return leadSeriesAt(asked, period).some(({ indicator, when }) => {
    const last = newestOf.get(indicator);
    return last?.kind === when.kind && declaredBreakBetween(asked.evidence.facts(indicator).breaks, when, last) !== null;
  });
}

/** A running total only ever rises: no direction, unless the measure takes gains out of it. */
function isRunningTotal(measure: Measure, asked: QuestionInput): boolean {
  if (measure.op === "cumulative") return true;
  if (measure.op === "value") return asked.evidence.facts(measure.of.indicator).cumulative === true;
  if (measure.op === "rate" || (measure.op === "change" && measure.years !== undefined)) return false;
  return partsOf(measure).some((part) => isRunningTotal(part, asked));
}

/** Neighbouring months of a seasonal series do not compare; the same month of two years does. */
function isSeasonal(measure: Measure, asked: QuestionInput): boolean {
  if (measure.op === "value") return asked.evidence.facts(measure.of.indicator).seasonal === true;
  const sameMonth = measure.op === "year_on_year" || measure.op === "season" || measure.op === "growth";
  if (sameMonth || (measure.op === "change" && measure.years !== undefined)) return false;
  return partsOf(measure).some((part) => isSeasonal(part, asked));
}

export type Direction = NonNullable<Assessment["direction"]>;

/** One period's value with what it stands for; `at` is its time, in any unit that counts evenly. */
export type TrendPoint = Interval & { readonly at: number; readonly value: number; readonly standardError: number | null };

/** So many comparable periods at least, and the newest so many at most: a direction of today, not of decades. */
export const MIN_TREND_PERIODS = 3;
export const MAX_TREND_PERIODS = 5;

/** A movement smaller than this part of the level is none. */
const STEADY_PART = 0.01;

/**
 * Where comparable values, oldest first, are moving relative to what was claimed. `widening`: the way the claim says, `narrowing`: against it,
 * `reversed`: against it and out of what was claimed, `steady`: within noise. Noise is the greatest of: 1.96 standard errors of last minus first (else half
 * their intervals), twice the scatter about the fitted line, and 1 % of the level.
 */
export function trendDirection(points: readonly TrendPoint[], expected: Interval): Direction {
  const first = points[0];
  const last = points.at(-1);
  if (points.length < MIN_TREND_PERIODS || first === undefined || last === undefined) return "too_few_points";
  const { movement, scatter } = fittedLine(points.map((point) => [point.at, depthInside(point.value, expected)]));
  const level = points.reduce((sum, point) => sum + Math.abs(point.value), 0) / points.length;
  const noise = Math.max(uncertainty(first, last), 2 * scatter, STEADY_PART * level);
  if (!(Math.abs(movement) > noise)) return "steady";
  if (movement > 0) return "widening";
  return holdsValue(expected, first.value) && !holdsValue(expected, last.value) ? "reversed" : "narrowing";
}

/** How far inside the expected interval a value lies; negative outside. */
function depthInside(value: number, expected: Interval): number {
  const thresholds = thresholdsOf(expected);
  if (thresholds.length === 0) return -Math.abs(value - expected.low);
  return Math.min(...thresholds.map((end) => (end === expected.low ? value - end : end - value)));
}

function uncertainty(first: TrendPoint, last: TrendPoint): number {
  if (first.standardError !== null && last.standardError !== null) return Z95 * Math.hypot(first.standardError, last.standardError);
  return (first.high - first.low + last.high - last.low) / 2;
}

/** Least squares: the movement from first to last on the line, and the standard deviation about it. */
function fittedLine(values: readonly (readonly [number, number])[]): { movement: number; scatter: number } {
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const [middle, level] = [mean(values.map(([at]) => at)), mean(values.map(([, value]) => value))];
  const spread = values.reduce((sum, [at]) => sum + (at - middle) ** 2, 0);
  const slope = values.reduce((sum, [at, value]) => sum + (at - middle) * (value - level), 0) / spread;
  const squares = values.reduce((sum, [at, value]) => sum + (value - level - slope * (at - middle)) ** 2, 0);
  const span = (values.at(-1)?.[0] ?? 0) - (values[0]?.[0] ?? 0);
  return { movement: slope * span, scatter: Math.sqrt(squares / (values.length - 2)) };
}
