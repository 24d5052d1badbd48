import isoCountries from "i18n-iso-countries/index.js";
import { COUNTRIES } from "./countries.ts";

/**
 * Rows that publishers print beside the countries of ISO 3166-1, under codes of its user-assigned range XAA to XZZ.
 * Reviewed by hand: a new row is added here before a parser may use it, never guessed.
 */
export const ASSIGNED = {
  XBI: "Bassas da India",
  XEU: "European Union, as one aggregate",
  XGZ: "Gaza Strip, printed apart from the West Bank",
  XHB: "British National (Overseas) passports, Hong Kong",
  XKX: "Kosovo",
  XNN: "Issued without a nationality (non-nationality based)",
  XTR: "Tromelin Island",
  XUN: "United Nations laissez-passer",
  XWB: "West Bank, printed apart from the Gaza Strip",
  XXA: "Stateless or no nationality",
  XXX: "Nationality unknown or not stated",
} as const;

/**
 * States that ISO 3166-3 lists as withdrawn, under the alpha-3 they had while they existed (its own four-letter
 * codes appear in no published data). Only states that a publisher may still print.
 */
export const FORMER = {
  ANT: "Netherlands Antilles (to 2010)",
  BUR: "Burma (code to 1989)",
  BYS: "Byelorussian SSR (to 1992)",
  CSK: "Czechoslovakia (to 1993)",
  CTE: "Canton and Enderbury Islands (to 1984)",
  DDR: "East Germany (to 1990)",
  NTZ: "Saudi-Iraqi neutral zone (to 1993)",
  PCI: "Trust Territory of the Pacific Islands (to 1986)",
  PCZ: "Panama Canal Zone (to 1980)",
  RHO: "Southern Rhodesia (to 1980)",
  SCG: "Serbia and Montenegro (2003 to 2006)",
  SUN: "Soviet Union (to 1992)",
  TMP: "East Timor (code to 2002)",
  VDR: "North Vietnam (to 1977)",
  YMD: "South Yemen (to 1990)",
  YUG: "Yugoslavia (to 2003)",
  ZAR: "Zaire (to 1997)",
} as const;

export type AreaKind = "country" | "former" | "assigned" | "aggregate";
export type Area = { readonly name: string; readonly kind: AreaKind };

/** Whom a number is about. `WLD` stands for a world total that the publisher printed, never for a sum of ours. */
export type AreaCode = keyof typeof COUNTRIES | keyof typeof FORMER | keyof typeof ASSIGNED | "WLD";

const areaEntries = (names: Readonly<Record<string, string>>, kind: AreaKind): [string, Area][] =>
  Object.entries(names).map(([code, name]) => [code, { name, kind: code === "XEU" ? "aggregate" : kind }]);

/** Every area code in use, by code. Built on a null prototype so that no inherited name passes as a code. */
export const AREAS: Readonly<Record<AreaCode, Area>> = Object.assign(
  Object.create(null),
  Object.fromEntries([
    ...areaEntries(COUNTRIES, "country"),
    ...areaEntries(FORMER, "former"),
    ...areaEntries(ASSIGNED, "assigned"),
    ["WLD", { name: "World, as printed", kind: "aggregate" }],
  ]),
);

/** True when the text is an area code of ours. */
export function isArea(code: string): code is AreaCode {
  return Object.hasOwn(AREAS, code);
}

/** Short English name of an area; an unknown code is returned as it is. */
export function areaName(code: string): string {
  return isArea(code) ? AREAS[code].name : code;
}

/** The code of a country by its two letters of ISO 3166-1, all 249 of them. */
export const AREA_BY_ALPHA_2: Readonly<Record<string, AreaCode>> = Object.fromEntries(
  Object.entries(isoCountries.getAlpha2Codes()).flatMap(([two, three]) => (three in COUNTRIES ? [[two, three as AreaCode]] : [])),
);
