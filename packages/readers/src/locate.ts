import { BytesDiffer, LayoutChanged, Unreadable } from "@talent/core/errors";
import type { Locator, RowsLocator } from "@talent/core/locator";
import { type CsvRow, readCsvRows } from "./csv.ts";
import { readHtmlTable } from "./html.ts";
import type { HtmlTable } from "./html-table.ts";
import { type JsonDocument, readJson } from "./json.ts";
import { jsonRows } from "./json-rows.ts";
import { type CountedRow, digestRows, filterRows, headerRow, parseWhere, type RowFilter, rowCounter, rowText } from "./row-filter.ts";
import { columnNumber } from "./table.ts";
import { readXlsx, sheetNamed, type Workbook } from "./xlsx.ts";

export type LocateOptions = { /** The Content-Type header, for a page's charset. */ readonly contentType?: string };

/** One snapshot's bytes, parsed once for each way it is looked into. Build it with `openSnapshot`. */
export type Snapshot = {
  csv(): readonly CsvRow[];
  workbook(): Promise<Workbook>;
  json(): JsonDocument;
  table(selector: string): HtmlTable;
  /** Rows a filter can count: of the named sheet, of the array at a JSON pointer, or of the CSV file. */
  countable(sheet: string | undefined): Promise<readonly CountedRow[]>;
};

export function openSnapshot(bytes: Uint8Array, { contentType }: LocateOptions = {}): Snapshot {
  const csv = once(() => readCsvRows(bytes));
  const workbook = once(() => readXlsx(bytes));
  const json = once(() => readJson(bytes));
  const tables = new Map<string, HtmlTable>();
  return {
    csv,
    workbook,
    json,
    table(selector) {
      const table = tables.get(selector) ?? readHtmlTable(bytes, contentType === undefined ? { selector } : { selector, contentType });
      tables.set(selector, table);
      return table;
    },
    async countable(sheet) {
      if (isArchive(bytes)) return sheetOf(await workbook(), sheet).rows;
      return sheet === undefined ? csv() : jsonRows(json(), sheet);
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The printed text at each locator, given one by one. Errors as `resolveLocator`. */
export type TextFinder = (locator: Locator) => Promise<string> | string;

export function textFinder(snapshot: Snapshot): TextFinder {
  const lines = once(() => new Map(snapshot.csv().map((row) => [row.line, row])));
  const counter = rowsFinder(snapshot);
  return (locator) => {
    switch (locator.kind) {
      case "csv":
        return found(lines().get(locator.line)?.at(locator.column)?.text, locator);
      case "html":
        return found(snapshot.table(locator.selector).find(locator.row, locator.column)?.text, locator);
      case "json":
        return snapshot.json().at(locator.pointer).text;
      case "xlsx":
        return workbookText(snapshot, locator);
      case "rows":
        return counter(locator);
      case "pdf":
        throw new Unreadable("places in PDF pages cannot be looked up", locator);
    }
  };
}

async function workbookText(snapshot: Snapshot, locator: Extract<Locator, { kind: "xlsx" }>): Promise<string> {
  const sheet = sheetNamed(await snapshot.workbook(), locator.sheet);
  const row = Number(/\d+$/.exec(locator.cell)?.[0]);
  return found(sheet.row(row)?.at(columnNumber(locator.cell))?.text, locator);
}

function rowsFinder(snapshot: Snapshot): (locator: RowsLocator) => Promise<string> {
  const counters = new Map<string | undefined, Promise<(filter: RowFilter) => CountedRow[]>>();
  return async (locator) => {
    const { filter, sheet } = parseWhere(locator.where);
    const counter = counters.get(sheet) ?? snapshot.countable(sheet).then(rowCounter);
    counters.set(sheet, counter);
    return checkedCount(locator, (await counter)(filter));
  };
}

/** The rows a `rows` locator counts, evaluated again, and their header. Throws `BytesDiffer` when they are not the rows it was made from. */
export async function countedRows(
  snapshot: Snapshot,
  locator: RowsLocator,
): Promise<{ header: CountedRow | undefined; rows: CountedRow[] }> {
  const { filter, sheet } = parseWhere(locator.where);
  const all = await snapshot.countable(sheet);
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

function sheetOf(workbook: Workbook, name: string | undefined) {
  if (name !== undefined) return sheetNamed(workbook, name);
  const [only, second] = workbook.sheets;
  if (only === undefined || second !== undefined)
    throw new LayoutChanged(`the workbook has ${workbook.sheets.length} sheets, and the filter names none`);
  return only;
}

function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function found(text: string | undefined, locator: Locator): string {
  if (text === undefined) throw new LayoutChanged("nothing is printed at this place", locator);
  return text;
}
