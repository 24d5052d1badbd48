import type { Exchange, Refusal } from "@talent/core/capture/capture";
import {
  ExpectationUnmet,
  InvalidRow,
  LayoutChanged,
  NotANumber,
  PeriodKindChanged,
  refusalOf,
  UnitChanged,
  UnknownCode,
} from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { type JsonDocument, jsonPointer, readJson } from "@talent/readers/json/read-json";
import type { Cell } from "@talent/readers/table/cell";
import { ignored } from "@talent/readers/text/look-up-code";
import { parseDecimal, parseInteger } from "@talent/readers/text/number";
import { quoted } from "@talent/readers/text/plain-text";
import { areaOf } from "./areas.ts";
import { NO_DIMENSIONS, type Series, statusesOf } from "./indicators.ts";

const KEYS = ["indicator", "country", "countryiso3code", "date", "value", "unit", "obs_status", "decimal"];
const STATUS: Readonly<Record<string, ParsedObservation["status"]>> = { "": "A", E: "E", F: "F" };

/** Which part of an answer this is. */
export type AnswerPage = { readonly page: number; readonly pages: number };

export type AnswerReading = {
  readonly observations: readonly ParsedObservation[];
  readonly refusals: readonly Refusal[];
  readonly page: AnswerPage;
};

/** One page of an answer of the service. Throws when it is an error, another series, another shape, or not as long as it says. */
export function readAnswer(exchange: Exchange, series: Series): AnswerReading {
  const document = readJson(exchange.body);
  refuseError(document);
  const page = pageOf(document);
  const count = rowCount(document);
  const refusals: Refusal[] = [];
  const observations: ParsedObservation[] = [];
  for (let index = 0; index < count; index += 1) {
    const cell = (...steps: string[]): Cell => document.at(jsonPointer(1, index, ...steps));
    refuseOtherShape(document, index);
    refuseOtherSeries(cell, series);
    try {
      const observation = observationOf(document, index, cell, series);
      if (observation !== null) observations.push(observation);
    } catch (error) {
      refusals.push(refusalOf(error, "value"));
    }
  }
  return { observations, refusals, page };
}

type CellAt = (...steps: string[]) => Cell;

/** Null for a group of countries and for a year without a value. */
function observationOf(document: JsonDocument, index: number, cell: CellAt, series: Series): ParsedObservation | null {
  const area = areaOf(cell("countryiso3code"), cell("country", "value"));
  const year = yearOf(cell("date"));
  const value = document.valueAt(jsonPointer(1, index, "value"));
  const at = cell("value");
  if (area === ignored || value === null) return null;
  if (typeof value !== "number") throw new NotANumber(`${quoted(at.text)} is printed as text where a number was`, at);
  const printed = cell("obs_status");
  const status = STATUS[printed.text];
  if (status === undefined) throw new UnknownCode(`unknown status ${quoted(printed.text)}`, printed);
  const { locator, text: raw } = at;
  const key = { indicator: series.indicator, area, dimensions: NO_DIMENSIONS, period: year };
  return {
    ...key,
    value: parseDecimal(at),
    unit: series.unit,
    status: status === "A" ? statusesOf(series, area)(year) : status,
    locator,
    raw,
  };
}

/** An error comes as an array of one with status 200. */
function refuseError(document: JsonDocument): void {
  if (!Array.isArray(document.value)) throw new LayoutChanged("the answer is not the array it was");
  if (document.valueAt("/0/message") === undefined) return;
  const said = document.valueAt("/0/message/0/value");
  throw new LayoutChanged(`the service answers with an error: ${quoted(typeof said === "string" ? said : "it does not say which")}`);
}

function pageOf(document: JsonDocument): AnswerPage {
  const number = (key: string): number => parseInteger(document.at(jsonPointer(0, key)));
  const page = { page: number("page"), pages: number("pages") };
  const [count, total, perPage] = [rowCount(document), number("total"), number("per_page")];
  const due = page.page === page.pages ? total - perPage * (page.pages - 1) : perPage;
  if (count === 0 || count !== due) throw new ExpectationUnmet(`page ${page.page} of ${page.pages} has ${count} rows, ${due} were due`);
  return page;
}

function rowCount(document: JsonDocument): number {
  const rows = document.valueAt("/1");
  return Array.isArray(rows) ? rows.length : 0;
}

function refuseOtherShape(document: JsonDocument, index: number): void {
  const row = document.valueAt(jsonPointer(1, index));
  const at = { kind: "json", pointer: jsonPointer(1, index) } as const;
  const keys = typeof row === "object" && row !== null ? Object.keys(row) : [];
  const missing = KEYS.find((key) => !keys.includes(key));
  if (missing !== undefined) throw new LayoutChanged(`a row has no "${missing}"`, at);
  const unexpected = keys.find((key) => !KEYS.includes(key));
  if (unexpected !== undefined) throw new LayoutChanged(`a row has an unexpected ${quoted(unexpected)}`, at);
}

function refuseOtherSeries(cell: CellAt, series: Series): void {
  const [id, name, unit] = [cell("indicator", "id"), cell("indicator", "value"), cell("unit")];
  if (id.text !== series.code) throw new LayoutChanged(`a row is of ${quoted(id.text)}, not of ${series.code}`, id);
  if (name.text !== series.name) throw new UnitChanged(`the series is now ${quoted(name.text)}`, name);
  if (unit.text !== "") throw new UnitChanged(`a row counts in ${quoted(unit.text)}`, unit);
}

/** The calendar year a cell prints. Throws PeriodKindChanged for a quarter or a month. */
export function yearOf(cell: Cell): string {
  if (/^(19|20)\d{2}$/.test(cell.text)) return cell.text;
  if (/^(19|20)\d{2}[MQ]\d{1,2}$/.test(cell.text)) throw new PeriodKindChanged(`${quoted(cell.text)} is not a year`, cell);
  throw new InvalidRow(`${quoted(cell.text)} is not a year`, cell);
}

/** True for bytes that were not the service's own: typed off, or flattened by somebody. No fetch brings these. */
export function isDerived({ fidelity }: Exchange): boolean {
  return fidelity === "transcribed" || fidelity === "derived";
}

/** Values typed off as one object for each country, keyed by year. Throws when it is another series or another shape. */
export function readDerived(exchange: Exchange, series: Series): { observations: ParsedObservation[]; refusals: Refusal[] } {
  const document = readJson(exchange.body);
  const [code, name] = [document.at("/id"), document.at("/name")];
  if (code.text !== series.code) throw new LayoutChanged(`the values are of ${quoted(code.text)}, not of ${series.code}`, code);
  if (name.text !== series.name) throw new UnitChanged(`the series is called ${quoted(name.text)}`, name);
  const refusals: Refusal[] = [];
  const observations: ParsedObservation[] = [];
  for (const country of keysOf(document.valueAt("/series"))) {
    for (const year of keysOf(document.valueAt(jsonPointer("series", country)))) {
      try {
        const cell = document.at(jsonPointer("series", country, year));
        const place = { text: country, locator: cell.locator };
        const area = areaOf(place, place);
        if (area === ignored) continue;
        const { locator, text: raw } = cell;
        const period = yearOf({ text: year, locator });
        const key = { indicator: series.indicator, area, dimensions: NO_DIMENSIONS, period };
        observations.push({ ...key, value: parseDecimal(cell), unit: series.unit, status: statusesOf(series, area)(period), locator, raw });
      } catch (error) {
        refusals.push(refusalOf(error, "value"));
      }
    }
  }
  return { observations, refusals };
}

function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LayoutChanged("the values do not stand by country and year");
  return Object.keys(value);
}
