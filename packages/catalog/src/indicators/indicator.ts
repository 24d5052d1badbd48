import type { PeriodKind } from "@talent/core/time/period";

/** A named quantity with a unit and exactly one source. Literals of this shape live in `indicators/`. */
export type Indicator = {
  readonly id: string;
  readonly title: string;
  /** What the number tells a reader, in one sentence. */
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
};
