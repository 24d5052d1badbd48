import { describe, expect, it } from "vitest";
import { candidatesBeside, statedValue, yearlySeries } from "../../testing/documents.ts";
import { scaleShift } from "./check-documents.ts";

const plain = { observations: [1, 1000], values: {} } as const;
const SIZES = [1200, 3400, 5600, 7800, 9100, 15_000, 40_000, 88_000, 120_000];
const past = SIZES.flatMap((size, at) => yearlySeries(`A${at}`, [size, size * 1.05, size * 1.1, size * 1.2].map(Math.round)));
const next = (change: (size: number, at: number) => number) => SIZES.map((size, at) => statedValue(`A${at}`, "2014", change(size, at)));

describe("a changed unit", () => {
  it.each([1000, 10, 0.001, 0.01])("shows by one factor for all: %d", (factor) =>
    expect(
      scaleShift(
        plain,
        candidatesBeside(
          next((size, at) => size * factor * (1.2 + at / 50)),
          past,
        ),
      ),
    ).toMatch(/9 series of heads all moved by a factor of about/),
  );
  it("is not growth, and not a fall that hits each series by its own factor", () => {
    expect(
      scaleShift(
        plain,
        candidatesBeside(
          next((size) => size * 2.5),
          past,
        ),
      ),
    ).toBeNull();
    expect(
      scaleShift(
        plain,
        candidatesBeside(
          next((size, at) => Math.ceil(size / 3 ** at)),
          past,
        ),
      ),
    ).toBeNull();
  });
  it("is not seen on a first load, in too few series, or where any value may follow", () => {
    const shifted = next((size) => size * 1000);
    expect(scaleShift(plain, candidatesBeside(shifted, []))).toBeNull();
    expect(scaleShift(plain, candidatesBeside(shifted.slice(0, 7), past))).toBeNull();
    expect(scaleShift({ ...plain, jumps: { heads: null } }, candidatesBeside(shifted, past))).toBeNull();
  });
});
