import type { AlertRule, Watch } from "@talent/core/alert/rule";
import { difference, type Measure, ratio, record, season, value, yearOnYear } from "@talent/core/measure/measure";
import { describe, expect, it } from "vitest";
import { series } from "../../series/series.ts";
import { InvalidRule, readAlertRule } from "./read-rule.ts";

type Measured = Extract<Watch, { kind: "measure" }>;

const china = value(series("rd-intensity", "CHN"));
const us = value(series("rd-intensity", "USA"));
const monthlyVisas = value(series("us-visas-issued-monthly", "CHN", { visa_class: "F1" }));
const filed = value(series("genai-services-filed", "CHN"));

const watch: Measured = {
  kind: "measure",
  measure: china,
  periodKind: "year",
  unit: "percent of GDP",
  fires: [{ op: ">=", than: 3 }],
  recovers: [{ op: "<", than: 2.9 }],
};
const rule: AlertRule = {
  id: "rd-three-percent",
  name: { en: "R&D of China", "zh-CN": "中国研发投入强度" },
  audience: "readers",
  watch,
  pending: 1,
  recovering: 1,
  evidence: 1,
  noData: "quiet",
  claims: ["education-investment"],
};

const watching = (change: Partial<Measured>): unknown => ({ ...rule, watch: { ...watch, ...change } });
const measuring = (measure: unknown, periodKind = "year"): unknown => ({ ...rule, watch: { ...watch, measure, periodKind } });
const ofKind = (other: unknown): unknown => ({ ...rule, watch: other });
const nested = (levels: number): Measure => (levels === 1 ? china : { op: "max", of: [nested(levels - 1)] });

/** The sentence a value is refused with; the test fails when it is taken. */
function refusal(json: unknown): string {
  try {
    readAlertRule(json);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRule);
    return (error as InvalidRule).message;
  }
  throw new Error("was taken for a rule");
}

