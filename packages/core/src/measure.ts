import type { SeriesKey } from "./observation.ts";

/** Binds a role of a reading to one series: exactly one code for each dimension of the indicator. */
export type Binding = SeriesKey;

/** An expression over series. Intervals propagate by end points. */
export type Measure =
  | { readonly op: "value"; readonly of: Binding }
  | {
      readonly op: "ratio";
      readonly over: Measure;
      readonly under: Measure /** Required across definitions. */;
      readonly comparability?: string;
    }
  | { readonly op: "difference"; readonly left: Measure; readonly right: Measure; readonly comparability?: string }
  | { readonly op: "sum"; readonly of: readonly Measure[]; readonly comparability?: string }
  | { readonly op: "max"; readonly of: readonly Measure[] }
  /** Factor over exactly `years` years (40 means 40-fold); the base moves along with the newest period. */
  | {
      readonly op: "growth";
      readonly of: Measure;
      readonly years: number /** Base from another series, bridged. */;
      readonly base?: Measure;
      readonly comparability?: string;
    }
  /** Factor against one fixed base period. */
  | { readonly op: "growth_since"; readonly of: Measure; readonly base: string; readonly baseOf?: Measure; readonly comparability?: string }
  /** Change in per cent against the exact same period a year before. */
  | { readonly op: "year_on_year"; readonly of: Measure }
  /** Period minus the exact earlier period `years` before, or a fixed `since`. */
  | { readonly op: "change"; readonly of: Measure; readonly since?: string; readonly years?: number }
  /** The value divided by the greatest value of every earlier period of the same series: above 1 is a record. */
  | { readonly op: "record"; readonly of: Measure }
  /** Sum of every period from `since` to the period, inclusive; a missing period makes it unknown. */
  | { readonly op: "cumulative"; readonly of: Measure; readonly since: string };
