import { LayoutChanged } from "@talent/core/capture/errors";
import type { Locator, RowsLocator } from "@talent/core/observation/locator";
import { jsonPointer } from "../json/read-json.ts";
import { underHeader } from "../pdf/lines.ts";
import type { Cell, CellRow } from "../table/cell.ts";
import { columnLetters, columnNumber } from "../table/columns.ts";
import { plainText } from "../text/plain-text.ts";
import { countedRows, type LocateOptions, openSnapshotAt, type Snapshot } from "./locate.ts";

export type ExcerptRow = { readonly label: string; readonly cells: readonly { readonly text: string; readonly highlighted: boolean }[] };

/** Plain text only: controls and direction overrides made visible, cells cut at 200 characters; still to be escaped where it is shown. */
export type Excerpt = {
  readonly header: readonly string[] | null;
  readonly rows: readonly ExcerptRow[];
  readonly printed: string;
  readonly note?: string;
};

export type ExcerptOptions = LocateOptions & {
  /** Rows shown above and below, and matched rows shown of a count. Default 4. */
  readonly rows?: number;
  /** Columns shown to the left and right; the first column is always shown. Default 4. */
  readonly columns?: number;
  /** Show rows of a count. Only where the licence lets us republish them; default false. */
  readonly includeRows?: boolean;
};

type ExcerptSize = { readonly above: number; readonly beside: number };

/** A table as an excerpt sees it: rows in order, each with its label and the cell under a column counted from 1. */
type TableView = {
  readonly header: AddressableRow | undefined;
  readonly columnName: (column: number) => string;
  readonly rows: readonly (AddressableRow & { readonly label: string })[];
};
type AddressableRow = CellRow & { at(column: number): Cell | undefined };

const MAX_SPAN = 20;
const NOTE_LIMIT = 1000;

/** The cells around a located number as plain text. For a count over rows: the filter, the count and the digest in a note. Errors as `resolveLocator`. */
export async function excerptAround(bytes: Uint8Array, locator: Locator, options: ExcerptOptions = {}): Promise<Excerpt> {
  const snapshot = await openSnapshotAt(bytes, [locator], options);
  const size = { above: Math.min(options.rows ?? 4, MAX_SPAN), beside: Math.min(options.columns ?? 4, MAX_SPAN) };
  switch (locator.kind) {
    case "csv":
      return aroundCell(
        csvView(snapshot, locator),
        rowIndex(snapshot.csv(locator.entry), (row) => row.line === locator.line, locator),
        locator.column,
        size,
        locator,
      );
    case "xlsx":
      return aroundSheetCell(snapshot, locator, size);
    case "html":
      return aroundTableCell(snapshot, locator, size);
    case "json":
      return aroundValue(snapshot, locator, size);
    case "rows":
      return excerptOfCount(snapshot, locator, size, options.includeRows === true);
    case "pdf":
      return aroundLine(snapshot, locator, size);
  }
}

function csvView(snapshot: Snapshot, { entry, line }: Extract<Locator, { kind: "csv" }>): TableView {
  const rows = snapshot.csv(entry);
  return {
    header: likelyHeader(
      rows,
      rows.find((row) => row.line === line),
    ),
    columnName: (column) => `column ${column}`,
    rows: rows.map((row) => labelledRow(row, `line ${row.line}`)),
  };
}

function aroundSheetCell(snapshot: Snapshot, locator: Extract<Locator, { kind: "xlsx" }>, size: ExcerptSize): Excerpt {
  const sheet = snapshot.sheet(locator.sheet);
  const index = rowIndex(sheet.rows, (row) => row.row === Number(/\d+$/.exec(locator.cell)?.[0]), locator);
  const view = {
    header: likelyHeader(sheet.rows, sheet.rows[index]),
    columnName: columnLetters,
    rows: sheet.rows.map((row) => labelledRow(row, `row ${row.row}`)),
  };
  return aroundCell(view, index, columnNumber(locator.cell), size, locator);
}

function aroundTableCell(snapshot: Snapshot, locator: Extract<Locator, { kind: "html" }>, size: ExcerptSize): Excerpt {
  const table = snapshot.table(locator.selector);
  const all = [...table.banner, ...table.rows];
  const index = rowIndex(all, (row) => row.row === locator.row, locator);
  const column = all[index]?.cells.findIndex((cell) => cell.locator.kind === "html" && cell.locator.column === locator.column) ?? -1;
  const header = { cells: table.header, at: (wanted: number) => table.header[wanted - 1] };
  return aroundCell(
    { header, columnName: (wanted) => `column ${wanted}`, rows: all.map((row) => labelledRow(row, `row ${row.row}`)) },
    index,
    column + 1,
    size,
    locator,
  );
}

