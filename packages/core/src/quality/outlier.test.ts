import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidatesBeside, statedValue, yearlySeries } from "../../testing/documents.ts";
import { outliers } from "./outlier.ts";

const plain = { observations: [1, 1000], values: {} } as const;
const PAST = yearlySeries("CHN", [1000, 1100, 1050, 1200, 1150]);
const held = (value: number, past = PAST, expectation = {}) =>
  outliers({ ...plain, ...expectation }, candidatesBeside([statedValue("CHN", "2015", value)], past));

describe("a jump against a series' own past", () => {
  it("is held with the value before it and one sentence", () => {
    expect(held(118_000)).toEqual([
      {
        observation: statedValue("CHN", "2015", 118_000),
        check: "jump",
        reason: "118000 persons for 2015 follows 1150 for 2014, 103 times as much: far more than this series and its neighbours move",
        previous: 1150,
      },
    ]);
    expect(held(1150, yearlySeries("CHN", [90_000, 91_000, 89_000, 92_000, 92_000]))[0]?.reason).toContain(", 80.0 times less:");
  });
  it.each([1150, 300, 5000, 8000])("lets %d through: real events move a series by less than eight", (value) =>
    expect(held(value)).toEqual([]),
  );
  it("holds the fall to nothing of a large series, and of a small one does not", () => {
    expect(held(0, yearlySeries("CHN", [50_000, 51_000, 52_000, 50_500]))).toHaveLength(1);
    expect(held(0, yearlySeries("CHN", [50, 51, 52, 50]))).toEqual([]);
    expect(held(700, yearlySeries("CHN", [1, 3, 0, 2]))).toEqual([]);
  });
  it("needs four earlier periods, and any at all on the first load", () => {
    expect(held(118_000, PAST.slice(0, 3))).toEqual([]);
    expect(held(118_000, PAST.slice(0, 4))).toHaveLength(1);
    expect(held(118_000, [])).toEqual([]);
  });
  it("checks only what is newer than all that is known, and no forecast", () => {
    expect(outliers(plain, candidatesBeside([statedValue("CHN", "2009", 118_000), statedValue("CHN", "2012", 118_000)], PAST))).toEqual([]);
    expect(outliers(plain, candidatesBeside([statedValue("CHN", "2015", 118_000, { status: "F" })], PAST))).toEqual([]);
    expect(outliers(plain, candidatesBeside([statedValue("CHN", "2015", null)], PAST))).toEqual([]);
  });
  it("lets a value come back to where its series has been", () =>
    expect(held(24_000, yearlySeries("CHN", [22_000, 23_000, 21_000, 400, 300]))).toEqual([]));
  it("does not hold a series that always swings", () =>
    expect(held(150, yearlySeries("CHN", [14_000, 1_000, 14_500, 900, 13_800, 1_100]))).toEqual([]));
  it("takes a load of several periods for history: only its newest is checked, with room for the years between", () => {
    const load = (newest: number) => [statedValue("CHN", "2015", 90), statedValue("CHN", "2016", 7), statedValue("CHN", "2018", newest)];
    expect(outliers(plain, candidatesBeside(load(1_300), PAST))).toEqual([]);
    expect(outliers(plain, candidatesBeside(load(1_200_000), PAST)).map((one) => one.observation.period)).toEqual(["2018"]);
  });
  it("holds no single series for what happened to all: every series fell, each by its own factor", () => {
    const areas = Array.from({ length: 20 }, (_, at) => `A${at}`);
    const past = areas.flatMap((area, at) =>
      yearlySeries(
        area,
        [9e4, 9.2e4, 9.1e4, 9.3e4].map((value) => value + at),
      ),
    );
    const fallen = areas.map((area, at) => statedValue(area, "2014", Math.round(9e4 / (2 + at ** 2))));
    expect(outliers(plain, candidatesBeside(fallen, past))).toEqual([]);
    const steady = areas.map((area, at) => statedValue(area, "2014", at === 7 ? 900 : 93_000));
    expect(outliers(plain, candidatesBeside(steady, past)).map((one) => one.observation.area)).toEqual(["A7"]);
  });
  it("keeps to what the source declares", () => {
    expect(held(4000, PAST, { jumps: { heads: { factor: 3 } } })).toHaveLength(1);
    expect(held(118_000, PAST, { jumps: { heads: null } })).toEqual([]);
    expect(held(118_000, PAST, { jumps: { heads: { floor: 50_000 } } })).toEqual([]);
  });
  it("does not set periods of two kinds against each other", () =>
    expect(outliers(plain, candidatesBeside([statedValue("CHN", "FY2015", 118_000)], PAST))).toEqual([]));
  it("checks a share by its own size", () => {
    const past = [2.1, 2.2, 2.25, 2.4].map((value, at) => statedValue("CHN", String(2010 + at), value));
    expect(outliers(plain, candidatesBeside([statedValue("CHN", "2014", 24.5)], past))).toHaveLength(1);
    expect(outliers(plain, candidatesBeside([statedValue("CHN", "2014", 3.5)], past))).toEqual([]);
  });
  it("never holds a value within the range of its past, and always one far beyond a past that is calm", () => {
    const next = (values: readonly number[], value: number) =>
      outliers(plain, candidatesBeside([statedValue("CHN", String(2010 + values.length), value)], yearlySeries("CHN", values)));
    const wild = fc.array(fc.integer({ min: 0, max: 1e7 }), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(wild, fc.double({ min: 0, max: 1, noNaN: true }), (values, part) => {
        const [low, high] = [Math.min(...values), Math.max(...values)];
        expect(next(values, Math.round(low + part * (high - low)))).toEqual([]);
      }),
    );
    const calm = fc.array(fc.integer({ min: 900, max: 1100 }), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(calm, (values) => {
        expect(next(values, 12 * Math.max(...values))).toHaveLength(1);
      }),
    );
  });
});