describe("the schema of rules", () => {
  it("returns a valid rule unchanged", () => {
    expect(readAlertRule(structuredClone(rule))).toEqual(rule);
  });

  it("takes six levels and twelve series, and no more", () => {
    expect(() => readAlertRule(measuring(nested(6)))).not.toThrow();
    expect(refusal(measuring(nested(7)))).toBe("watch.measure nests deeper than 6 levels.");
    const twelve = { op: "sum", of: Array.from({ length: 12 }, () => china) };
    expect(() => readAlertRule(measuring(twelve))).not.toThrow();
    expect(refusal(measuring(difference(twelve as Measure, us)))).toBe("watch.measure names more than 12 series.");
  });

  it.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /^the rule cannot be read/],
    ["a number", 5, /^the rule cannot be read/],
    ["a list", [], /^the rule cannot be read/],
    ["a member left out", { ...rule, noData: undefined }, /^noData cannot be read/],
    ["a member of nobody", { ...rule, colour: "red" }, /^the rule has a field that is not known: "colour"\.$/],
    ["a member of nobody in the watch", watching({ colour: "red" } as object), /^watch has a field that is not known/],
    ["a member of nobody in a measure", measuring({ ...china, weight: 2 }), /^watch\.measure has a field that is not known: "weight"/],
    ["an id with a slash", { ...rule, id: "a/b" }, /^id cannot be read/],
    ["a name with a line break", { ...rule, name: { ...rule.name, en: "A\r\nBcc: x@example.org" } }, /^name\.en .* plain text/],
    ["a name that turns the text around", { ...rule, name: { ...rule.name, en: "A \u202e B" } }, /^name\.en .* plain text/],
    ["a name with half a character", { ...rule, name: { ...rule.name, "zh-CN": "\ud83d" } }, /^name\.zh-CN .* plain text/],
    ["a name in one language only", { ...rule, name: { en: "A" } }, /^name\.zh-CN cannot be read/],
    ["no pending release", { ...rule, pending: 0 }, /^pending cannot be read/],
    ["thirteen pending releases", { ...rule, pending: 13 }, /^pending cannot be read/],
    ["half a release", { ...rule, recovering: 1.5 }, /^recovering cannot be read/],
    ["evidence of 31 periods", { ...rule, evidence: 31 }, /^evidence cannot be read/],
    ["an unknown claim", { ...rule, claims: ["stem-ratios"] }, /^claims names "stem-ratios", which is no claim\.$/],
    ["an inherited name as a claim", { ...rule, claims: ["constructor"] }, /^claims names "constructor"/],
    ["a claim twice", { ...rule, claims: ["stem-ratio", "stem-ratio"] }, /^claims names a claim twice/],
    ["our own looks told to readers", ofKind({ kind: "source", source: "lmarena", side: "ours" }), /^audience must be operator/],
  ])("refuses %s", (_, json, sentence) => {
    expect(refusal(json)).toMatch(sentence);
  });

  it.each<[string, unknown, RegExp]>([
    ["NaN", watching({ fires: [{ op: ">", than: Number.NaN }] }), /^watch\.fires\.0\.than cannot be read/],
    ["infinity", watching({ fires: [{ op: ">", than: Number.POSITIVE_INFINITY }] }), /^watch\.fires\.0\.than cannot be read/],
    ["a text for a number", watching({ fires: [{ op: ">", than: "3" }] } as object), /^watch\.fires\.0\.than cannot be read/],
    ["an unknown comparison", watching({ fires: [{ op: "=", than: 3 }] } as object), /^watch\.fires\.0\.op cannot be read/],
    ["no condition", watching({ fires: [] }), /^watch\.fires cannot be read/],
    ["no recovery", watching({ recovers: [] }), /^watch\.recovers cannot be read/],
    ["a recovery at the threshold", watching({ recovers: [{ op: "<=", than: 3 }] }), /^watch\.recovers overlaps .*: 3 would fire/],
    ["a recovery beyond the threshold", watching({ recovers: [{ op: "<", than: 3.5 }] }), /^watch\.recovers overlaps/],
    [
      "a recovery that one of two conditions reaches into",
      watching({
        fires: [
          { op: ">", than: 60 },
          { op: "<", than: 20 },
        ],
        recovers: [{ op: "<=", than: 50 }],
      }),
      /^watch\.recovers overlaps/,
    ],
    [
      "a recovery inside what moves by",
      watching({ fires: [{ op: "moves_by", than: 2 }], recovers: [{ op: "<", than: 1 }] }),
      /^watch\.recovers overlaps/,
    ],
    [
      "a recovery of no value",
      watching({
        recovers: [
          { op: "<", than: 1 },
          { op: ">", than: 2 },
        ],
      }),
      /^watch\.recovers holds for no value/,
    ],
    ["moving by nothing", watching({ fires: [{ op: "moves_by", than: 0 }] }), /^watch\.fires needs a size above zero/],
    ["a start that is no period", watching({ since: "20204" }), /^watch\.since names "20204", which is no period/],
    ["a start of another kind", watching({ since: "FY2020" }), /^watch\.since names "FY2020", which is no year/],
    ["forecasts of an actual series", watching({ forecasts: true }), /^watch\.forecasts is only for series/],
    ["a unit without a letter", watching({ unit: "" }), /^watch\.unit cannot be read/],
  ])("refuses %s as a condition", (_, json, sentence) => {
    expect(refusal(json)).toMatch(sentence);
  });

  it.each<[string, unknown, RegExp]>([
    ["an operation of nobody", measuring({ op: "median", of: china }), /^watch\.measure\.op cannot be read/],
    ["an unknown indicator", measuring(value({ indicator: "x", area: "CHN", dimensions: {} })), /no indicator "x"/],
    ["an unknown area", measuring(value({ indicator: "rd-intensity", area: "PRC", dimensions: {} })), /no area "PRC"/],
    [
      "a code that no series id can hold",
      measuring(value(series("us-bachelors-degrees", "USA", { field: "a;b=c" })), "academic_year"),
      /dimensions\.field .* \| ; =/,
    ],
    [
      "a code with a line break",
      measuring(value(series("us-bachelors-degrees", "USA", { field: "a\r\nb" })), "academic_year"),
      /dimensions\.field .* plain text/,
    ],
    [
      "a dimension with a line break",
      measuring(value({ indicator: "rd-intensity", area: "CHN", dimensions: { "a\nb": "x" } })),
      /dimensions\."a\\nb" cannot be read/,
    ],
    ["a dimension left out", measuring(value({ indicator: "us-active-students", area: "CHN", dimensions: {} }), "month"), /needs a level/],
    ["another kind of period", measuring(china, "fiscal_year"), /counts rd-intensity by year, and the rule watches by fiscal year/],
    ["a kind of period of nobody", measuring(china, "decade"), /^watch\.periodKind cannot be read/],
    [
      "two definitions without a note",
      measuring({ op: "ratio", over: china, under: value(series("rd-intensity-nbs", "CHN")) }),
      /^watch\.measure does not compare/,
    ],
    [
      "two definitions with an empty note",
      measuring({ op: "ratio", over: china, under: value(series("rd-intensity-nbs", "CHN")), comparability: " " }),
      /^watch\.measure\.comparability cannot be read/,
    ],
    [
      "two definitions deep inside",
      measuring({ op: "record", of: { op: "max", of: [china, value(series("rd-intensity-nbs", "CHN"))] } }),
      /compare/,
    ],
    ["a change from nowhere", measuring({ op: "change", of: china }), /exactly one of since and years/],
    ["a change from two places", measuring({ op: "change", of: china, since: "2010", years: 2 }), /exactly one of since and years/],
    ["a base that is no year", measuring({ op: "growth_since", of: china, base: "1998-01" }), /names "1998-01", which is no year/],
    ["a base before all numbers", measuring({ op: "growth_since", of: china, base: "1805" }), /before 1900/],
    ["growth over no years", measuring({ op: "growth", of: china, years: 0 }), /^watch\.measure\.years cannot be read/],
    ["a rate of years", measuring({ op: "rate", of: china, days: 30 }), /rate of what is not counted by day/],
    ["a season of years", measuring({ op: "season", of: china, from: 5, to: 8 }), /season of what is not counted by month/],
    ["a thirteenth month", measuring({ op: "season", of: monthlyVisas, from: 5, to: 13 }, "month"), /^watch\.measure\.to cannot be read/],
    ["a sum of days", measuring({ op: "cumulative", of: filed, since: "2024-01-01" }, "day"), /adds up days/],
    ["a record of records", measuring(record(record(china))), /puts a record around another look/],
    ["a running sum in a record", measuring(record({ op: "max", of: [{ op: "cumulative", of: china, since: "2000" }] })), /puts a record/],
    ["a month of the season by itself", measuring(monthlyVisas, "month"), /swings with the season/],
    [
      "a ratio of seasonal months",
      measuring(ratio(monthlyVisas, value(series("us-visas-issued-monthly", "WLD", { visa_class: "F1" }))), "month"),
      /season/,
    ],
  ])("refuses %s as a measure", (_, json, sentence) => {
    expect(refusal(json)).toMatch(sentence);
  });

  it("takes a figure said of a whole year by the year, and one said of a month by the month", () => {
    const major = "artificial-intelligence";
    const offered = value(series("ai-major-universities", "CHN", { major }));
    const ofYear = value(series("ai-major-universities", "CHN", { major, span: "year" }));
    expect(() => readAlertRule(measuring(offered, "month"))).not.toThrow();
    expect(() => readAlertRule(measuring(ofYear, "year"))).not.toThrow();
    expect(refusal(measuring(offered, "year"))).toMatch(/by month, and the rule watches by year/);
    expect(refusal(measuring(ofYear, "month"))).toMatch(/by year, and the rule watches by month/);
  });

  it("takes seasonal numbers where only the same months of other years are compared", () => {
    for (const measure of [
      yearOnYear(monthlyVisas),
      season(monthlyVisas, { from: 5, to: 8 }),
      yearOnYear(season(monthlyVisas, { from: 5, to: 8 })),
    ]) {
      expect(() => readAlertRule(measuring(measure, "month"))).not.toThrow();
    }
    const revised = { kind: "revision", measure: monthlyVisas, periodKind: "month", unit: "visas", by: 100 };
    expect(() => readAlertRule(ofKind(revised))).not.toThrow();
  });

  it.each<[string, unknown, RegExp]>([
    ["a revision by nothing", { kind: "revision", measure: china, periodKind: "year", unit: "%", by: 0 }, /^watch\.by cannot be read/],
    ["a claim of nobody", { kind: "verdict", claim: "x", reading: "y", questions: ["now"] }, /^watch\.claim names "x"/],
    [
      "a reading of another claim",
      { kind: "verdict", claim: "stem-ratio", reading: "applicants", questions: ["now"] },
      /^watch\.reading names/,
    ],
    ["no question", { kind: "verdict", claim: "stem-ratio", reading: "all-levels-2020", questions: [] }, /^watch\.questions cannot/],
    [
      "a question twice",
      { kind: "verdict", claim: "stem-ratio", reading: "all-levels-2020", questions: ["now", "now"] },
      /asks a question twice/,
    ],
    ["a source of nobody", { kind: "source", source: "constructor", side: "theirs" }, /^watch\.source names "constructor"/],
    ["a day that is none", { kind: "source", source: "lmarena", side: "theirs", lateOn: "--13-40" }, /^watch\.lateOn must be a day/],
    [
      "a leap day",
      { kind: "source", source: "lmarena", side: "theirs", lateOn: "--02-29" },
      /^watch\.lateOn must be a day that every year has/,
    ],
    ["a watch of nobody", { kind: "weather" }, /^watch\.kind cannot be read/],
  ])("refuses %s", (_, other, sentence) => {
    expect(refusal(ofKind(other))).toMatch(sentence);
  });

  it("accepts no publisher's day in a rule about our own fetches", () => {
    const ours = { kind: "source", source: "lmarena", side: "ours", lateOn: "--11-10" };
    expect(refusal({ ...rule, audience: "operator", watch: ours })).toBe("watch.lateOn is a publisher's day, not one of our fetches.");
  });
});

