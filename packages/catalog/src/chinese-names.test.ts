import { bindingsOf } from "@talent/core/measure/measure";
import { localized } from "@talent/core/text/name";
import { describe, expect, it } from "vitest";
import { ALERTS } from "./alerts/all.ts";
import { AREAS, areaZh } from "./areas/all.ts";
import { AWAITED_SOURCES } from "./awaited-sources.ts";
import { CLAIMS, claimName } from "./claims/all.ts";
import { INDICATORS, indicatorById, unitZh } from "./indicators/all.ts";
import { displayUnit, indicatorTitle, seriesQualifiers } from "./series/series-name.ts";

const HAN = /\p{Script=Han}/u;
const readings = CLAIMS.flatMap((claim) => claim.readings);
const watched = ALERTS.flatMap(({ watch }) => (watch.kind === "measure" || watch.kind === "revision" ? [watch] : []));
const bound = [
  ...CLAIMS.flatMap(({ related }) => related),
  ...readings.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure))),
  ...watched.flatMap(({ measure }) => bindingsOf(measure)),
];

describe("Chinese names", () => {
  it("distinguish one indicator, claim and awaited source from the others", () => {
    const names = [INDICATORS.map(({ title }) => title), CLAIMS.map(({ paraphrase }) => paraphrase), Object.values(AWAITED_SOURCES)];
    for (const all of names) {
      const given = all.flatMap(({ zh }) => zh ?? []);
      expect(new Set(given).size).toBe(given.length);
      for (const name of given) expect(name).toMatch(HAN);
    }
  });

  it("of claims are there for each, are whole sentences and quote no one", () => {
    for (const { paraphrase } of CLAIMS) expect(paraphrase.zh).toMatch(/^[^“”"「」『』]+。$/);
  });

  it("exist for every unit of a reading and a rule", () => {
    const units = [...readings, ...watched].flatMap(({ unit }) => [unit, displayUnit(unit)]).filter((unit) => !/^%?$/.test(unit));
    expect(units.filter((unit) => unitZh(unit) === unit)).toEqual([]);
  });

  it("exist for every code that a reading or a rule binds", () => {
    const names = ({ indicator }: (typeof bound)[number]) => indicatorById(indicator)?.names.codes ?? {};
    const missing = bound.flatMap((key) =>
      Object.entries(key.dimensions).filter(([name, code]) => names(key)[name]?.[code]?.zh === undefined),
    );
    expect(missing).toEqual([]);
  });

  it("exist for every area, each its own", () => {
    const names = Object.keys(AREAS).map(areaZh);
    for (const [index, code] of Object.keys(AREAS).entries()) expect(names[index], code).toMatch(HAN);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(["CHN", "USA", "DEU", "WLD", "XEU"].map(areaZh)).toEqual(["中国", "美国", "德国", "全世界", "欧盟（整体）"]);
  });

  it("give way to English or to the id itself where there are none, so that no notice fails for want of one", () => {
    expect(localized({ en: "Heads" })).toEqual({ en: "Heads", "zh-CN": "Heads" });
    for (const name of [unitZh, areaZh, (id: string) => claimName(id)["zh-CN"], (id: string) => indicatorTitle(id)["zh-CN"]])
      expect(name("constructor")).toBe("constructor");
    const key = { indicator: "us-visas-issued-annual", area: "CHN", dimensions: { visa_class: "B1/B2" } };
    expect(seriesQualifiers(key)).toEqual({ en: "China (mainland), B1/B2", "zh-CN": "中国，B1/B2" });
    expect(seriesQualifiers({ ...key, dimensions: { constructor: "x" } })["zh-CN"]).toBe("中国，x");
  });
});
