import type { SeriesPoint } from "../observation/observation.ts";
import { type Interval, interval, point, roundingInterval } from "./interval.ts";
import type { Quantity } from "./quantity.ts";

/** Two-sided 95 % of the normal distribution. */
export const Z95 = 1.96;

/** From here on, and with two zeros at its end, a whole number that is no official count reads as rounded. */
const ROUNDED_FROM = 10_000;

/** `printed`: rounding alone, as a test on the very study needs; `sampled`: a sample estimate has its 95 % interval. */
export type UncertaintyBasis = "printed" | "sampled";

/** True for units in which a sample share is stated. */
export const isPercent = (unit: string): boolean => /^(%|per ?cent)( |$)/.test(unit);

/**
 * One stated number as an interval. In order: a bound reaches to infinity (or down to zero); a stated low and high win; a percentage of a stored
 * sample size gets its 95 % normal interval; else the rounding of the printed text. What counts as rounded: decimals, percentages, a text in tens of
 * thousands and the like; and whole numbers from 10,000 that end in two zeros, unless they are a final count that is
 * official or read first hand. All others are exact counts.
 */
export function statedQuantity(stated: SeriesPoint & { readonly value: number }, unit: string, figures: UncertaintyBasis): Quantity {
  const standardError = standardErrorOf(stated, unit);
  const quantity = { value: stated.value, n: stated.n, standardError, bound: stated.bound };
  if (stated.bound === "lower") return { ...quantity, ...interval(stated.value, Number.POSITIVE_INFINITY) };
  if (stated.bound === "upper") return { ...quantity, ...interval(stated.value < 0 ? Number.NEGATIVE_INFINITY : 0, stated.value) };
  if (figures === "printed") return { ...quantity, ...roundedInterval(stated, unit) };
  if (stated.low !== null || stated.high !== null) {
    return { ...quantity, ...interval(stated.low ?? stated.value, stated.high ?? stated.value) };
  }
  return { ...quantity, ...(sampleInterval(stated, unit, standardError) ?? roundedInterval(stated, unit)) };
}

/** Of a share in per cent: 100 * sqrt(p(1 - p) / n), or a quarter of the stated 95 % interval's width; null without a sample size. */
function standardErrorOf(stated: SeriesPoint & { readonly value: number }, unit: string): number | null {
  if (stated.n === null || stated.n <= 0) return null;
  if (stated.low !== null && stated.high !== null) return (stated.high - stated.low) / (2 * Z95) || null;
  const share = stated.value / 100;
  if (!isPercent(unit) || share <= 0 || share >= 1) return null;
  return 100 * Math.sqrt((share * (1 - share)) / stated.n);
}

/** The normal interval within 0 to 100 %; where none or all were found, the rule of three (3/n) in its place. */
function sampleInterval(stated: SeriesPoint & { readonly value: number }, unit: string, standardError: number | null): Interval | null {
  if (stated.n === null || stated.n <= 0 || !isPercent(unit)) return null;
  if (stated.value === 0) return interval(0, Math.min(100, 300 / stated.n));
  if (stated.value === 100) return interval(Math.max(0, 100 - 300 / stated.n), 100);
  if (standardError === null) return null;
  return interval(Math.max(0, stated.value - Z95 * standardError), Math.min(100, stated.value + Z95 * standardError));
}

function roundedInterval(stated: SeriesPoint & { readonly value: number }, unit: string): Interval {
  const printed = roundingInterval(stated.raw, stated.value);
  if (printed === null) return point(stated.value);
  if (isPercent(unit)) return withinPercentScale(printed, stated.value);
  const wholeUnits = Math.abs(printed.high - printed.low - 1) < 1e-6;
  if (!wholeUnits) return printed;
  const zeros = /0*$/.exec(String(stated.value))?.[0].length ?? 0;
  const counted = stated.provenance === "official" || stated.firstHand === true;
  const final = counted && stated.status !== "E" && stated.status !== "P";
  if (final || zeros < 2 || Math.abs(stated.value) < ROUNDED_FROM) return point(stated.value);
  return roundingInterval(stated.raw, stated.value, zeros) ?? point(stated.value);
}

/** A share cannot round from beyond 0 or 100 %. */
function withinPercentScale(printed: Interval, value: number): Interval {
  if (value < 0 || value > 100) return printed;
  return interval(Math.max(0, printed.low), Math.min(100, printed.high), { highOpen: printed.high <= 100 && printed.highOpen });
}
