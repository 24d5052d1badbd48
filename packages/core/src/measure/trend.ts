import type { Assessment } from "../claim/assessment.ts";
import { thresholdsOf } from "../claim/margin.ts";
import { Z95 } from "./figure.ts";
import { holdsValue, type Interval } from "./interval.ts";

export type Direction = NonNullable<Assessment["direction"]>;

/** One period's value with what it stands for; `at` is its time, in any unit that counts evenly. */
export type TrendPoint = Interval & { readonly at: number; readonly value: number; readonly standardError: number | null };

/** So many comparable periods at least, and the newest so many at most: a direction of today, not of decades. */
export const FEWEST_PERIODS = 3;
export const MOST_PERIODS = 5;

/** A movement smaller than this part of the level is none. */
const STEADY_PART = 0.01;

/**
 * Where comparable values, oldest first, are moving relative to what was claimed. `widening`: the way the claim says, `narrowing`: against it,
 * `reversed`: against it and out of what was claimed, `steady`: within noise. Noise is the greatest of: 1.96 standard errors of last minus first (else half
 * their intervals), twice the scatter about the fitted line, and 1 % of the level.
 */
export function direction(points: readonly TrendPoint[], expected: Interval): Direction {
  const first = points[0];
  const last = points.at(-1);
  if (points.length < FEWEST_PERIODS || first === undefined || last === undefined) return "too_few_points";
  const { movement, scatter } = fittedLine(points.map((point) => [point.at, depthOf(point.value, expected)]));
  const level = points.reduce((sum, point) => sum + Math.abs(point.value), 0) / points.length;
  const noise = Math.max(uncertainty(first, last), 2 * scatter, STEADY_PART * level);
  if (!(Math.abs(movement) > noise)) return "steady";
  if (movement > 0) return "widening";
  return holdsValue(expected, first.value) && !holdsValue(expected, last.value) ? "reversed" : "narrowing";
}

/** How far inside the expected interval a value lies; negative outside. */
function depthOf(value: number, expected: Interval): number {
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
