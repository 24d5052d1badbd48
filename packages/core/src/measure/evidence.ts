import type { Cadence } from "../capture/expectation.ts";
import type { SeriesKey, SeriesPoint } from "../observation/observation.ts";
import type { PeriodKind } from "../time/period.ts";

/** The first period (id) of another definition or method, and in one sentence what changed. */
export type Break = { readonly period: string; readonly note: string };

/** What an assessment must know of an indicator besides its numbers. */
export type IndicatorFacts = {
  readonly unit: string;
  readonly periodKind: PeriodKind;
  /** Some registered source produces it. */
  readonly built: boolean;
  /** Of the source that produces it; null when none does or it keeps no rhythm. */
  readonly cadence: Cadence | null;
  /** A running total: never has a direction of its own. */
  readonly cumulative?: boolean;
  /** Moves with the season: only year-on-year comparisons have a direction. */
  readonly seasonal?: boolean;
  /** Breaks its source does not mark: from `period` on the numbers mean something else. */
  readonly breaks?: readonly Break[];
};

/** What was known at one instant. The same arguments always give the same answer. */
export type Evidence = {
  /** The newest value of each period known at the instant, in any order; empty for an unknown series. */
  points(key: SeriesKey): readonly SeriesPoint[];
  facts(indicator: string): IndicatorFacts;
  /** A value for this series and period id waits in quarantine, undecided. */
  held(key: SeriesKey, period: string): boolean;
};
