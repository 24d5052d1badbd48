import { add, divide, greatest, type Interval, scale, subtract } from "./interval.ts";

/** A number with the interval it stands for. `standardError` is known only where every number in it is a sample estimate. */
export type Quantity = Interval & {
  readonly value: number;
  readonly n: number | null;
  readonly standardError: number | null;
  readonly bound: "lower" | "upper" | null;
};

/** All added; standard errors as of independent samples. */
export function plus(all: readonly Quantity[]): Quantity {
  const total = all.reduce((sum, one) => sum + one.value, 0);
  return derived(total, all.map(endsOf).reduce(add), all, rootOfSquares(all.map((one) => one.standardError)));
}

/** `a - b`. */
export function minus(a: Quantity, b: Quantity): Quantity {
  return derived(a.value - b.value, subtract(endsOf(a), endsOf(b)), [a, b], rootOfSquares([a.standardError, b.standardError]));
}

/** `a / b`, its standard error by the delta method; null when `b` may be zero. */
export function over(a: Quantity, b: Quantity): Quantity | null {
  const quotient = divide(endsOf(a), endsOf(b));
  if (quotient === null) return null;
  const relative = [a, b].map((one) => (one.standardError === null || one.value === 0 ? null : one.standardError / one.value));
  const spread = rootOfSquares(relative);
  return derived(a.value / b.value, quotient, [a, b], spread === null ? null : Math.abs(a.value / b.value) * spread);
}

/** The greatest of several; one that cannot be it leaves no trace. */
export function largest(all: readonly Quantity[]): Quantity {
  const ends = greatest(all.map(endsOf));
  const candidates = all.filter((one) => one.high >= ends.low);
  return derived(Math.max(...all.map((one) => one.value)), ends, candidates, null);
}

/** A quantity times a number. */
export function times(a: Quantity, factor: number): Quantity {
  const error = a.standardError === null ? null : Math.abs(factor) * a.standardError;
  return derived(a.value * factor, scale(endsOf(a), factor), [a], error);
}

/** The same number with another interval. */
export const withEnds = (quantity: Quantity, ends: Interval): Quantity => ({ ...quantity, ...endsOf(ends) });

const endsOf = ({ low, high, lowOpen, highOpen }: Interval): Interval => ({ low, high, lowOpen, highOpen });

function derived(value: number, ends: Interval, from: readonly Quantity[], standardError: number | null): Quantity {
  const bounded = from.some((one) => one.bound !== null);
  return { value, ...ends, n: null, standardError, bound: bounded ? boundOf(ends) : null };
}

/** Which side of a derived bound is known. Neither, when both ends are unbounded. */
function boundOf(ends: Interval): "lower" | "upper" | null {
  if (ends.high === Number.POSITIVE_INFINITY) return ends.low === Number.NEGATIVE_INFINITY ? null : "lower";
  return "upper";
}

function rootOfSquares(errors: readonly (number | null)[]): number | null {
  const known = errors.filter((error) => error !== null);
  return known.length === errors.length ? Math.hypot(...known) : null;
}
