import { NotComparable } from "../capture/errors.ts";
import type { SeriesKey } from "../observation/observation.ts";
import { seriesId } from "../observation/series.ts";

/** Binds a role of a reading to one series: exactly one code for each dimension of the indicator. */
export type Binding = SeriesKey;

/** An expression over series. Intervals propagate by end points. */
export type Measure =
  | { readonly op: "value"; readonly of: Binding }
  | {
      readonly op: "ratio";
      readonly over: Measure;
      readonly under: Measure;
      /** Required across definitions. */
      readonly comparability?: string;
    }
  | { readonly op: "difference"; readonly left: Measure; readonly right: Measure; readonly comparability?: string }
  | { readonly op: "sum"; readonly of: readonly Measure[]; readonly comparability?: string }
  | { readonly op: "max"; readonly of: readonly Measure[] }
  /** Factor over exactly `years` years (40 means 40-fold); the base moves along with the newest period. */
  | {
      readonly op: "growth";
      readonly of: Measure;
      readonly years: number;
      /** Base from another series, bridged. */
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
  | { readonly op: "cumulative"; readonly of: Measure; readonly since: string }
  /** Sum of the months `from` to `to` (1 to 12) of one year; exists only for the period that is month `to`. */
  | { readonly op: "season"; readonly of: Measure; readonly from: number; readonly to: number }
  /** What a running total gained per `days` days, since its newest value at least that many days earlier. Day periods only. */
  | { readonly op: "rate"; readonly of: Measure; readonly days: number };

type ComparabilityNote = { readonly comparability?: string };

/** The series itself. */
export const value = (of: Binding): Measure => ({ op: "value", of });

/** `over / under`. Throws NotComparable for two indicators without a note. */
export const ratio = (over: Measure, under: Measure, note: ComparabilityNote = {}): Measure =>
  comparable({ op: "ratio", over, under, ...note });

/** `left - right`. Throws NotComparable for two indicators without a note. */
export const difference = (left: Measure, right: Measure, note: ComparabilityNote = {}): Measure =>
  comparable({ op: "difference", left, right, ...note });

/** All added. Throws NotComparable for two indicators without a note. */
export const sum = (of: readonly Measure[], note: ComparabilityNote = {}): Measure => comparable({ op: "sum", of, ...note });

/** The greatest of several, e.g. the worse of two ranks. Throws NotComparable for two indicators. */
export const max = (of: readonly Measure[]): Measure => comparable({ op: "max", of });

/** Factor over exactly `years` years; `base` takes the earlier value from another series. */
export const growth = (of: Measure, options: { years: number; base?: Measure } & ComparabilityNote): Measure =>
  comparable({ op: "growth", of, ...options });

/** Factor against the fixed period `base`, e.g. "1998". */
export const growthSince = (of: Measure, options: { base: string; baseOf?: Measure } & ComparabilityNote): Measure =>
  comparable({ op: "growth_since", of, ...options });

/** Change in per cent against the same period a year earlier. */
export const yearOnYear = (of: Measure): Measure => ({ op: "year_on_year", of });

/** The value minus its value `years` before, or in the period `since`. */
export const change = (of: Measure, from: { since: string } | { years: number }): Measure => ({ op: "change", of, ...from });

/** The value over the greatest earlier one. */
export const record = (of: Measure): Measure => ({ op: "record", of });

/** Everything from `since` on, added up. */
export const cumulative = (of: Measure, options: { since: string }): Measure => ({ op: "cumulative", of, ...options });

/** Months `from` to `to` of a year, added up. */
export const season = (of: Measure, months: { from: number; to: number }): Measure => ({ op: "season", of, ...months });

/** A running total's gain per `days` days. */
export const rate = (of: Measure, options: { days: number }): Measure => ({ op: "rate", of, ...options });

/** The measures directly inside a measure. */
export function partsOf(measure: Measure): readonly Measure[] {
  switch (measure.op) {
    case "value":
      return [];
    case "ratio":
      return [measure.over, measure.under];
    case "difference":
      return [measure.left, measure.right];
    case "sum":
    case "max":
      return measure.of;
    case "growth":
      return measure.base === undefined ? [measure.of] : [measure.of, measure.base];
    case "growth_since":
      return measure.baseOf === undefined ? [measure.of] : [measure.of, measure.baseOf];
    default:
      return [measure.of];
  }
}

/** Every series a measure reads, each once. */
export function bindingsOf(measure: Measure): Binding[] {
  const all = measure.op === "value" ? [measure.of] : partsOf(measure).flatMap(bindingsOf);
  return [...new Map(all.map((binding) => [seriesId(binding), binding])).values()];
}

/** The series read at the measured period itself: without those only a base is taken from. */
export function leadBindingsOf(measure: Measure): Binding[] {
  if (measure.op === "growth" || measure.op === "growth_since") return leadBindingsOf(measure.of);
  const all = measure.op === "value" ? [measure.of] : partsOf(measure).flatMap(leadBindingsOf);
  return [...new Map(all.map((binding) => [seriesId(binding), binding])).values()];
}

/** Throws NotComparable when this very node compares different indicators without a note. Its parts are not checked. */
export function assertComparable(measure: Measure): void {
  const parts = partsOf(measure);
  const sets = parts.map((part) => [...new Set(bindingsOf(part).map((binding) => binding.indicator))].sort().join(", "));
  const note = "comparability" in measure ? measure.comparability : undefined;
  if (new Set(sets).size <= 1 || (note !== undefined && note.trim() !== "")) return;
  throw new NotComparable(`${measure.op} across definitions (${[...new Set(sets)].join(" | ")}) needs a comparability note`);
}

function comparable(measure: Measure): Measure {
  assertComparable(measure);
  return measure;
}
