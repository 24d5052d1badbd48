/** An interval of real numbers; infinities allowed at open ends. */
export type Interval = { readonly low: number; readonly high: number; readonly lowOpen: boolean; readonly highOpen: boolean };

/** The numbers from `low` to `high`. Ends are closed unless said otherwise; an infinite end is always open. Throws RangeError for an empty one. */
export function interval(low: number, high: number, ends: { lowOpen?: boolean; highOpen?: boolean } = {}): Interval {
  const lowOpen = (ends.lowOpen ?? false) || low === Number.NEGATIVE_INFINITY;
  const highOpen = (ends.highOpen ?? false) || high === Number.POSITIVE_INFINITY;
  const empty = low > high || (low === high && (lowOpen || highOpen));
  if (Number.isNaN(low) || Number.isNaN(high) || empty) throw new RangeError(`no numbers between ${low} and ${high}`);
  return { low, high, lowOpen, highOpen };
}

/** The interval that holds one number only. */
export const point = (value: number): Interval => interval(value, value);

/** "more than x", "above x": (x, inf). */
export const moreThan = (x: number): Interval => interval(x, Number.POSITIVE_INFINITY, { lowOpen: true });
/** "more than x" said of a peer or an earlier value: (x, inf). */
export const above = moreThan;
/** "at least x", "several" as at least 3: [x, inf). */
export const atLeast = (x: number): Interval => interval(x, Number.POSITIVE_INFINITY);
/** "at most x", a rank within the first x: (-inf, x]. */
export const atMost = (x: number): Interval => interval(Number.NEGATIVE_INFINITY, x);
/** "nearly half": [45 %, 50 %). */
export const nearlyHalfPercent: Interval = interval(45, 50, { highOpen: true });
/** "about x %" of a whole number of per cent: what rounds to it, [x - 0.5, x + 0.5). */
export const aboutPercent = (x: number): Interval => interval(x - 0.5, x + 0.5, { highOpen: true });
/** "a majority": (50 %, 100 %]. */
export const majorityPercent: Interval = interval(50, 100, { lowOpen: true });
/** "many": (33 %, 100 %]. */
export const manyPercent: Interval = interval(33, 100, { lowOpen: true });
/** "all": what rounds to 100 %, [99.5 %, 100 %]. */
export const allPercent: Interval = interval(99.5, 100);
/** A rule that is in force: exactly 1. */
export const inForce: Interval = point(1);

/** True when every number of `inner` is in `outer`. */
export function contains(outer: Interval, inner: Interval): boolean {
  const low = inner.low > outer.low || (inner.low === outer.low && (!outer.lowOpen || inner.lowOpen));
  const high = inner.high < outer.high || (inner.high === outer.high && (!outer.highOpen || inner.highOpen));
  return low && high;
}

/** True when the number is in the interval. */
export const holdsValue = (outer: Interval, value: number): boolean => contains(outer, point(value));

/** True when no number is in both. */
export function disjoint(a: Interval, b: Interval): boolean {
  const before = (x: Interval, y: Interval): boolean => x.high < y.low || (x.high === y.low && (x.highOpen || y.lowOpen));
  return before(a, b) || before(b, a);
}

/** All sums of a number of each. */
export const add = (a: Interval, b: Interval): Interval => ({
  low: a.low + b.low,
  high: a.high + b.high,
  lowOpen: a.lowOpen || b.lowOpen,
  highOpen: a.highOpen || b.highOpen,
});

/** All differences `a - b`. */
export const subtract = (a: Interval, b: Interval): Interval => add(a, scale(b, -1));

/** Every number times `factor`, which is finite. */
export function scale(a: Interval, factor: number): Interval {
  return multiply(a, point(factor));
}

/** All quotients `a / b`; null when `b` holds zero, so that nothing infinite or undefined is ever reported. */
export function divide(a: Interval, b: Interval): Interval | null {
  if (holdsValue(b, 0)) return null;
  const sign = b.high > 0 ? 1 : -1;
  return hull(ends(a).flatMap((x) => ends(b).map((y) => quotient(x, y, sign))));
}

/** The hull of the greatest numbers: from the greatest low end to the greatest high end. */
export function greatest(all: readonly Interval[]): Interval {
  return all.reduce((a, b) => {
    const low = a.low > b.low || (a.low === b.low && a.lowOpen) ? a : b;
    const high = a.high > b.high || (a.high === b.high && !a.highOpen) ? a : b;
    return { low: low.low, lowOpen: low.lowOpen, high: high.high, highOpen: high.highOpen };
  });
}

/**
 * The numbers that would be printed as `raw`: half a unit of its last printed place to each side of `value`. `unitsOfTen` says how many
 * trailing zeros of a whole number are rounding as well. Null when the text does not read as the value (times a power of ten, as in 357 x 10,000).
 */
export function roundingInterval(raw: string, value: number, unitsOfTen = 0): Interval | null {
  const text = /\d[\d,]*(?:\.\d+)?/.exec(raw)?.[0];
  if (text === undefined) return null;
  const printed = Number(text.replaceAll(",", ""));
  const power = printed === 0 ? 0 : Math.log10(Math.abs(value) / printed);
  if (Math.abs(power - Math.round(power)) > 1e-9 || (printed === 0) !== (value === 0)) return null;
  const decimals = text.split(".")[1]?.length ?? 0;
  const half = 0.5 * 10 ** (Math.round(power) - decimals + (decimals === 0 ? unitsOfTen : 0));
  return interval(value - half, value + half, { highOpen: true });
}

type End = { readonly at: number; readonly open: boolean };

const multiply = (a: Interval, b: Interval): Interval => hull(ends(a).flatMap((x) => ends(b).map((y) => product(x, y))));

const ends = (a: Interval): readonly End[] => [
  { at: a.low, open: a.lowOpen },
  { at: a.high, open: a.highOpen },
];

function hull(all: readonly End[]): Interval {
  const low = all.reduce((p, q) => (q.at < p.at || (q.at === p.at && p.open) ? q : p));
  const high = all.reduce((p, q) => (q.at > p.at || (q.at === p.at && p.open) ? q : p));
  return { low: low.at, lowOpen: low.open, high: high.at, highOpen: high.open };
}

/** Zero times an unbounded end is zero: the usual convention of interval arithmetic (IEEE 1788). */
function product(x: End, y: End): End {
  if (x.at === 0 || y.at === 0) return { at: 0, open: (x.at !== 0 || x.open) && (y.at !== 0 || y.open) };
  return { at: x.at * y.at, open: x.open || y.open };
}

/** By an unbounded end: zero, never reached. By an open end at zero: unbounded, with the `sign` of the divisors beside it. */
function quotient(x: End, y: End, sign: 1 | -1): End {
  if (x.at === 0) return { at: 0, open: x.open };
  if (!Number.isFinite(y.at)) return { at: 0, open: true };
  if (y.at === 0) return { at: x.at * sign * Number.POSITIVE_INFINITY, open: true };
  return { at: x.at / y.at, open: x.open || y.open };
}
