import type { AreaCode } from "@talent/catalog/areas/all";
import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { InvalidRow, LayoutChanged, refusalOf, UnknownCode } from "@talent/core/capture/errors";
import { isIsoDate } from "@talent/core/time/period";
import { type CsvRow, readCsv } from "@talent/readers/csv/read-csv";
import type { Cell } from "@talent/readers/table/cell";
import { findColumns } from "@talent/readers/table/columns";
import { ignored, lookUpCode } from "@talent/readers/text/look-up-code";
import { quoted } from "@talent/readers/text/plain-text";
import { COUNTRIES } from "./countries.ts";
import { IGNORED_COLUMNS } from "./ignored-columns.ts";

/** A row of the list: the year and the areas it can be counted for. `year` null or `whole` false: something in it was refused. */
export type Model = { readonly row: CsvRow; readonly year: number | null; readonly areas: readonly AreaCode[]; readonly whole: boolean };

/** The list, and the header texts its rows were read by. */
export type ModelList = {
  readonly header: readonly Cell[];
  readonly countryColumn: string;
  readonly dateColumn: string;
  readonly models: readonly Model[];
  readonly refusals: readonly Refusal[];
};

const COLUMN_PLAN = {
  read: ["Model", "Publication date", "Organization categorization"],
  optional: ["Country (of organization)", "Country (from Organization)"],
  ignore: IGNORED_COLUMNS,
} as const;

/** The column right before the country's in meaning; where these words stand in the country cell, the row has slipped. */
const CATEGORIES: ReadonlySet<string> = new Set(["", "Academia", "Government", "Industry", "Research collective"]);
const OLDEST_YEAR = 1940;
/** Slipped rows were 14 of 954; when more than this cannot be read, columns have changed places. */
const MOST_REFUSED_SHARE = 0.1;

type ColumnPlaces = { readonly model: number; readonly date: number; readonly category: number; readonly country: number };

/** Every row of the list. Throws LayoutChanged when a column is missing or new; a row whose date or country is none is refused alone. */
export function readModels(exchange: Exchange): ModelList {
  const table = readCsv(exchange.body);
  const at = findColumns(table.header, COLUMN_PLAN);
  const named = [at["Country (of organization)"], at["Country (from Organization)"]].filter((column) => column !== undefined);
  const [country, second] = named;
  if (country === undefined) throw new LayoutChanged('missing column "Country (of organization)"', table.header[0]);
  if (second !== undefined) throw new LayoutChanged("two columns name the country of a model", table.header[second]);
  const place = { model: at.Model, date: at["Publication date"], category: at["Organization categorization"], country };
  const lastYear = Number(exchange.capturedAt.slice(0, 4));
  const refusals: Refusal[] = [];
  const models = table.rows.map((row) => readModel(row, place, lastYear, refusals));
  if (refusals.length > models.length * MOST_REFUSED_SHARE) {
    throw new LayoutChanged(`${refusals.length} of ${models.length} rows cannot be read: ${refusals[0]?.message}`, refusals[0]?.locator);
  }
  const textOf = (column: number) => table.header[column]?.text ?? "";
  return { header: table.header, countryColumn: textOf(country), dateColumn: textOf(place.date), models, refusals };
}

function readModel(row: CsvRow, place: ColumnPlaces, lastYear: number, refusals: Refusal[]): Model {
  const year = yearOf(row.texts[place.date], lastYear);
  const country = row.texts[place.country];
  const areas = new Set<AreaCode>();
  const strange: string[] = [];
  for (const name of country?.split(",") ?? []) {
    const area = areaOf(name);
    if (area === undefined) strange.push(name);
    else if (area !== ignored) areas.add(area);
  }
  const whole = year !== null && country !== undefined && strange.length === 0;
  if (!whole) refusals.push(refusalOf(rowError(row, place, year, strange), "value"));
  return { row, year, areas: [...areas], whole };
}

/** A slipped row is broken; a row in order with a country we do not know is ours to learn. */
function rowError(row: CsvRow, place: ColumnPlaces, year: number | null, strange: readonly string[]): Error {
  const name = `line ${row.line}, model ${quoted(row.texts[place.model] ?? "")}`;
  const country = row.at(place.country + 1);
  if (country === undefined) return new InvalidRow(`${name}: the row ends before its country`, row.at(row.texts.length));
  if (year === null) return new InvalidRow(`${name}: ${quoted(row.texts[place.date] ?? "")} is not a date`, row.at(place.date + 1));
  const categories = row.texts[place.category]?.split(",") ?? [];
  const slipped = strange.some((text) => CATEGORIES.has(text)) || !categories.every((text) => CATEGORIES.has(text));
  const words = `${name}: ${quoted(strange.join(","))} is no country`;
  return slipped ? new InvalidRow(`${words}; the row has slipped`, country) : new UnknownCode(words, country);
}

function yearOf(date: string | undefined, lastYear: number): number | null {
  const text = date ?? "";
  const year = Number(text.slice(0, 4));
  return isIsoDate(text) && year >= OLDEST_YEAR && year <= lastYear ? year : null;
}

function areaOf(name: string): AreaCode | typeof ignored | undefined {
  try {
    return lookUpCode(COUNTRIES, name);
  } catch {
    return undefined;
  }
}
