import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceAt, type PointInput, pointAt, seriesOf } from "../../testing/evidence-builders.ts";
import { statedQuantity, type UncertaintyBasis } from "./figure.ts";
import type { Quantity } from "./quantity.ts";

const key = seriesOf("any", "CHN");

function stated(point: PointInput, unit: string, figures: UncertaintyBasis = "sampled"): Quantity {
  const [known] = evidenceAt({ series: [[key, [point]]] }, "2026-01-01").points(key);
  if (known === undefined || known.value === null) throw new Error("a literal point has a value");
  return statedQuantity({ ...known, value: known.value }, unit, figures);
}

const ends = ({ low, high }: Quantity): [number, number] => [Number(low.toFixed(2)), Number(high.toFixed(2))];

describe("what one stated number stands for", () => {
  it("a share of a sample has its 95 % interval: 47 % of 867 is 43.7 to 50.3", () => {
    const share = stated(pointAt("2022", 47, { n: 867 }), "percent");
    expect(share.low).toBeCloseTo(43.7, 1);
    expect(share.high).toBeCloseTo(50.3, 1);
    expect(share.standardError).toBeCloseTo(1.695, 3);
  });

  it("a stated interval wins over the sample size", () => {
    const share = stated(pointAt("2022", 47, { n: 867, low: 40, high: 55 }), "percent");
    expect(ends(share)).toEqual([40, 55]);
    expect(share.standardError).toBeCloseTo(15 / 3.92, 6);
  });

  it("the printed figure alone is its rounding, whatever the sample", () => {
    expect(ends(stated(pointAt("2022", 47, { n: 867, low: 40, high: 55 }), "percent", "printed"))).toEqual([46.5, 47.5]);
  });

  it("a sample of people, not per cent, says nothing of a share", () => {
    expect(ends(stated(pointAt("2022", 47, { n: 867 }), "persons"))).toEqual([47, 47]);
  });

  it("none or all of a sample is not certainty", () => {
    expect(ends(stated(pointAt("2022", 0, { n: 300 }), "percent"))).toEqual([0, 1]);
    expect(ends(stated(pointAt("2022", 100, { n: 300 }), "percent"))).toEqual([99, 100]);
  });

  it("a bound reaches to infinity, or down to zero", () => {
    expect(stated(pointAt("2022", 1482, { bound: "lower" }), "programmes")).toMatchObject({
      low: 1482,
      high: Number.POSITIVE_INFINITY,
      bound: "lower",
    });
    expect(stated(pointAt("2022", 50, { bound: "upper" }), "rank")).toMatchObject({ low: 0, high: 50, bound: "upper" });
  });

  it.each<[string, PointInput, string, [number, number]]>([
    ["decimals", pointAt("2023", 2.65), "percent of GDP", [2.645, 2.655]],
    ["a whole percentage", pointAt("2022", 18), "percent", [17.5, 18.5]],
    ["all of them", pointAt("2022", 100), "percent", [99.5, 100]],
    ["none of them", pointAt("2022", 0), "percent", [0, 0.5]],
    ["a reported count in thousands", pointAt("2025", 11_051_000, { provenance: "reported" }), "persons", [11_050_500, 11_051_500]],
    ["a research count that is quoted", pointAt("2024", 11_051_000, { provenance: "research" }), "persons", [11_050_500, 11_051_500]],
    [
      "a provisional count read first hand",
      pointAt("2022", 9_673_000, { status: "P", provenance: "research", firstHand: true }),
      "persons",
      [9_672_500, 9_673_500],
    ],
    ["a provisional official count", pointAt("2022", 9_673_000, { status: "P" }), "persons", [9_672_500, 9_673_500]],
    ["tens of thousands in print", pointAt("2020", 3_570_000, { raw: "357万" }), "persons", [3_565_000, 3_575_000]],
  ])("%s: rounded", (_, point, unit, expected) => {
    const quantity = stated(point, unit);
    expect(quantity.low).toBeCloseTo(expected[0], 6);
    expect(quantity.high).toBeCloseTo(expected[1], 6);
    expect(quantity.high).toBeGreaterThan(quantity.low);
  });

  it.each<[string, PointInput]>([
    ["an official count", pointAt("2020", 7_971_991)],
    ["an official count that happens to end in zeros", pointAt("2020", 3_585_900)],
    ["a research institute's count read from its own rows", pointAt("2024", 3_585_900, { provenance: "research", firstHand: true })],
    ["a small count", pointAt("2024", 10, { provenance: "reported" })],
    ["a reported count under ten thousand", pointAt("2024", 4_500, { provenance: "reported" })],
    ["a reported count that ends in one zero", pointAt("2016", 5_112_340, { provenance: "reported" })],
    ["a text that is not the value", pointAt("2020", 33, { raw: "a third" })],
  ])("%s: exact", (_, point) => {
    const quantity = stated(point, "persons");
    expect([quantity.low, quantity.high]).toEqual([point.value, point.value]);
  });

  it("always holds the stated number itself", () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 20_000_000 }),
      fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
    );
    const unit = fc.constantFrom("percent", "persons", "rank");
    const n = fc.option(fc.integer({ min: 1, max: 5000 }));
    fc.assert(
      fc.property(value, unit, n, fc.constantFrom<UncertaintyBasis>("printed", "sampled"), (x, measuredIn, size, figures) => {
        const quantity = stated(pointAt("2020", x, { n: size, provenance: "reported" }), measuredIn, figures);
        expect(quantity.low).toBeLessThanOrEqual(x);
        expect(quantity.high).toBeGreaterThanOrEqual(x);
      }),
    );
  });
});
