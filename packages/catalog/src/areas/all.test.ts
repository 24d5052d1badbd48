import type { Name } from "@talent/core/text/name";
import { describe, expect, it } from "vitest";
import { AREA_BY_ALPHA_2, AREAS, ASSIGNED, areaName, FORMER, isArea } from "./all.ts";

import { COUNTRIES } from "./countries.ts";

const names = new Intl.DisplayNames("en", { type: "region" });

describe("areas", () => {
  it("hold all 249 entries of ISO 3166-1", () => {
    expect(Object.keys(COUNTRIES)).toHaveLength(249);
  });

  it("use three capital letters, and the user-assigned range for what is not in ISO 3166", () => {
    for (const code of Object.keys(AREAS)) expect(code).toMatch(/^[A-Z]{3}$/);
    for (const code of Object.keys(ASSIGNED)) expect(code).toMatch(/^X[A-Z]{2}$/);
    for (const code of [...Object.keys(COUNTRIES), ...Object.keys(FORMER)]) expect(code).not.toMatch(/^X/);
  });

  it("give no code and no name twice", () => {
    const parts = [COUNTRIES, FORMER, ASSIGNED].flatMap((part) => Object.entries<Name>(part));
    expect(new Set(parts.map(([code]) => code)).size).toBe(parts.length);
    expect(new Set(parts.map(([, name]) => name.en)).size).toBe(parts.length);
    expect(Object.keys(AREAS)).toHaveLength(parts.length + 1);
  });

  it("name the same country as the platform's region list does, for countries whose English name is undisputed", () => {
    const sample = {
      JPN: "JP",
      BRA: "BR",
      NER: "NE",
      NGA: "NG",
      AUT: "AT",
      AUS: "AU",
      SVK: "SK",
      SVN: "SI",
      DMA: "DM",
      DOM: "DO",
    } as const;
    for (const [alpha3, alpha2] of Object.entries(sample)) expect(areaName(alpha3)).toBe(names.of(alpha2));
  });

  it("keep the mainland, Hong Kong, Macau and Taiwan apart", () => {
    expect(["CHN", "HKG", "MAC", "TWN"].map((code) => areaName(code))).toEqual(["China (mainland)", "Hong Kong", "Macau", "Taiwan"]);
  });

  it("say which codes are former states, assigned rows and aggregates", () => {
    expect([AREAS.SUN.kind, AREAS.XKX.kind, AREAS.XEU.kind, AREAS.WLD.kind]).toEqual(["former", "assigned", "aggregate", "aggregate"]);
  });

  it("accept no inherited property as a code and leave an unknown code unnamed", () => {
    expect(["constructor", "__proto__", "toString", "EUE", "chn", ""].filter(isArea)).toEqual([]);
    expect(areaName("EUE")).toBe("EUE");
  });

  it("are found by the two letters of ISO 3166-1, each once", () => {
    expect(Object.keys(AREA_BY_ALPHA_2)).toHaveLength(249);
    expect(new Set(Object.values(AREA_BY_ALPHA_2)).size).toBe(249);
    expect([AREA_BY_ALPHA_2.CN, AREA_BY_ALPHA_2.HK, AREA_BY_ALPHA_2.NA, AREA_BY_ALPHA_2.UK]).toEqual(["CHN", "HKG", "NAM", undefined]);
  });
});
