import type { ParsedObservation } from "../observation/observation.ts";
import { seriesId } from "../observation/series.ts";
import type { Implausible } from "./implausible.ts";

/** The newest known value of each period of a series, by period id; null: withdrawn or missing. */
export type KnownSeries = ReadonlyMap<string, number | null>;

/** A document read before, and how many numbers it gave. */
export type EarlierDocument = { readonly url: string; readonly numbers: number };

/** A value that was held back and is not accepted yet: it waits, or a person has rejected it. */
export type HeldValue = Omit<Implausible, "observation"> & {
  readonly series: string;
  readonly period: string;
  readonly value: number | null;
};

/** What was known before the documents of a run, of the series these state. */
export type KnownHistory = {
  /** By series id. */
  readonly series: ReadonlyMap<string, KnownSeries>;
  /** One for each address, newest first. */
  readonly documents: readonly EarlierDocument[];
  readonly withheld?: readonly HeldValue[];
};

/** A source that was never read before: there is nothing to compare it with. */
export const NO_HISTORY: KnownHistory = { series: new Map(), documents: [] };

/** A stated number beside what is known of its series. */
export type Candidate = { readonly observation: ParsedObservation; readonly series: string; readonly known: KnownSeries };

const UNKNOWN_SERIES: KnownSeries = new Map();

/** Every observation beside what is known of its series. */
export function candidatesOf(observations: readonly ParsedObservation[], history: KnownHistory): Candidate[] {
  // Half a million numbers share a few thousand series, and their codes are one object each.
  const ids = new Map<ParsedObservation["dimensions"], Map<string, string>>();
  return observations.map((observation) => {
    const { indicator, area, dimensions } = observation;
    const named = ids.get(dimensions) ?? new Map<string, string>();
    ids.set(dimensions, named);
    const series = named.get(`${indicator}|${area}`) ?? seriesId(observation);
    named.set(`${indicator}|${area}`, series);
    return { observation, series, known: history.series.get(series) ?? UNKNOWN_SERIES };
  });
}

/** True when this very value is what is known: accepted or not, it says nothing new. */
export function isAlreadyKnown({ observation, known }: Candidate): boolean {
  return known.has(observation.period) && known.get(observation.period) === observation.value;
}
