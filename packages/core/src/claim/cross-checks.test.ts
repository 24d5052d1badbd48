import { describe, expect, it } from "vitest";
import { claimOf, readingOf } from "../../testing/claim-builders.ts";
import { evidenceAt, type PointInput, pointAt, seriesOf } from "../../testing/evidence-builders.ts";
import { value } from "../measure/measure.ts";
import { type CrossCheck, crossChecksOf, findContradictions, withholdValues } from "./cross-checks.ts";

const LEFT = seriesOf("table", "CHN");
const RIGHT = seriesOf("bulletin", "CHN");
const CHECK: CrossCheck = {
  id: "pair",
  about: "graduates",
  left: LEFT,
  right: RIGHT,
  tolerance: { share: 0.01 },
  reason: "one is rounded",
};
const checked = (left: readonly PointInput[], right: readonly PointInput[], more: Partial<CrossCheck> = {}, unit = "persons") => {
  const evidence = evidenceAt(
    {
      series: [
        [LEFT, left],
        [RIGHT, right],
      ],
    },
    "2030-01-01",
  );
  const [pair] = findContradictions([{ ...CHECK, ...more }], evidence.points, () => unit);
  if (pair === undefined) throw new Error("no pair");
  return pair;
};

describe("two sources about one thing", () => {
  it("contradict each other where they differ beyond the tolerance, newest first, and agree elsewhere", () => {
    const pair = checked(
      [pointAt("2019", 100), pointAt("2020", 200), pointAt("2021", 300)],
      [pointAt("2019", 101), pointAt("2020", 150), pointAt("2021", 310), pointAt("2022", 9)],
    );
    expect(pair.agree).toBe(1);
    expect(pair.cards.map((card) => [card.period, card.left.value, card.right.value, card.difference])).toEqual([
      ["2021", 300, 310, 10],
      ["2020", 200, 150, -50],
    ]);
    expect(pair.cards[0]).toMatchObject({ check: "pair", about: "graduates", reason: "one is rounded", tolerance: { share: 0.01 } });
    expect(pair.cards[0]?.left).toMatchObject({ series: LEFT, id: "table|CHN|@2021#2" });
  });
  it("do not, when rounding alone can explain it", () => {
    const rounded = pointAt("2023", 10_470_000, { raw: "1047万", provenance: "reported" });
    expect(checked([pointAt("2023", 10_470_321)], [{ ...rounded, raw: "10470000" }], { tolerance: { share: 0 } }).agree).toBe(1);
    const intensity = (a: string, b: string) =>
      checked(
        [pointAt("2023", Number(a), { raw: a })],
        [pointAt("2023", Number(b), { raw: b })],
        { tolerance: { points: 0 } },
        "percent of GDP",
      );
    expect(intensity("2.57729", "2.58").agree).toBe(1);
    expect(intensity("2.57729", "2.65").cards).toHaveLength(1);
  });
  it("are exact where counts are exact", () => {
    expect(checked([pointAt("2020", 605)], [pointAt("2020", 605)], { tolerance: { share: 0 } }).agree).toBe(1);
    expect(checked([pointAt("2020", 605)], [pointAt("2020", 606)], { tolerance: { share: 0 } }).cards).toHaveLength(1);
    expect(checked([pointAt("2020", 0)], [pointAt("2020", 2)], { tolerance: { points: 2 } }).agree).toBe(1);
  });
  it("report nothing where only one has a number, nor for forecasts and withdrawn numbers", () => {
    const none = checked(
      [pointAt("2019", 1), pointAt("2020", 5, { status: "F" }), pointAt("2021", null)],
      [pointAt("2018", 7), pointAt("2020", 9), pointAt("2021", 9)],
    );
    expect([none.cards, none.agree]).toEqual([[], 0]);
  });
  it("take a bound for what it says", () => {
    expect(checked([pointAt("2020", 1482, { bound: "lower" })], [pointAt("2020", 2300)]).agree).toBe(1);
    expect(checked([pointAt("2020", 1482, { bound: "lower" })], [pointAt("2020", 1000)]).cards).toHaveLength(1);
  });
  it("lose their values, not their disagreement, where a licence withholds one", () => {
    const pair = checked([pointAt("2020", 200)], [pointAt("2020", 150)]);
    const [gated] = withholdValues([pair], new Set(["bulletin|CHN|@2020#0"]));
    expect(gated?.cards[0]).toMatchObject({ left: { value: 200 }, right: { value: null }, difference: null, reason: "one is rounded" });
    expect(withholdValues([pair], new Set())).toEqual([pair]);
  });
  it("concern a claim that depends on one of them, for its area or the world", () => {
    const claim = claimOf([readingOf({ measure: value(seriesOf("bulletin", "CHN")) })]);
    const world = { ...CHECK, id: "world", left: seriesOf("bulletin", "WLD"), right: seriesOf("other", "WLD") };
    const elsewhere = { ...CHECK, id: "elsewhere", left: seriesOf("bulletin", "USA"), right: seriesOf("table", "USA") };
    expect(crossChecksOf(claim, [CHECK, world, elsewhere]).map((check) => check.id)).toEqual(["pair", "world"]);
  });
});
