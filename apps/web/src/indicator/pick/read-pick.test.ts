import { indicatorById } from "@talent/catalog/indicators/all";
import { describe, expect, it } from "vitest";
import type { Axes } from "./axes.ts";
import { defaultPick } from "./default-pick.ts";
import { pickQuery, readPick, seriesQuery } from "./read-pick.ts";

const visas = indicatorById("us-visas-issued-annual");
const classes = (...codes: string[]) => codes.map((visa_class) => ({ visa_class }));
const axes: Axes = { areas: ["AFG", "CHN", "IND", "KOR"], dimensions: classes("B1/B2", "F1", "J1") };
const bound = [{ indicator: visas.id, area: "CHN", dimensions: { visa_class: "F1" } }];
const pick = (given: Parameters<typeof readPick>[0]) => readPick(given, visas, axes, defaultPick(visas, axes, bound));

describe("the default pick", () => {
  it("is what the ledger measures, beside the next country a reader asks for", () =>
    expect(defaultPick(visas, axes, bound)).toEqual({ areas: ["CHN", "IND"], codes: { visa_class: ["F1"] } }));

  it("takes the first code where the ledger measures nothing", () =>
    expect(defaultPick(visas, axes, [])).toEqual({ areas: ["CHN", "IND", "KOR"], codes: { visa_class: ["B1/B2"] } }));

  it("prefers the total, and `all`", () => {
    const doctorates = indicatorById("us-doctorates-awarded");
    expect(defaultPick(doctorates, { areas: ["CHN"], dimensions: [{ field: "se" }, {}] }, []).codes).toEqual({
      field: [null, "se"],
    });
    const students = indicatorById("us-active-students");
    const levels = { areas: ["CHN", "IND", "KOR"], dimensions: [{ level: "doctorate" }, { level: "all" }] };
    expect(defaultPick(students, levels, []).codes).toEqual({ level: ["all"] });
  });

  it("of an indicator about one area shows several codes, in the catalogue's order", () => {
    const graduates = indicatorById("cn-graduates-bulletin");
    const levels = {
      areas: ["CHN"],
      dimensions: ["web-based", "regular-normal", "phd", "master", "adult", "postgraduate"].map((level) => ({ level })),
    };
    const phd = [{ indicator: graduates.id, area: "CHN", dimensions: { level: "phd" } }];
    expect(defaultPick(graduates, levels, phd).codes).toEqual({ level: ["postgraduate", "phd", "master", "regular-normal"] });
  });

  it("of a handful of series is all of them", () => {
    const policies = indicatorById("policy-in-force");
    const few = { areas: ["CHN", "USA"], dimensions: [{ event: "ai-plan-2017" }, { event: "proclamation-10043" }] };
    expect(defaultPick(policies, few, [])).toEqual({ areas: ["CHN", "USA"], codes: { event: ["proclamation-10043", "ai-plan-2017"] } });
  });

  it("leaves out a series of the ledger that nothing is held of", () => {
    const elsewhere = [{ indicator: visas.id, area: "USA", dimensions: { visa_class: "F1" } }, ...bound];
    expect(defaultPick(visas, axes, elsewhere).areas).toEqual(["CHN", "IND"]);
  });
});

describe("what an address picks", () => {
  it("is read from repeated parameters and from commas alike", () => {
    const repeated = pick({ area: ["CHN", "KOR"], "dim.visa_class": ["F1", "J1"] });
    expect(repeated).toEqual(pick({ area: "CHN,KOR", "dim.visa_class": "F1,J1" }));
    expect(repeated.series.map((key) => `${key.area} ${key.dimensions.visa_class}`)).toEqual(["CHN F1", "CHN J1", "KOR F1", "KOR J1"]);
  });

  it("is the default for what it leaves out or leaves empty", () => {
    expect(pick({ area: ["", ""] }).areas).toEqual(["CHN", "IND"]);
    expect(pick({ area: "AFG" }).series).toEqual([{ indicator: visas.id, area: "AFG", dimensions: { visa_class: "F1" } }]);
  });

  it("says what is not there instead of showing something else for it", () => {
    expect(pick({ area: "USA" }).problems).toEqual(["No number is held for United States."]);
    expect(pick({ area: ["<b>", "CHN"] }).problems).toEqual(["There is no area “<b>”."]);
    expect(pick({ "dim.visa_class": "ZZ" }).problems).toEqual(["No number is held for visa class “ZZ”."]);
    expect(pick({ area: ["<b>", "CHN"] }).areas).toEqual(["CHN"]);
  });

  it("draws no more lines than can be told apart, and says so", () => {
    const many = pick({ area: "AFG,CHN,IND,KOR", "dim.visa_class": "F1,J1" });
    expect(many.series).toHaveLength(5);
    expect(many.problems).toEqual(["8 series are picked; the first 5 are shown, and all are in the CSV."]);
  });

  it("can pick the total of an optional dimension", () => {
    const doctorates = indicatorById("us-doctorates-awarded");
    const held = { areas: ["CHN"], dimensions: [{}, { field: "se" }] };
    const fallback = defaultPick(doctorates, held, []);
    expect(readPick({ "dim.field": "_total" }, doctorates, held, fallback).series).toEqual([
      { indicator: doctorates.id, area: "CHN", dimensions: {} },
    ]);
  });

  it("survives ten thousand values and inherited names", () => {
    const many = pick({ area: Array.from({ length: 10_000 }, (_, i) => `A${i}`), "dim.visa_class": ["__proto__", "constructor"] });
    expect(many.areas).toEqual(["CHN", "IND"]);
    expect(many.problems.length).toBeLessThan(40);
  });

  it("can be one series alone", () => {
    const key = { indicator: visas.id, area: "KOR", dimensions: { visa_class: "J1" } };
    expect(pick(seriesQuery(key, visas)).series).toEqual([key]);
    const doctorates = indicatorById("us-doctorates-awarded");
    expect(seriesQuery({ area: "CHN", dimensions: {} }, doctorates)).toEqual({ area: "CHN", "dim.field": "_total" });
    expect(seriesQuery({ area: "CHN", dimensions: { field: "se" } }, doctorates)).toEqual({ area: "CHN", "dim.field": "se" });
  });

  it("goes into an address and comes back", () => {
    const made = pick({ area: "CHN,KOR", "dim.visa_class": "B1/B2" });
    expect(pick(pickQuery(made))).toEqual(made);
  });
});
