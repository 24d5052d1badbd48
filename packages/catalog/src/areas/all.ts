import type { Name } from "@talent/core/text/name";
import isoCountries from "i18n-iso-countries/index.js";
import { COUNTRIES } from "./countries.ts";

/**
 * Rows that publishers print beside the countries of ISO 3166-1, under codes of its user-assigned range XAA to XZZ.
 * Reviewed by hand: a new row is added here before a parser may use it, never guessed.
 */
export const ASSIGNED = {
  XBI: { en: "Bassas da India", zh: "印度礁" },
  XEU: { en: "European Union, as one aggregate", zh: "欧盟（整体）" },
  XGZ: { en: "Gaza Strip, printed apart from the West Bank", zh: "加沙地带（与约旦河西岸分列）" },
  XHB: { en: "British National (Overseas) passports, Hong Kong", zh: "英国国民（海外）护照，香港" },
  XKX: { en: "Kosovo", zh: "科索沃" },
  XNN: { en: "Issued without a nationality (non-nationality based)", zh: "不按国籍签发" },
  XTR: { en: "Tromelin Island", zh: "特罗姆兰岛" },
  XUN: { en: "United Nations laissez-passer", zh: "联合国通行证" },
  XWB: { en: "West Bank, printed apart from the Gaza Strip", zh: "约旦河西岸（与加沙地带分列）" },
  XXA: { en: "Stateless or no nationality", zh: "无国籍" },
  XXX: { en: "Nationality unknown or not stated", zh: "国籍不明或未说明" },
} as const;

/**
 * States that ISO 3166-3 lists as withdrawn, under the alpha-3 they had while they existed (its own four-letter
 * codes appear in no published data). Only states that a publisher may still print.
 */
export const FORMER = {
  ANT: { en: "Netherlands Antilles (to 2010)", zh: "荷属安的列斯（至2010年）" },
  BUR: { en: "Burma (code to 1989)", zh: "缅甸（1989年以前的代码）" },
  BYS: { en: "Byelorussian SSR (to 1992)", zh: "白俄罗斯苏维埃社会主义共和国（至1992年）" },
  CSK: { en: "Czechoslovakia (to 1993)", zh: "捷克斯洛伐克（至1993年）" },
  CTE: { en: "Canton and Enderbury Islands (to 1984)", zh: "坎顿和恩德伯里群岛（至1984年）" },
  DDR: { en: "East Germany (to 1990)", zh: "东德（至1990年）" },
  NTZ: { en: "Saudi-Iraqi neutral zone (to 1993)", zh: "沙特和伊拉克中立区（至1993年）" },
  PCI: { en: "Trust Territory of the Pacific Islands (to 1986)", zh: "太平洋岛屿托管地（至1986年）" },
  PCZ: { en: "Panama Canal Zone (to 1980)", zh: "巴拿马运河区（至1980年）" },
  RHO: { en: "Southern Rhodesia (to 1980)", zh: "南罗得西亚（至1980年）" },
  SCG: { en: "Serbia and Montenegro (2003 to 2006)", zh: "塞尔维亚和黑山（2003年至2006年）" },
  SUN: { en: "Soviet Union (to 1992)", zh: "苏联（至1992年）" },
  TMP: { en: "East Timor (code to 2002)", zh: "东帝汶（2002年以前的代码）" },
  VDR: { en: "North Vietnam (to 1977)", zh: "北越（至1977年）" },
  YMD: { en: "South Yemen (to 1990)", zh: "南也门（至1990年）" },
  YUG: { en: "Yugoslavia (to 2003)", zh: "南斯拉夫（至2003年）" },
  ZAR: { en: "Zaire (to 1997)", zh: "扎伊尔（至1997年）" },
} as const;

export type AreaKind = "country" | "former" | "assigned" | "aggregate";
export type Area = { readonly name: Name; readonly kind: AreaKind };

/** Whom a number is about. `WLD` stands for a world total that the publisher printed, never for a sum of ours. */
export type AreaCode = keyof typeof COUNTRIES | keyof typeof FORMER | keyof typeof ASSIGNED | "WLD";

const areaEntries = (names: Readonly<Record<string, Name>>, kind: AreaKind): [string, Area][] =>
  Object.entries(names).map(([code, name]) => [code, { name, kind: code === "XEU" ? "aggregate" : kind }]);

/** Every area code in use, by code. Built on a null prototype so that no inherited name passes as a code. */
export const AREAS: Readonly<Record<AreaCode, Area>> = Object.assign(
  Object.create(null),
  Object.fromEntries([
    ...areaEntries(COUNTRIES, "country"),
    ...areaEntries(FORMER, "former"),
    ...areaEntries(ASSIGNED, "assigned"),
    ["WLD", { name: { en: "World, as printed", zh: "全世界" }, kind: "aggregate" }],
  ]),
);

/** True when the text is an area code of ours. */
export function isArea(code: string): code is AreaCode {
  return Object.hasOwn(AREAS, code);
}

/** Short English name of an area; an unknown code is returned as it is. */
export function areaName(code: string): string {
  return isArea(code) ? AREAS[code].name.en : code;
}

/** Name of an area in Chinese (zh-CN); an unknown code is returned as it is. */
export function areaZh(code: string): string {
  return isArea(code) ? (AREAS[code].name.zh ?? areaName(code)) : code;
}

/** The code of a country by its two letters of ISO 3166-1, all 249 of them. */
export const AREA_BY_ALPHA_2: Readonly<Record<string, AreaCode>> = Object.fromEntries(
  Object.entries(isoCountries.getAlpha2Codes()).flatMap(([two, three]) => (three in COUNTRIES ? [[two, three as AreaCode]] : [])),
);
