import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { magnitudeFloor, median, robustSpread, signedLog } from "./magnitude.ts";

describe("sizes of numbers", () => {
  it("takes the middle, also between two", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
  it("has a spread that one wild value does not move", () => {
    expect(robustSpread([1, 2, 3, 4, 5])).toBeCloseTo(1.4826);
    expect(robustSpread([1, 2, 3, 4, 5e9])).toBeCloseTo(1.4826);
    expect(robustSpread([])).toBe(0);
  });
  it("takes small counts for alike, and no size of a share", () => {
    expect(magnitudeFloor([3, 5000])).toBe(100);
    expect(magnitudeFloor([2.5, 2.1])).toBeCloseTo(0.0023);
    expect(magnitudeFloor([0.5, 0, 0])).toBeCloseTo(0.0005);
  });
  it("weighs growth and fall by one factor the same, whatever the size", () => {
    fc.assert(
      fc.property(fc.double({ min: 101, max: 1e9, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), (value, factor) => {
        expect(signedLog(value * factor, 100) - signedLog(value, 100)).toBeCloseTo(Math.log(factor), 6);
        expect(signedLog(-value, 100)).toBe(-signedLog(value, 100));
      }),
    );
  });
  it("says nothing of what lies within the floor, zero included", () =>
    expect([-100, -3, 0, 100].map((value) => Math.abs(signedLog(value, 100)))).toEqual([0, 0, 0, 0]));
});
