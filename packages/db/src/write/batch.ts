import { DuplicateKey } from "@talent/core/errors";
import type { Citation, ParsedObservation } from "@talent/core/observation";
import { seriesId } from "@talent/core/series-id";
import { Unstorable } from "../errors.ts";
import { type LocatorParts, splitLocator } from "../locator-parts.ts";
import { exact } from "../storable-text.ts";

/** A word to intern and the observation it was first seen on. */
export type NewSeries = { readonly key: string; readonly first: ParsedObservation };

export type BatchRow = {
  readonly observation: ParsedObservation;
  /** Places in the lists of the batch. */
  readonly series: number;
  readonly period: number;
  readonly locator: number;
  readonly citation: number | null;
  readonly row: number | null;
  readonly col: number | null;
  readonly vintage: Date;
};

/** Observations with their repeated words taken out: each series, period, locator head and citation once. */
export type Batch = {
  readonly rows: readonly BatchRow[];
  /** Held back: interned with the others, never staged. In the order they came, none left out. */
  readonly held: readonly BatchRow[];
  readonly series: readonly NewSeries[];
  readonly periods: readonly string[];
  readonly locators: readonly Pick<LocatorParts, "kind" | "head">[];
  readonly citations: readonly Citation[];
};

const STATUSES = "APEFBDMLQO";
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Checks and interns a batch in memory. `vintage` stands for observations that name none. One key stated twice with one value counts once; with
 * two values it throws DuplicateKey. Throws Unstorable for what PostgreSQL cannot hold unchanged.
 */
export function batchOf(observations: readonly ParsedObservation[], vintage: Date, held: readonly ParsedObservation[] = []): Batch {
  const [series, periods, locators, citations] = [words<NewSeries>(), words<string>(), words<LocatorParts>(), words<Citation>()];
  const rowOf = (observation: ParsedObservation): BatchRow => {
    check(observation);
    const key = seriesId(observation);
    const parts = splitLocator(observation.locator);
    return {
      observation,
      series: series.place(key, () => ({ key: exact(key, "a series key", 1_000), first: observation })),
      period: periods.place(observation.period, () => observation.period),
      locator: locators.place(`${parts.kind} ${parts.head}`, () => parts),
      citation:
        observation.citation === undefined ? null : citations.place(JSON.stringify(observation.citation), () => observation.citation),
      row: parts.row,
      col: parts.col,
      vintage: observation.knownFrom === undefined ? vintage : new Date(observation.knownFrom.at),
    };
  };
  const stated = new Map<number, BatchRow[]>();
  const rows = observations.map(rowOf).filter((row) => isNew(stated, row));
  return { rows, held: held.map(rowOf), series: series.list, periods: periods.list, locators: locators.list, citations: citations.list };
}

function isNew(stated: Map<number, BatchRow[]>, row: BatchRow): boolean {
  const place = row.series * 2 ** 26 + row.period;
  const others = stated.get(place);
  if (others === undefined) {
    stated.set(place, [row]);
    return true;
  }
  const before = others.find((other) => other.vintage.getTime() === row.vintage.getTime());
  if (before === undefined) return others.push(row) > 0;
  const { observation } = row;
  if (sameValue(before.observation, observation)) return false;
  const values = `${before.observation.value} and ${observation.value}`;
  throw new DuplicateKey(`${seriesId(observation)} for ${observation.period} is stated twice, as ${values}`, observation);
}

/** The fields whose difference makes a new version. */
export function sameValue(a: ParsedObservation, b: ParsedObservation): boolean {
  return a.value === b.value && a.status === b.status && a.low === b.low && a.high === b.high && a.n === b.n && a.bound === b.bound;
}

function words<T>(): { list: T[]; place(text: string, make: () => T | undefined): number } {
  const list: T[] = [];
  const places = new Map<string, number>();
  return {
    list,
    place(text, make) {
      const there = places.get(text);
      if (there !== undefined) return there;
      places.set(text, list.length);
      return list.push(make() as T) - 1;
    },
  };
}

function check(observation: ParsedObservation): void {
  const { value, low, high, n, status, publishedOn, knownFrom } = observation;
  for (const number of [value, low, high, n]) {
    if (number !== null && number !== undefined && !Number.isFinite(number)) {
      throw new Unstorable(`${observation.indicator} ${observation.period}: ${number} is not a number`, observation);
    }
  }
  if (status.length !== 1 || !STATUSES.includes(status)) throw new Unstorable(`no observation status "${status}"`, observation);
  if (publishedOn !== undefined && !(DATE.test(publishedOn) && Number.isFinite(Date.parse(publishedOn)))) {
    throw new Unstorable(`published on "${publishedOn}" is not a date`, observation);
  }
  if (knownFrom !== undefined && Number.isNaN(Date.parse(knownFrom.at))) {
    throw new Unstorable(`known from "${knownFrom.at}" is not an instant`, observation);
  }
}
