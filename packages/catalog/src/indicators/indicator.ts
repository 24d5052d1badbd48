import type { Name } from "@talent/core/text/name";
import type { PeriodKind } from "@talent/core/time/period";

/** What a code is called; without `en` it is the code itself with spaces for hyphens. */
type CodeName = Partial<Name>;

/** Codes of a further axis by code; `open`: the publisher may print new ones at any time, and `codes` names those that notices mention. */
type Dimension = { readonly codes: Readonly<Record<string, CodeName>>; readonly open?: true };

/** A named quantity with a unit and exactly one source. */
export type Indicator = {
  readonly id: string;
  readonly title: Name;
  /** What the number means to a reader, in one sentence. */
  readonly description: string;
  /** Who is counted, when and how: what has to stay equal for two values to be compared. */
  readonly definition: string;
  readonly unit: string;
  readonly periodKind: PeriodKind;
  /** Further kinds, because a publisher dates some numbers so; each stands in a series of its own, since one series has one kind. */
  readonly alsoPeriodKinds?: readonly PeriodKind[];
  /** Codes of each further axis; `open`: the publisher may print new codes at any time. */
  readonly dimensions: Readonly<Record<string, readonly string[] | "open">>;
  /** Dimensions a series may leave out; leaving one out means the total over it. */
  readonly optionalDimensions?: readonly string[];
  /** Id of the one source that states it. */
  readonly source: string;
  /** Only year-on-year comparisons make sense. */
  readonly seasonal?: boolean;
  /** A running total: it can only grow, so its growth says nothing. */
  readonly cumulative?: boolean;
  /** Periods from which on the numbers mean something else although their source does not say so; `note` is one sentence. */
  readonly breaks?: readonly { readonly period: string; readonly note: string }[];
  /** Breaks and traps a reader or a parser has to know. */
  readonly notes?: readonly string[];
  /** What the unit and the codes of each dimension are called. */
  readonly names: { readonly unit: Name; readonly codes: Readonly<Record<string, Readonly<Record<string, CodeName>>>> };
};

/** An indicator as it is written down: its unit and its codes stand with their names. */
export type IndicatorFacts = Omit<Indicator, "unit" | "dimensions" | "names"> & {
  readonly unit: Name;
  readonly dimensions: Readonly<Record<string, Dimension>>;
};

type CodesOf<D> = D extends { readonly open: true }
  ? "open"
  : D extends { readonly codes: infer C }
    ? readonly Extract<keyof C, string>[]
    : never;

type Defined<F> = F extends IndicatorFacts
  ? Omit<Indicator, "id" | "dimensions"> & {
      readonly id: F["id"];
      readonly dimensions: { readonly [D in keyof F["dimensions"]]: CodesOf<F["dimensions"][D]> };
    } & Pick<F, Extract<keyof F, "optionalDimensions">>
  : never;

/** The indicators of one file, from their literals; ids and codes stay types. */
export function defineIndicators<const F extends readonly IndicatorFacts[]>(facts: F): readonly Defined<F[number]>[] {
  return facts.map(({ unit, dimensions, ...rest }): Indicator => {
    const codes = Object.entries(dimensions).map(([name, one]) => [name, one.open ? "open" : Object.keys(one.codes)] as const);
    const names = Object.entries(dimensions).map(([name, one]) => [name, one.codes] as const);
    return { ...rest, unit: unit.en, dimensions: Object.fromEntries(codes), names: { unit, codes: Object.fromEntries(names) } };
  }) as readonly Indicator[] as readonly Defined<F[number]>[];
}
