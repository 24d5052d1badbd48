import { LayoutChanged } from "@talent/core/errors";
import type { Cell } from "./cell.ts";
import { type CsvLimits, csvRecords } from "./csv-records.ts";

/** A record and the physical line it starts on (quoted cells may run over several lines). `at` counts columns from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly Cell[]; at(column: number): Cell | undefined };

/** `preamble` holds the records above the header line. Rows may be ragged: the caller decides what a short or long row means. */
export type CsvTable = { readonly preamble: readonly CsvRow[]; readonly header: readonly Cell[]; readonly rows: readonly CsvRow[] };

export type CsvOptions = CsvLimits & {
  /** The physical line the header starts on, for files that begin with a title. Default: the first record. */
  readonly headerLine?: number;
};

/**
 * Reads RFC 4180 CSV: UTF-8, or UTF-16 by its byte order mark; LF or CRLF; doubled quotes; quoted newlines. Wholly empty lines are
 * skipped. Throws `Unreadable` for what has no one reading (NUL, lone CR, unclosed quote, text after a closing quote) and past a
 * limit, `LayoutChanged` when there is no header.
 */
export function readCsv(bytes: Uint8Array, options: CsvOptions = {}): CsvTable {
  const rows = readCsvRows(bytes, options);
  const index = options.headerLine === undefined ? 0 : rows.findIndex((row) => row.line === options.headerLine);
  const header = rows[index];
  if (header === undefined) {
    throw new LayoutChanged(
      options.headerLine === undefined
        ? "the file has no header row"
        : `no record starts on line ${options.headerLine}, where the header was`,
    );
  }
  return { preamble: rows.slice(0, index), header: header.cells, rows: rows.slice(index + 1) };
}

/** Every record of the file, header and preamble included. Errors as `readCsv`. */
export function readCsvRows(bytes: Uint8Array, limits: CsvLimits = {}): CsvRow[] {
  const rows: CsvRow[] = [];
  csvRecords(bytes, limits, (line, texts) => {
    rows.push(new Row(line, texts));
  });
  return rows;
}

class Row implements CsvRow {
  readonly line: number;
  readonly cells: readonly Cell[];

  constructor(line: number, texts: readonly string[]) {
    this.line = line;
    this.cells = texts.map((text, index) => ({ text, locator: { kind: "csv", line, column: index + 1 } }));
  }

  at(column: number): Cell | undefined {
    return this.cells[column - 1];
  }
}
