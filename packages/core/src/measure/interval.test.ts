import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aboutPercent,
  above,
  add,
  allPercent,
  atLeast,
  atMost,
  contains,
  disjoint,
  divide,
  greatest,
  holdsValue,
  type Interval,
  inForce,
  interval,
  majorityPercent,
  manyPercent,
  moreThan,
  nearlyHalfPercent,
  roundingInterval,
  scale,
  subtract,
} from "./interval.ts";

const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const closed = fc.tuple(end, end).map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)));
/** An interval and a number in it. */
const withMember = closed.chain((range) =>
  fc.double({ min: range.low, max: range.high, noNaN: true }).map((member): [Interval, number] => [range, member]),
);

describe("hedges", () => {
  it.each([
    ["more than 14-fold", moreThan(14), [14.000001, 20, 1e9], [14, 13.9, -1]],
    ["more than 4x", moreThan(4), [4.35], [4, 2.25]],
    ["nearly half", nearlyHalfPercent, [45, 47, 49.999], [44.999, 50, 51]],
    ["about 18 %", aboutPercent(18), [17.5, 18, 18.49], [17.49, 18.5, 20]],
    ["a majority", majorityPercent, [50.001, 59, 100], [50, 42, 100.1]],
    ["many", manyPercent, [33.01, 88, 100], [33, 10]],
    ["all", allPercent, [99.5, 100], [99.4, 100.1]],
    ["high against a peer", above(1), [1.001, 1.47], [1, 0.97]],
    ["several", atLeast(3), [3, 7], [2, 0]],
    ["within the first 50", atMost(50), [1, 50], [51]],
    ["a record", above(1), [1.09], [1, 0.99]],
    ["growing", above(0), [0.001, 17], [0, -1]],
    ["in force", inForce, [1], [0, 0.5, 2]],
  ])("%s", (_, hedge, inside, outside) => {
    for (const value of inside) expect([value, holdsValue(hedge, value)]).toEqual([value, true]);
    for (const value of outside) expect([value, holdsValue(hedge, value)]).toEqual([value, false]);
  });
});

describe("intervals", () => {
  it("are never empty", () => {
    expect(() => interval(2, 1)).toThrow(RangeError);
    expect(() => interval(1, 1, { lowOpen: true })).toThrow(RangeError);
    expect(() => interval(Number.NaN, 1)).toThrow(RangeError);
  });

  it("touch without sharing a number when one end is open", () => {
    expect(disjoint(interval(0, 14), moreThan(14))).toBe(true);
    expect(disjoint(interval(0, 14), atLeast(14))).toBe(false);
    expect(contains(interval(45, 50, { highOpen: true }), interval(46, 50))).toBe(false);
    expect(contains(interval(45, 50, { highOpen: true }), interval(46, 50, { highOpen: true }))).toBe(true);
    expect(contains(moreThan(14), moreThan(14))).toBe(true);
    expect(contains(moreThan(14), atLeast(14))).toBe(false);
  });

  it("cannot both lie inside and be disjoint", () => {
    fc.assert(
      fc.property(closed, closed, (a, b) => {
        expect(contains(a, b) && disjoint(a, b)).toBe(false);
      }),
    );
  });

  it("enclose every result of their members", () => {
    const near = (range: Interval, value: number): boolean => {
      const slack = Number.isFinite(value) ? 1e-9 * Math.max(1, Math.abs(value)) : 0;
      return value >= range.low - slack && value <= range.high + slack;
    };
    fc.assert(
      fc.property(withMember, withMember, end, ([a, x], [b, y], factor) => {
        expect(near(add(a, b), x + y)).toBe(true);
        expect(near(subtract(a, b), x - y)).toBe(true);
        expect(near(scale(a, factor), x * factor)).toBe(true);
        expect(near(greatest([a, b]), Math.max(x, y))).toBe(true);
        const quotient = divide(a, b);
        if (quotient !== null) expect(near(quotient, x / y)).toBe(true);
      }),
    );
  });

  it("give no quotient when the divisor may be zero, and never NaN", () => {
    expect(divide(interval(1, 2), interval(-1, 1))).toBeNull();
    expect(divide(interval(1, 2), interval(0, 0))).toBeNull();
    expect(divide(interval(1, 2), interval(0, 4, { lowOpen: true }))).toEqual({
      low: 0.25,
      high: Number.POSITIVE_INFINITY,
      lowOpen: false,
      highOpen: true,
    });
    expect(divide(interval(0, 2), atLeast(4))).toEqual({ low: 0, high: 0.5, lowOpen: false, highOpen: false });
    expect(divide(atLeast(0), moreThan(0))).toEqual({ low: 0, high: Number.POSITIVE_INFINITY, lowOpen: false, highOpen: true });
  });

  it("divide by numbers below zero and without end", () => {
    expect(divide(interval(1, 2), interval(-4, 0, { highOpen: true }))).toEqual({
      low: Number.NEGATIVE_INFINITY,
      high: -0.25,
      lowOpen: true,
      highOpen: false,
    });
    expect(divide(interval(1, 2), atLeast(4))).toEqual({ low: 0, high: 0.5, lowOpen: true, highOpen: false });
  });

  it("keep an open end open through arithmetic", () => {
    expect(subtract(interval(5, 6), interval(1, 2, { highOpen: true }))).toEqual({ low: 3, high: 5, lowOpen: true, highOpen: false });
    expect(scale(moreThan(2), -1)).toEqual({ low: Number.NEGATIVE_INFINITY, high: -2, lowOpen: true, highOpen: true });
  });
});

describe("rounding", () => {
  it.each([
    ["47", 47, 46.5, 47.5],
    ["2.65", 2.65, 2.645, 2.655],
    ["19.0%", 19, 18.95, 19.05],
    ["1,380.5", 1380.5, 1380.45, 1380.55],
    ["357万", 3_570_000, 3_565_000, 3_575_000],
    ["1104.5万人", 11_045_000, 11_044_500, 11_045_500],
  ])("%s stands for %f within half of its last place", (raw, value, low, high) => {
    const rounded = roundingInterval(raw, value);
    expect(rounded?.low).toBeCloseTo(low, 6);
    expect(rounded?.high).toBeCloseTo(high, 6);
    expect(rounded?.highOpen).toBe(true);
  });

  it("says nothing when the text is not the value", () => {
    expect(roundingInterval("about a third", 33)).toBeNull();
    expect(roundingInterval("12", 35)).toBeNull();
    expect(roundingInterval("0", 35)).toBeNull();
    expect(roundingInterval("35", 0)).toBeNull();
  });
});
