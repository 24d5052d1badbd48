import type { ParsedObservation } from "../src/observation/observation.ts";
import { seriesId } from "../src/observation/series.ts";
import { candidatesOf, type KnownHistory } from "../src/quality/known-history.ts";

// Documents as tests of plausibility write them.

/** One stated number of `heads`; `more` says what is not plain. */
export function statedValue(area: string, period: string, value: number | null, more: Partial<ParsedObservation> = {}): ParsedObservation {
  return {
    indicator: "heads",
    area,
    dimensions: {},
    period,
    value,
    unit: "persons",
    status: value === null ? "M" : "A",
    locator: { kind: "csv", line: 2, column: 1 },
    raw: String(value),
    ...more,
  };
}

/** What is known after these numbers were taken. */
export function historyKnowing(observations: readonly ParsedObservation[], documents: KnownHistory["documents"] = []): KnownHistory {
  const groups = Map.groupBy(observations, (one) => seriesId(one));
  return { series: new Map([...groups].map(([id, list]) => [id, new Map(list.map((one) => [one.period, one.value]))])), documents };
}

/** Stated numbers beside what is known of their series. */
export const candidatesBeside = (observations: readonly ParsedObservation[], known: readonly ParsedObservation[]) =>
  candidatesOf(observations, historyKnowing(known));

/** A series of yearly values from 2010 on. */
export const yearlySeries = (area: string, values: readonly number[], first = 2010): ParsedObservation[] =>
  values.map((value, at) => statedValue(area, String(first + at), value));
