import { BytesDiffer, LayoutChanged } from "@talent/core/capture/errors";
import type { Locator, RowsLocator } from "@talent/core/observation/locator";
import { type CsvRow, readCsvRows } from "../csv/read-csv.ts";
import type { HtmlTable } from "../html/labelled-table.ts";
import { readHtmlTable } from "../html/read-html.ts";
import { type JsonDocument, jsonRows, readJson } from "../json/read-json.ts";

import { type PdfPage, readPdf } from "../pdf/read-pdf.ts";
import { columnNumber } from "../table/columns.ts";
import {
  type CountedRow,
  digestRows,
  filterRows,
  headerRow,
  parseWhere,
  type RowFilter,
  rowCounter,
  rowText,
} from "../table/row-filter.ts";
import { openXlsx, type Sheet } from "../xlsx/read-xlsx.ts";
import { archivedFile } from "../zip/open-zip.ts";

export type LocateOptions = { /** The Content-Type header, for a page's charset. */ readonly contentType?: string };

/** One snapshot's bytes, parsed once for each way it is read. Build it with `openSnapshotAt`. */
export type Snapshot = {
  /** Of the file itself, or of one in the archive that it is. */
  csv(entry?: string): readonly CsvRow[];
  sheet(name: string): Sheet;
  json(): JsonDocument;
  table(selector: string): HtmlTable;
  /** Of a PDF only the pages it was opened for. */
  page(number: number): PdfPage | undefined;
  /** Rows a filter can count: of the named sheet, of the array at a JSON pointer, or of the CSV file. */
  countable(sheet: string | undefined): readonly CountedRow[];
};

/** Opens a snapshot to look up these locators. Only PDF pages are read at once; every other format on first use. */
export async function openSnapshotAt(bytes: Uint8Array, places: readonly Locator[], options: LocateOptions = {}): Promise<Snapshot> {
  const only = new Set(places.flatMap((place) => (place.kind === "pdf" ? [place.page] : [])));
  const pages = only.size === 0 ? [] : (await readPdf(bytes, { only })).pages;
  return openSnapshot(bytes, options, pages);
}

function openSnapshot(bytes: Uint8Array, { contentType }: LocateOptions, pages: readonly PdfPage[]): Snapshot {
  const files = new Map<string | undefined, readonly CsvRow[]>();
  const workbook = memoized(() => openXlsx(bytes));
  const json = memoized(() => readJson(bytes));
  const tables = new Map<string, HtmlTable>();
  const csv = (entry?: string): readonly CsvRow[] => {
    const rows = files.get(entry) ?? readCsvRows(entry === undefined ? bytes : archivedFile(bytes, entry));
    files.set(entry, rows);
    return rows;
  };
  return {
    csv,
    json,
    sheet: (name) => workbook().sheet(name),
    page: (number) => pages.find((page) => page.page === number),
    table(selector) {
      const table = tables.get(selector) ?? readHtmlTable(bytes, contentType === undefined ? { selector } : { selector, contentType });
      tables.set(selector, table);
      return table;
    },
    countable(sheet) {
      if (isZip(bytes)) return workbook().sheet(sheet ?? onlySheetName(workbook().names)).rows;
      return sheet === undefined ? csv() : jsonRows(json(), sheet);
    },
  };
}

function memoized<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The printed text at each locator, given one by one. Errors as `resolveLocator`. */
export type TextFinder = (locator: Locator) => string;

export function textFinder(snapshot: Snapshot): TextFinder {
  const files = new Map<string | undefined, ReadonlyMap<number, CsvRow>>();
  const lines = (entry: string | undefined): ReadonlyMap<number, CsvRow> => {
    const found = files.get(entry) ?? new Map(snapshot.csv(entry).map((row) => [row.line, row]));
    files.set(entry, found);
    return found;
  };
  const counter = rowsFinder(snapshot);
  return (locator) => {
    switch (locator.kind) {
      case "csv":
        return requireText(lines(locator.entry).get(locator.line)?.at(locator.column)?.text, locator);
      case "html":
        return requireText(snapshot.table(locator.selector).find(locator.row, locator.column)?.text, locator);
      case "json":
        return snapshot.json().at(locator.pointer).text;
      case "xlsx":
        return workbookText(snapshot, locator);
      case "rows":
        return counter(locator);
      case "pdf":
        return requireText(snapshot.page(locator.page)?.lines[locator.line - 1]?.at(locator.column)?.text, locator);
    }
  };
}

function workbookText(snapshot: Snapshot, locator: Extract<Locator, { kind: "xlsx" }>): string {
  const sheet = snapshot.sheet(locator.sheet);
  const row = Number(/\d+$/.exec(locator.cell)?.[0]);
  return requireText(sheet.row(row)?.at(columnNumber(locator.cell))?.text, locator);
}

function rowsFinder(snapshot: Snapshot): (locator: RowsLocator) => string {
  const counters = new Map<string | undefined, (filter: RowFilter) => CountedRow[]>();
  return (locator) => {
    const { filter, sheet } = parseWhere(locator.where);
    const counter = counters.get(sheet) ?? rowCounter(snapshot.countable(sheet));
    counters.set(sheet, counter);
    return checkedCount(locator, counter(filter));
  };
}

/** The rows a `rows` locator counts, evaluated again, and their header. Throws `BytesDiffer` when they are not the rows it was made from. */
export function countedRows(snapshot: Snapshot, locator: RowsLocator): { header: CountedRow | undefined; rows: CountedRow[] } {
  const { filter, sheet } = parseWhere(locator.where);
  const all = snapshot.countable(sheet);
  const rows = filterRows(filter, all);
  checkedCount(locator, rows);
  return { header: headerRow(filter, all), rows };
}

function checkedCount(locator: RowsLocator, rows: readonly CountedRow[]): string {
  const lines = rows.map((row) => row.line ?? row.row ?? 0);
  const same =
    rows.length === locator.count && lines.length === locator.lines.length && lines.every((line, index) => line === locator.lines[index]);
  if (!same || digestRows(rows.map(rowText)) !== locator.digest) {
    throw new BytesDiffer(`${rows.length} rows meet the filter, and they are not the ${locator.count} that were counted`, locator);
  }
  return String(rows.length);
}

function onlySheetName(names: readonly string[]): string {
  const [only, second] = names;
  if (only === undefined || second !== undefined)
    throw new LayoutChanged(`the workbook has ${names.length} sheets, and the filter names none`);
  return only;
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function requireText(text: string | undefined, locator: Locator): string {
  if (text === undefined) throw new LayoutChanged("nothing is printed at this place", locator);
  return text;
}

/**
 * The printed text at a locator in a snapshot's bytes; for a count over rows the filter is applied again and the count given. Throws
 * `LayoutChanged` where nothing is printed, `BytesDiffer` when a count's rows are not those it was made from, and what the reader
 * of the format throws.
 */
export async function resolveLocator(bytes: Uint8Array, locator: Locator, options: LocateOptions = {}): Promise<{ text: string }> {
  return { text: await textFinder(await openSnapshotAt(bytes, [locator], options))(locator) };
}

/** `resolveLocator` for many locators of one file, in their order, parsing it once. */
export async function resolveLocators(bytes: Uint8Array, locators: readonly Locator[], options: LocateOptions = {}): Promise<string[]> {
  const find = textFinder(await openSnapshotAt(bytes, locators, options));
  return locators.map(find);
}