describe("untrusted input", () => {
  it("cannot exhaust the stack by nesting", () => {
    let measure: unknown = china;
    for (let level = 0; level < 100_000; level += 1) measure = { op: "record", of: measure };
    expect(refusal(measuring(measure))).toBe("the rule is nested too deeply.");
  });

  it("cannot go round in a circle", () => {
    const circle: { op: "max"; of: unknown[] } = { op: "max", of: [] };
    circle.of.push(circle);
    expect(refusal(measuring(circle))).toBe("the rule is nested too deeply.");
  });

  it("cannot be larger than any rule", () => {
    expect(refusal({ ...rule, claims: Array.from({ length: 5000 }, () => "stem-ratio") })).toBe("the rule is larger than any rule.");
  });

  it("cannot reach an object's own members", () => {
    const text = JSON.stringify(measuring(china)).replace('"dimensions":{}', '"dimensions":{"__proto__":"x"}');
    expect(refusal(JSON.parse(text))).toBe("__proto__ is no field of a rule.");
    const inherited = measuring(value({ indicator: "rd-intensity", area: "CHN", dimensions: { constructor: "x" } }));
    expect(refusal(inherited)).toMatch(/no dimension "constructor"/);
  });

  it("is quoted in the sentence only so far as a sentence is long", () => {
    expect(refusal({ ...rule, ["x".repeat(10_000)]: 1 }).length).toBeLessThan(200);
    expect(refusal(ofKind({ kind: "verdict", claim: "y".repeat(100), reading: "z", questions: ["now"] })).length).toBeLessThan(200);
  });
});
