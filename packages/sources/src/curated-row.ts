import { indicatorById } from "@talent/catalog/indicators/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import { keyProblem } from "@talent/catalog/series/series";
import { InvalidRow, NotANumber, PeriodKindChanged, UnitChanged, UnknownCode } from "@talent/core/capture/errors";
import type { Citation, ObservationStatus, ParsedObservation, Quality } from "@talent/core/observation/observation";
import { startOfDay } from "@talent/core/time/instant";
import { isIsoDate, parsePeriod } from "@talent/core/time/period";

import type { Cell } from "@talent/readers/table/cell";
import { parseDecimal, parseInteger } from "@talent/readers/text/number";

/** Columns of every curated table, in this order and no other. */
export const CURATED_COLUMNS = [
  "indicator",
  "area",
  "dimension",
  "period",
  "value",
  "low",
  "high",
  "n",
  "bound",
  "unit",
  "status",
  "published_on",
  "known_by",
  "known_by_reason",
  "publisher",
  "title",
  "url",
  "quality",
  "definition_note",
  "entered_on",
] as const;

/** One row, its cells by column name. */
export type CuratedRow = Readonly<Record<(typeof CURATED_COLUMNS)[number], Cell>>;

const STATUSES_WITH_NUMBER: readonly ObservationStatus[] = ["A", "P", "E", "F", "B", "D"];
const STATUSES_WITHOUT_NUMBER: readonly ObservationStatus[] = ["M", "L", "Q", "O"];
const QUALITIES: readonly Quality[] = ["official_primary", "primary_research", "secondary"];

/**
 * The observation a row states, or null for a row that is held back: graded `recalled`, known from memory only. Such a row is checked like any
 * other first. Throws a RefusalError that names the cell.
 */
export function observationOf(row: CuratedRow): ParsedObservation | null {
  const indicator = indicatorOf(row);
  const stated = statedValue(row);
  const observation: ParsedObservation = {
    indicator: indicator.id,
    area: row.area.text,
    dimensions: codesOf(row.dimension),
    period: periodOf(row.period, indicator),
    unit: unitOf(row.unit, indicator),
    ...stated,
    ...publicationOf(row),
    locator: row.value.locator,
    raw: row.value.text,
  };
  const problem = keyProblem(observation);
  if (problem !== null) throw new UnknownCode(problem, row.indicator);
  const citation = citationOf(row);
  return citation === null ? null : { ...observation, citation };
}

function indicatorOf(row: CuratedRow): Indicator {
  const indicator = indicatorById(row.indicator.text);
  if (indicator === undefined) throw new UnknownCode(`no indicator "${row.indicator.text}"`, row.indicator);
  return indicator;
}

function codesOf(cell: Cell): Record<string, string> {
  const codes: Record<string, string> = Object.create(null);
  for (const pair of cell.text === "" ? [] : cell.text.split(";")) {
    const match = /^([a-z][a-z0-9_-]*)=([^=]+)$/.exec(pair);
    if (match?.[1] === undefined || match[2] === undefined || match[1] in codes) {
      throw new UnknownCode(`"${cell.text}" is not a list of one code per dimension`, cell);
    }
    codes[match[1]] = match[2];
  }
  return { ...codes };
}

function periodOf(cell: Cell, indicator: Indicator): string {
  const { kind, id } = withCellLocation(cell, () => parsePeriod(cell.text));
  if (kind === indicator.periodKind || indicator.alsoPeriodKinds?.includes(kind)) return id;
  throw new PeriodKindChanged(`"${id}" is a ${kind}, ${indicator.id} counts by ${indicator.periodKind}`, cell);
}

function unitOf(cell: Cell, indicator: Indicator): string {
  if (cell.text !== indicator.unit) throw new UnitChanged(`"${cell.text}" is not the unit of ${indicator.id}, "${indicator.unit}"`, cell);
  return indicator.unit;
}

function statedValue(row: CuratedRow): Pick<ParsedObservation, "value" | "status" | "low" | "high" | "n" | "bound"> {
  const status = [...STATUSES_WITH_NUMBER, ...STATUSES_WITHOUT_NUMBER].find((code) => code === row.status.text);
  if (status === undefined) throw new UnknownCode(`"${row.status.text}" is no observation status`, row.status);
  if (STATUSES_WITHOUT_NUMBER.includes(status)) {
    if (row.value.text !== "") throw new NotANumber(`status ${status} says there is no number, the cell prints one`, row.value);
    return { value: null, status };
  }
  const value = parseDecimal(row.value);
  const ends = { ...optionalField("low", row.low, parseDecimal), ...optionalField("high", row.high, parseDecimal) };
  if ((ends.low ?? value) > value || (ends.high ?? value) < value)
    throw new InvalidRow("the value lies outside its own interval", row.value);
  return { value, status, ...ends, ...optionalField("n", row.n, sampleSize), ...optionalField("bound", row.bound, boundOf) };
}

function sampleSize(cell: Cell): number {
  const size = parseInteger(cell);
  if (size <= 0) throw new NotANumber(`a sample of ${size} is none`, cell);
  return size;
}

function boundOf(cell: Cell): "lower" | "upper" {
  if (cell.text === "lower" || cell.text === "upper") return cell.text;
  throw new UnknownCode(`"${cell.text}" is neither a lower nor an upper bound`, cell);
}

/** Known from the day it was published; else from a reviewed bound, which is marked; else from the day we entered it. */
function publicationOf(row: CuratedRow): Pick<ParsedObservation, "publishedOn" | "knownFrom"> {
  const entered = dateOf(row.entered_on);
  if (row.published_on.text !== "" && row.known_by.text !== "") throw new InvalidRow("a dated row needs no bound", row.known_by);
  if ((row.known_by.text === "") !== (row.known_by_reason.text === "")) {
    throw new InvalidRow("a bound on when a number was known stands with its reason", row.known_by);
  }
  if (row.published_on.text !== "") {
    const publishedOn = dateOf(row.published_on);
    return { publishedOn, knownFrom: { at: midnight(publishedOn), backDated: false } };
  }
  if (row.known_by.text !== "") return { knownFrom: { at: midnight(dateOf(row.known_by)), backDated: true } };
  return { knownFrom: { at: midnight(entered), backDated: false } };
}

const midnight = (isoDate: string): string => startOfDay(isoDate).toISOString();

function dateOf(cell: Cell): string {
  if (!isIsoDate(cell.text)) throw new InvalidRow(`"${cell.text}" is not a date`, cell);
  return cell.text;
}

function citationOf(row: CuratedRow): Citation | null {
  for (const cell of [row.publisher, row.title]) if (cell.text === "") throw new InvalidRow("a number needs a publisher and a title", cell);
  if (row.url.text !== "" && !/^https?:\/\/[^\s]+$/.test(row.url.text)) throw new InvalidRow("not a web address", row.url);
  if (row.quality.text === "recalled") return null;
  const quality = QUALITIES.find((grade) => grade === row.quality.text);
  if (quality === undefined) throw new UnknownCode(`"${row.quality.text}" is no quality grade`, row.quality);
  return { publisher: row.publisher.text, title: row.title.text, url: row.url.text, quality, note: row.definition_note.text };
}

function optionalField<K extends string, V>(name: K, cell: Cell, read: (cell: Cell) => V): { [key in K]?: V } {
  return cell.text === "" ? {} : ({ [name]: read(cell) } as { [key in K]?: V });
}

/** Period errors carry no place of their own. */
function withCellLocation<T>(cell: Cell, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InvalidRow(error instanceof Error ? error.message : String(error), cell);
  }
}
