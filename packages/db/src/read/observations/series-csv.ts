import type { Db } from "../../connect.ts";
import type { ApiObservation } from "./api-observation.ts";
import { LARGEST_PAGE, type SeriesQuery, seriesPage } from "./series-page.ts";

export type CsvQuery = Omit<SeriesQuery, "limit" | "cursor"> & {
  /** The indicator's dimensions: one column each. */ readonly columns: readonly string[];
};

type Column = readonly [name: string, of: (observation: ApiObservation) => string | number | null | undefined];

/**
 * The selected series as RFC 4180 text in pieces, header first, gated. A text cell that a spreadsheet would take for a formula (it starts with
 * = + - @ TAB CR, or with the mark itself) gets an apostrophe in front; removing one restores it. Numbers stay numbers.
 */
export function seriesCsv(db: Db, query: CsvQuery): AsyncGenerator<string> {
  return csvLines(db, query, [
    ["indicator", (o) => o.indicator],
    ["area", (o) => o.area],
    ...dimensionColumns(query, (name) => name),
    ["period", (o) => o.period],
    ["value", (o) => o.value],
    ["unit", (o) => o.unit],
    ["status", (o) => o.status],
    ["low", (o) => o.low],
    ["high", (o) => o.high],
    ["n", (o) => o.n],
    ["bound", (o) => o.bound],
    ["vintage", (o) => o.vintage],
    ["published_on", (o) => o.publishedOn],
    ["cause", (o) => o.cause],
    ["source", (o) => o.source],
    ["snapshot", (o) => o.snapshot],
    ["raw", (o) => o.raw],
    ["withheld", (o) => o.withheld],
    ["id", (o) => o.id],
  ]);
}

/** The same in SDMX-CSV 1.0: a DATAFLOW column, the dimensions, TIME_PERIOD, OBS_VALUE, then attributes. */
export function seriesSdmxCsv(db: Db, query: CsvQuery): AsyncGenerator<string> {
  return csvLines(db, query, [
    ["DATAFLOW", (o) => `TALENT:${o.indicator}(1.0)`],
    ["REF_AREA", (o) => o.area],
    ...dimensionColumns(query, (name) => name.toUpperCase()),
    ["TIME_PERIOD", (o) => o.period],
    ["OBS_VALUE", (o) => o.value],
    ["OBS_STATUS", (o) => o.status],
    ["UNIT_MEASURE", (o) => o.unit],
    ["LOW", (o) => o.low],
    ["HIGH", (o) => o.high],
    ["SAMPLE_SIZE", (o) => o.n],
    ["VINTAGE", (o) => o.vintage],
    ["PUBLISHED_ON", (o) => o.publishedOn],
    ["OBSERVATION", (o) => o.id],
  ]);
}

function dimensionColumns(query: CsvQuery, named: (name: string) => string): Column[] {
  return query.columns.map((name): Column => [named(name), (o) => o.dimensions[name]]);
}

async function* csvLines(db: Db, query: CsvQuery, columns: readonly Column[]): AsyncGenerator<string> {
  yield csvLine(columns.map(([name]) => name));
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof seriesPage>> = await seriesPage(db, { ...query, limit: LARGEST_PAGE, cursor });
    if (page.data.length > 0) yield page.data.map((o) => csvLine(columns.map(([, of]) => of(o)))).join("");
    cursor = page.next;
  } while (cursor !== null);
}

function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r']/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