/** A page that carries on a table prints no header: a line with a number in it is none. */
function aroundLine(snapshot: Snapshot, locator: Extract<Locator, { kind: "pdf" }>, size: ExcerptSize): Excerpt {
  const lines = snapshot.page(locator.page)?.lines ?? [];
  const index = rowIndex(lines, (line) => line.line === locator.line, locator);
  const likely = likelyHeader(lines.slice(0, index + 1), lines[index]);
  const header = likely?.cells.some((cell) => /^[\d.,]+$/.test(cell.text)) ? undefined : likely;
  const placed = lines.map((line) => underHeader(line, header));
  const rows = lines.map((line, at) => ({
    label: `line ${line.line}`,
    cells: line.cells,
    at: (column: number) => placed[at]?.[column - 1],
  }));
  const printed = lines[index]?.at(locator.column);
  if (printed === undefined) throw nothingPrinted(locator);
  const column = (placed[index] ?? []).indexOf(printed) + 1;
  const view = { header, columnName: (shown: number) => `column ${shown}`, rows };
  return { ...aroundCell(view, index, column, size, locator), note: `Page ${locator.page} of the document.` };
}

function labelledRow(row: AddressableRow, label: string): AddressableRow & { readonly label: string } {
  return { label, cells: row.cells, at: (column) => row.at(column) };
}

function rowIndex<R>(rows: readonly R[], wanted: (row: R) => boolean, locator: Locator): number {
  const index = rows.findIndex(wanted);
  if (index < 0) throw nothingPrinted(locator);
  return index;
}

/** The first row above that prints at least half as many texts: titles and notes above a header print one or two. */
function likelyHeader<R extends AddressableRow>(rows: readonly R[], located: R | undefined): R | undefined {
  const texts = (row: CellRow) => row.cells.reduce((count, cell) => (cell.text.trim() === "" ? count : count + 1), 0);
  const enough = Math.max(2, (located === undefined ? 0 : texts(located)) / 2);
  const header = rows.find((row) => row === located || texts(row) >= enough);
  return header === located ? undefined : header;
}

function aroundCell(view: TableView, index: number, column: number, size: ExcerptSize, locator: Locator): Excerpt {
  const printed = view.rows[index]?.at(column);
  if (printed === undefined) throw nothingPrinted(locator);
  const left = Math.max(1, column - size.beside);
  const columns = [...(left > 1 ? [1] : []), ...Array.from({ length: column + size.beside - left + 1 }, (_, step) => left + step)];
  const rows = view.rows.slice(Math.max(0, index - size.above), index + size.above + 1).filter((row) => row.cells !== view.header?.cells);
  const used = columns.filter((shown) => shown <= column || rows.some((row) => row.at(shown) !== undefined));
  const header = view.header;
  return {
    header: header === undefined ? null : used.map((shown) => plainText(header.at(shown)?.text.trim() || view.columnName(shown))),
    rows: rows.map((row) => ({
      label: row.label,
      cells: used.map((shown) => ({ text: plainText(row.at(shown)?.text ?? ""), highlighted: row.at(shown) === printed })),
    })),
    printed: plainText(printed.text),
  };
}

/** The value's siblings: the keys of its object, or its neighbours in an array. */
function aroundValue(snapshot: Snapshot, locator: Extract<Locator, { kind: "json" }>, size: ExcerptSize): Excerpt {
  const document = snapshot.json();
  const printed = document.at(locator.pointer).text;
  const parent = locator.pointer.slice(0, Math.max(0, locator.pointer.lastIndexOf("/")));
  const siblings = document.valueAt(parent);
  const keys = typeof siblings === "object" && siblings !== null ? Object.keys(siblings) : [];
  const index = keys.findIndex((key) => parent + jsonPointer(key) === locator.pointer);
  const rows = keys.slice(Math.max(0, index - size.above), index + size.above + 1).map((key) => {
    const pointer = parent + jsonPointer(key);
    const value = document.valueAt(pointer);
    const text = typeof value === "object" && value !== null ? "…" : document.at(pointer).text;
    return { label: plainText(key), cells: [{ text: plainText(text), highlighted: pointer === locator.pointer }] };
  });
  return {
    header: null,
    rows: rows.length > 0 ? rows : [{ label: "", cells: [{ text: plainText(printed), highlighted: true }] }],
    printed: plainText(printed),
  };
}

function excerptOfCount(snapshot: Snapshot, locator: RowsLocator, size: ExcerptSize, includeRows: boolean): Excerpt {
  const { header, rows } = countedRows(snapshot, locator);
  const note = plainText(
    `${rows.length} ${rows.length === 1 ? "row meets" : "rows meet"} the filter: ${locator.where}. Digest of their texts: ${locator.digest}.`,
    NOTE_LIMIT,
  );
  const printed = String(rows.length);
  if (!includeRows) return { header: null, rows: [], printed, note };
  const columns = Array.from({ length: 2 * size.beside + 1 }, (_, index) => index + 1);
  const texts = (row: AddressableRow | undefined) => columns.map((column) => plainText(row?.at(column)?.text ?? ""));
  const shown = rows.slice(0, size.above).map((row) => ({
    label: row.line === undefined ? `row ${row.row}` : `line ${row.line}`,
    cells: texts(row).map((text) => ({ text, highlighted: false })),
  }));
  return { header: header === undefined ? null : texts(header), rows: shown, printed, note };
}

function nothingPrinted(locator: Locator): LayoutChanged {
  return new LayoutChanged("nothing is printed at this place", locator);
}
