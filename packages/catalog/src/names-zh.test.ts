import type { Verdict } from "@talent/core/claim/assessment";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { describe, expect, it } from "vitest";
import { ALERTS } from "./alerts/all.ts";
import { AREAS } from "./areas/all.ts";
import { CLAIMS } from "./claims/all.ts";
import { INDICATORS, indicatorById } from "./indicators/all.ts";
import type { Indicator } from "./indicators/indicator.ts";
import { areaZh } from "./names-zh/areas.ts";
import { CLAIMS_ZH } from "./names-zh/claims.ts";
import { CODES_ZH } from "./names-zh/codes.ts";
import { INDICATORS_ZH } from "./names-zh/indicators.ts";
import { SOURCES_ZH } from "./names-zh/sources.ts";
import { UNITS_ZH } from "./names-zh/units.ts";
import { claimZh, codeZh, indicatorZh, periodZh, sourceZh, unitZh, verdictZh } from "./names-zh.ts";
import { displayUnit } from "./series/series-name.ts";

const HAN = /\p{Script=Han}/u;
const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();
const readings = CLAIMS.flatMap((claim) => claim.readings);
const bound: readonly SeriesKey[] = [
  ...CLAIMS.flatMap(({ related }) => related),
  ...readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure))),
  ...ALERTS.flatMap(({ watch }) => (watch.kind === "measure" || watch.kind === "revision" ? bindingsOf(watch.measure) : [])),
];

describe("Chinese names", () => {
  it("exist for every claim, indicator and source, and for nothing else", () => {
    expect(sorted(Object.keys(CLAIMS_ZH))).toEqual(sorted(CLAIMS.map(({ id }) => id)));
    expect(sorted(Object.keys(INDICATORS_ZH))).toEqual(sorted(INDICATORS.map(({ id }) => id)));
    expect(sorted(Object.keys(SOURCES_ZH))).toEqual(sorted(INDICATORS.map(({ source }) => source)));
  });

  it("tell one indicator and one source from the others", () => {
    for (const names of [INDICATORS_ZH, SOURCES_ZH, CLAIMS_ZH]) {
      const all = Object.values(names);
      expect(new Set(all).size).toBe(all.length);
      for (const name of all) expect(name).toMatch(HAN);
    }
  });

  it("of claims are whole sentences and quote nobody", () => {
    for (const text of Object.values(CLAIMS_ZH)) expect(text).toMatch(/^[^“”"「」『』]+。$/);
  });

  it("exist for every unit of an indicator, a reading and a rule", () => {
    const ofRules = ALERTS.flatMap(({ watch }) => (watch.kind === "measure" || watch.kind === "revision" ? [watch.unit] : []));
    const units = [...INDICATORS.flatMap(({ unit }) => [unit, displayUnit(unit)]), ...readings.map(({ unit }) => unit), ...ofRules];
    expect(sorted(units).filter((unit) => !Object.hasOwn(UNITS_ZH, unit))).toEqual([]);
  });

  it("exist for every code on a list, and for every open code that a reading or a rule binds", () => {
    const listed = INDICATORS.flatMap((one: Indicator) =>
      Object.entries(one.dimensions).flatMap(([name, codes]) =>
        codes === "open" ? [] : codes.map((code): [string, string] => [name, code]),
      ),
    );
    const all = [...listed, ...bound.flatMap(({ dimensions }) => Object.entries(dimensions))];
    const missing = all.filter(([name, code]) => !Object.hasOwn(CODES_ZH[name] ?? {}, code)).map((pair) => pair.join("="));
    expect(sorted(missing)).toEqual([]);
  });

  it("have no code that no indicator knows", () => {
    const dimensions = new Map<string, Set<string>>();
    for (const one of INDICATORS as readonly Indicator[]) {
      for (const [name, codes] of Object.entries(one.dimensions)) {
        const known = dimensions.get(name) ?? new Set();
        for (const code of codes === "open" ? [] : codes) known.add(code);
        dimensions.set(name, known);
      }
    }
    const isOpen = (name: string) => INDICATORS.some((one: Indicator) => one.dimensions[name] === "open");
    const spare = Object.entries(CODES_ZH).flatMap(([name, codes]) =>
      Object.keys(codes).filter((code) => !dimensions.get(name)?.has(code) && !isOpen(name)),
    );
    expect(spare).toEqual([]);
  });

  it("exist for every area, each its own", () => {
    const names = Object.keys(AREAS).map(areaZh);
    for (const [index, code] of Object.keys(AREAS).entries()) expect(names[index], code).toMatch(HAN);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect([areaZh("CHN"), areaZh("USA"), areaZh("DEU"), areaZh("WLD"), areaZh("XEU")]).toEqual([
      "中国",
      "美国",
      "德国",
      "全世界",
      "欧盟（整体）",
    ]);
  });

  it("are the ids themselves where there is no name, so that no notice fails for want of one", () => {
    for (const name of [claimZh, indicatorZh, sourceZh, unitZh, areaZh]) expect(name("constructor")).toBe("constructor");
    expect(codeZh("visa_class", "B1/B2")).toBe("B1/B2");
    expect(codeZh("constructor", "x")).toBe("x");
  });

  it.each([
    ["2024", "2024年"],
    ["2024-Q3", "2024年第三季度"],
    ["2024-05", "2024年5月"],
    ["2024-12-09", "2024年12月9日"],
    ["FY2024", "2024财年"],
    ["AY2023-24", "2023-24学年"],
    ["AY1999-00", "1999-00学年"],
    ["edition 2026", "2026年版"],
    ["exam 2026", "2026年度国考"],
    ["batch 2024", "2024年度批次"],
  ])("say the period %s as %s", (id, name) => {
    expect(periodZh(id)).toBe(name);
  });

  it("have words for every verdict, each its own, and never a bare true or false", () => {
    const verdicts: readonly Verdict[] = [
      "supported",
      "contradicted",
      "undetermined",
      "not_checkable",
      "holds",
      "does_not_hold",
      "no_newer_data",
      "lapsed",
      "not_assessable",
      "in_line",
      "not_in_line",
      "open",
      "overdue",
      "context",
      "not_yet_assessed",
    ];
    const words = verdicts.map(verdictZh);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).not.toMatch(/^(真|假|属实|不实|正确|错误)$/);
  });

  it("know the indicators that readings and rules bind", () => {
    for (const { indicator } of bound) expect(indicatorById(indicator), indicator).toBeDefined();
  });
});
