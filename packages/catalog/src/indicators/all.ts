import type { Name } from "@talent/core/text/name";
import { AI_RESEARCH } from "./ai-research.ts";
import { CHINESE_EDUCATION } from "./chinese-education.ts";
import { COMPANIES } from "./companies.ts";
import { DEGREES } from "./degrees.ts";
import { GITHUB } from "./github.ts";
import type { Indicator } from "./indicator.ts";
import { MAJORS } from "./majors.ts";
import { RANKINGS } from "./rankings.ts";
import { RESEARCH } from "./research.ts";
import { STATE } from "./state.ts";
import { STUDENTS } from "./students.ts";
import { TALENT } from "./talent.ts";
import { UNITS } from "./units.ts";
import { VISAS } from "./visas.ts";

const ALL = [
  ...TALENT,
  ...AI_RESEARCH,
  ...CHINESE_EDUCATION,
  ...MAJORS,
  ...DEGREES,
  ...STUDENTS,
  ...VISAS,
  ...RANKINGS,
  ...RESEARCH,
  ...COMPANIES,
  ...GITHUB,
  ...STATE,
];

type Known = (typeof ALL)[number];

/** Id of a tracked indicator; naming one that does not exist does not compile. */
export type IndicatorId = Known["id"];

type Entry<I extends IndicatorId> = Extract<Known, { readonly id: I }>;
type Axes<I extends IndicatorId> = Entry<I>["dimensions"];
type Code<C> = C extends readonly string[] ? C[number] : string;
type Optional<I extends IndicatorId> = Entry<I> extends { readonly optionalDimensions: readonly (infer D)[] } ? D : never;

/** Exactly one code for each dimension of the indicator; a dimension it declares optional may be left out. */
export type DimensionsOf<I extends IndicatorId> = keyof Axes<I> extends never
  ? Readonly<Record<string, never>>
  : { readonly [D in Exclude<keyof Axes<I>, Optional<I>>]: Code<Axes<I>[D]> } & {
      readonly [D in Extract<keyof Axes<I>, Optional<I>>]?: Code<Axes<I>[D]>;
    };

/** Every indicator, built or awaiting its source. */
export const INDICATORS: readonly (Indicator & { readonly id: IndicatorId })[] = ALL;

const BY_ID: ReadonlyMap<string, Indicator & { readonly id: IndicatorId }> = new Map(INDICATORS.map((one) => [one.id, one]));

/** The indicator of that id; undefined only for a text that is no known id. */
export function indicatorById(id: IndicatorId): Indicator & { readonly id: IndicatorId };
export function indicatorById(id: string): (Indicator & { readonly id: IndicatorId }) | undefined;
export function indicatorById(id: string): (Indicator & { readonly id: IndicatorId }) | undefined {
  return BY_ID.get(id);
}

const UNIT_NAMES: ReadonlyMap<string, Name> = new Map(
  [...INDICATORS.map(({ names }) => names.unit), ...Object.values<Name>(UNITS)].map((unit) => [unit.en, unit]),
);

/** A unit as it follows a number in Chinese, without a space between; one that has no Chinese name is returned as it is. */
export const unitZh = (unit: string): string => UNIT_NAMES.get(unit)?.zh ?? unit;
