import { add, divide, greatest, type Interval, scale, subtract } from "./interval.ts";

/** A number with the interval it stands for. `standardError` is known only where every number in it is a sample estimate. */
export type Quantity = Interval & {
  readonly value: number;
  readonly n: number | null;
  readonly standardError: number | null;
  readonly bound: "lower" | "upper" | null;
};

/** All added; standard errors as of independent samples. */
export function addQuantities(all: readonly Quantity[]): Quantity {
  const total = all.reduce((sum, one) => sum + one.value, 0);
  return derivedQuantity(total, all.map(intervalOf).reduce(add), all, rootOfSquares(all.map((one) => one.standardError)));
}

/** `a - b`. */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return derivedQuantity(
    a.value - b.value,
    subtract(intervalOf(a), intervalOf(b)),
    [a, b],
    rootOfSquares([a.standardError, b.standardError]),
  );
}

/** `a / b`, its standard error by the delta method; null when `b` may be zero. */
export function divideQuantities(a: Quantity, b: Quantity): Quantity | null {
  const quotient = divide(intervalOf(a), intervalOf(b));
  if (quotient === null) return null;
  const relative = [a, b].map((one) => (one.standardError === null || one.value === 0 ? null : one.standardError / one.value));
  const spread = rootOfSquares(relative);
  return derivedQuantity(a.value / b.value, quotient, [a, b], spread === null ? null : Math.abs(a.value / b.value) * spread);
}

/** The greatest of several; one that cannot be it leaves no trace. */
export function largestQuantity(all: readonly Quantity[]): Quantity {
  const ends = greatest(all.map(intervalOf));
  const candidates = all.filter((one) => one.high >= ends.low);
  return derivedQuantity(Math.max(...all.map((one) => one.value)), ends, candidates, null);
}

/** A quantity times a number. */
export function scaleQuantity(a: Quantity, factor: number): Quantity {
  const error = a.standardError === null ? null : Math.abs(factor) * a.standardError;
  return derivedQuantity(a.value * factor, scale(intervalOf(a), factor), [a], error);
}

/** The same number with another interval. */
export const withInterval = (quantity: Quantity, ends: Interval): Quantity => ({ ...quantity, ...intervalOf(ends) });

const intervalOf = ({ low, high, lowOpen, highOpen }: Interval): Interval => ({ low, high, lowOpen, highOpen });

function derivedQuantity(value: number, ends: Interval, from: readonly Quantity[], standardError: number | null): Quantity {
  const bounded = from.some((one) => one.bound !== null);
  return { value, ...ends, n: null, standardError, bound: bounded ? derivedBound(ends) : null };
}

/** Which side of a derived bound is known. Neither, when both ends are unbounded. */
function derivedBound(ends: Interval): "lower" | "upper" | null {
  if (ends.high === Number.POSITIVE_INFINITY) return ends.low === Number.NEGATIVE_INFINITY ? null : "lower";
  return "upper";
}

function rootOfSquares(errors: readonly (number | null)[]): number | null {
  const known = errors.filter((error) => error !== null);
  return known.length === errors.length ? Math.hypot(...known) : null;
}
