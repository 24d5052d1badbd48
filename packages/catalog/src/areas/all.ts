import { ASSIGNED } from "./assigned.ts";
import { COUNTRIES } from "./countries.ts";
import { FORMER } from "./former.ts";

export type AreaKind = "country" | "former" | "assigned" | "aggregate";
export type Area = { readonly name: string; readonly kind: AreaKind };

/** Whom a number is about. `WLD` stands for a world total that the publisher printed, never for a sum of ours. */
export type AreaCode = keyof typeof COUNTRIES | keyof typeof FORMER | keyof typeof ASSIGNED | "WLD";

const ofKind = (names: Readonly<Record<string, string>>, kind: AreaKind): [string, Area][] =>
  Object.entries(names).map(([code, name]) => [code, { name, kind: code === "XEU" ? "aggregate" : kind }]);

/** Every area code in use, by code. Built on a null prototype so that no inherited name passes as a code. */
export const AREAS: Readonly<Record<AreaCode, Area>> = Object.assign(
  Object.create(null),
  Object.fromEntries([
    ...ofKind(COUNTRIES, "country"),
    ...ofKind(FORMER, "former"),
    ...ofKind(ASSIGNED, "assigned"),
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
