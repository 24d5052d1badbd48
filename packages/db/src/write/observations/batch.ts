import { DuplicateKey } from "@talent/core/capture/errors";
import type { Citation, ParsedObservation } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { isIsoDate } from "@talent/core/time/period";
import { type LocatorParts, splitLocator } from "../../encoding/locator-parts.ts";
import { requireStorable } from "../../encoding/storable-text.ts";
import { Unstorable } from "../../errors.ts";

/** A text to intern and the observation it was first seen on. */
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
  /** Null where it is the plain print of the value. */
  readonly raw: string | null;
};

/** Observations with their repeated texts factored out: each series, period, locator head and citation once. */
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

/**
 * Checks and interns a batch in memory. `vintage` stands for observations that name none. One key stated twice with one value counts once; with
 * two values it throws DuplicateKey. Throws Unstorable for what PostgreSQL cannot hold unchanged.
 */
export function buildBatch(observations: readonly ParsedObservation[], vintage: Date, held: readonly ParsedObservation[] = []): Batch {
  const [series, periods, locators, citations] = [
    internList<NewSeries>(),
    internList<string>(),
    internList<LocatorParts>(),
    internList<Citation>(),
  ];
  const places = new Map<string, Map<string, number>>();
  const seriesPlace = (observation: ParsedObservation): number => {
    const ofArea = places.get(observation.area) ?? new Map<string, number>();
    const rest = dimensionKey(observation);
    const known = ofArea.get(rest);
    // Spelling out a series' id is slow; one seen before is recognised by its parts.
    if (known !== undefined && sameSeries(series.list[known]?.first, observation)) return known;
    const key = requireStorable(seriesId(observation), "a series key", 1_000);
    const place = series.place(key, { key, first: observation });
    places.set(observation.area, ofArea.set(rest, place));
    return place;
  };
  const rowOf = (observation: ParsedObservation): BatchRow => {
    requireValidFields(observation);
    const { period, citation, knownFrom, value, raw } = observation;
    const parts = splitLocator(observation.locator);
    return {
      observation,
      series: seriesPlace(observation),
      period: periods.place(period, period),
      locator: locators.place(`${parts.kind} ${parts.head}`, parts),
      citation: citation === undefined ? null : citations.place(JSON.stringify(citation), citation),
      row: parts.row,
      col: parts.col,
      vintage: knownFrom === undefined ? vintage : new Date(knownFrom.at),
      raw: value !== null && raw === String(value) ? null : requireStorable(raw, "a printed text"),
    };
  };
  const stated: StatedVersions = { cells: [], more: new Map() };
  const rows = observations.map(rowOf).filter((row) => isFirstStatement(stated, row));
  return { rows, held: held.map(rowOf), series: series.list, periods: periods.list, locators: locators.list, citations: citations.list };
}

function dimensionKey({ indicator, dimensions }: ParsedObservation): string {
  let text = indicator;
  for (const name in dimensions) text += `|${name}=${dimensions[name]}`;
  return text;
}

function sameSeries(a: ParsedObservation | undefined, b: ParsedObservation): boolean {
  if (a === undefined || a.indicator !== b.indicator || a.area !== b.area) return false;
  for (const name in a.dimensions) if (a.dimensions[name] !== b.dimensions[name]) return false;
  for (const name in b.dimensions) if (!(name in a.dimensions)) return false;
  return true;
}

/** What the batch has stated so far: the first row of each series and period, and by their texts those of further vintages. */
type StatedVersions = { readonly cells: BatchRow[][]; readonly more: Map<string, BatchRow> };

function isFirstStatement(stated: StatedVersions, row: BatchRow): boolean {
  stated.cells[row.series] ??= [];
  const cells = stated.cells[row.series] ?? [];
  const first = cells[row.period];
  if (first === undefined) {
    cells[row.period] = row;
    return true;
  }
  const text = `${row.series} ${row.period} ${row.vintage.getTime()}`;
  const before = first.vintage.getTime() === row.vintage.getTime() ? first : stated.more.get(text);
  if (before === undefined) return stated.more.set(text, row).size > 0;
  const { observation } = row;
  if (sameValue(before.observation, observation)) return false;
  const values = `${before.observation.value} and ${observation.value}`;
  throw new DuplicateKey(`${seriesId(observation)} for ${observation.period} is stated twice, as ${values}`, observation);
}

/** The fields whose difference makes a new version. */
export function sameValue(a: ParsedObservation, b: ParsedObservation): boolean {
  return a.value === b.value && a.status === b.status && a.low === b.low && a.high === b.high && a.n === b.n && a.bound === b.bound;
}

function internList<T>(): { list: T[]; place(text: string, word: T): number } {
  const list: T[] = [];
  const places = new Map<string, number>();
  return {
    list,
    place(text, word) {
      const there = places.get(text);
      if (there !== undefined) return there;
      places.set(text, list.length);
      return list.push(word) - 1;
    },
  };
}

function requireValidFields(observation: ParsedObservation): void {
  const { value, low, high, n, status, publishedOn, knownFrom } = observation;
  if (!(isFiniteOrMissing(value) && isFiniteOrMissing(low) && isFiniteOrMissing(high) && isFiniteOrMissing(n))) {
    throw new Unstorable(
      `${observation.indicator} ${observation.period}: a value, bound or sample size is not a finite number`,
      observation,
    );
  }
  if (status.length !== 1 || !STATUSES.includes(status)) throw new Unstorable(`no observation status "${status}"`, observation);
  if (publishedOn !== undefined && !isIsoDate(publishedOn)) {
    throw new Unstorable(`published on "${publishedOn}" is not a date`, observation);
  }
  if (knownFrom !== undefined && Number.isNaN(Date.parse(knownFrom.at))) {
    throw new Unstorable(`known from "${knownFrom.at}" is not an instant`, observation);
  }
}

function isFiniteOrMissing(value: number | null | undefined): boolean {
  return value === null || value === undefined || Number.isFinite(value);
}
