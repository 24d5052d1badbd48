import { LayoutChanged, Unreadable } from "@talent/core/capture/errors";
import type { Cell } from "../table/cell.ts";
import { withinBytes } from "../text/decode.ts";
import { quoted } from "../text/plain-text.ts";
import { openZip, type ZipLimits } from "../zip/open-zip.ts";
import { scanSheet } from "./scan-sheet.ts";
import { type WorkbookParts, workbookParts } from "./workbook-parts.ts";

/** A row that has cells, numbered as in the sheet; `cells` are those that are there, in column order. `at` counts columns from 1. */
export type SheetRow = { readonly row: number; readonly cells: readonly Cell[]; at(column: number): Cell | undefined };

export type Sheet = {
  readonly name: string;
  readonly rows: readonly SheetRow[] /** The row of that number, if it has cells. */;
  row(number: number): SheetRow | undefined;
};

export type Workbook = { readonly sheets: readonly Sheet[] };

export type XlsxLimits = ZipLimits & { readonly maxBytes?: number; readonly maxSheets?: number; readonly maxCells?: number };

/**
 * Reads every cell of an XLSX workbook that has a value (ECMA-376): text exactly as stored, numbers as their shortest text with
 * `number` set, dates as ISO text with their serial, cached values of formulas. Cost follows the cells that are there, not the range
 * a sheet claims. Throws `Unreadable` for archives and parts past a limit or damaged, `InvalidRow` naming a bad cell.
 */
export async function readXlsx(bytes: Uint8Array, limits: XlsxLimits = {}): Promise<Workbook> {
  const { names, sheet } = openXlsx(bytes, limits);
  return { sheets: names.map(sheet) };
}

/** The sheets of a workbook by name, each read when it is first requested: for when one cell of one sheet is needed. Errors as `readXlsx` and `sheetNamed`. */
export function openXlsx(
  bytes: Uint8Array,
  limits: XlsxLimits = {},
): { readonly names: readonly string[]; readonly sheet: (name: string) => Sheet } {
  const { maxBytes = 64 * 1024 * 1024, maxSheets = 256, maxCells = 3_000_000 } = limits;
  withinBytes(bytes, maxBytes, "workbook");
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new Unreadable("the workbook is encrypted or in the old .xls format");
  const zip = openZip(bytes, limits);
  const parts = workbookParts(zip, maxSheets);
  const names = parts.sheets.map((listed) => listed.name);
  const read = new Map<string, Sheet>();
  let left = maxCells;
  const countCell = (cell: Cell): void => {
    left -= 1;
    if (left < 0) throw new Unreadable(`the workbook has more than ${maxCells} cells`, cell);
  };
  const sheet = (name: string): Sheet => {
    const path = parts.sheets.find((listed) => listed.name === name)?.path;
    const found = read.get(name) ?? (path === undefined ? undefined : readSheet(name, zip.read(path), parts, countCell));
    if (found === undefined) throw sheetMissing(name, names);
    read.set(name, found);
    return found;
  };
  return { names, sheet };
}

function readSheet(name: string, part: Uint8Array | undefined, parts: WorkbookParts, countCell: (cell: Cell) => void): Sheet {
  if (part === undefined) throw new LayoutChanged(`the sheet ${quoted(name)} is listed but not there`);
  const rows: ReadRow[] = [];
  scanSheet(part, name, parts, ({ row, column, cell }) => {
    countCell(cell);
    let last = rows.at(-1);
    if (last?.row !== row) {
      last = new ReadRow(row);
      rows.push(last);
    }
    last.add(column, cell);
  });
  return new NamedSheet(name, rows);
}

/** The sheet of that name. Throws `LayoutChanged` naming those that are there. */
export function sheetNamed(workbook: Workbook, name: string): Sheet {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (sheet !== undefined) return sheet;
  throw sheetMissing(
    name,
    workbook.sheets.map((candidate) => candidate.name),
  );
}

function sheetMissing(name: string, names: readonly string[]): LayoutChanged {
  return new LayoutChanged(`there is no sheet ${quoted(name)}, only ${names.slice(0, 8).map(quoted).join(", ")}`);
}

class ReadRow implements SheetRow {
  readonly row: number;
  readonly cells: Cell[] = [];
  readonly #columns: number[] = [];

  constructor(row: number) {
    this.row = row;
  }

  add(column: number, cell: Cell): void {
    this.#columns.push(column);
    this.cells.push(cell);
  }

  /** Cells are in column order; where none is missing before it, a cell stands at its own column. */
  at(column: number): Cell | undefined {
    if (this.#columns[column - 1] === column) return this.cells[column - 1];
    return this.cells[indexOfAscending(this.#columns, column)];
  }
}

class NamedSheet implements Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
  readonly #numbers: readonly number[];

  constructor(name: string, rows: readonly SheetRow[]) {
    this.name = name;
    this.rows = rows;
    this.#numbers = rows.map((row) => row.row);
  }

  row(number: number): SheetRow | undefined {
    return this.rows[indexOfAscending(this.#numbers, number)];
  }
}

/** Index of `wanted` among ascending numbers, or -1. */
function indexOfAscending(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ascending[middle] as number;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
