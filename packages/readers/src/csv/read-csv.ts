import { LayoutChanged } from "@talent/core/capture/errors";
import type { Locator } from "@talent/core/observation/locator";
import type { Cell } from "../table/cell.ts";
import { type CsvLimits, csvRecords } from "./csv-records.ts";

/**
 * A record and the physical line it starts on (quoted cells may run over several lines). `at` counts columns from 1. Cells are made when they
 * are requested: a parser that reads five columns of forty pays for five.
 */
export type CsvRow = {
  readonly line: number;
  readonly texts: readonly string[];
  readonly cells: readonly Cell[];
  at(column: number): Cell | undefined;
};

/** `preamble` holds the records above the header line. Rows may be ragged: the caller decides what a short or long row means. */
export type CsvTable = { readonly preamble: readonly CsvRow[]; readonly header: readonly Cell[]; readonly rows: readonly CsvRow[] };

export type CsvOptions = CsvLimits & {
  /** The physical line the header starts on, for files that begin with a title. Default: the first record. */
  readonly headerLine?: number;
  /** The file in the archive these bytes came from, for their locators. */
  readonly entry?: string;
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
export function readCsvRows(bytes: Uint8Array, { entry, ...limits }: CsvOptions = {}): CsvRow[] {
  const rows: CsvRow[] = [];
  csvRecords(bytes, limits, (line, texts) => {
    rows.push(new ReadRow(line, texts, entry));
  });
  return rows;
}

class ReadRow implements CsvRow {
  readonly line: number;
  readonly texts: readonly string[];
  readonly #entry: string | undefined;
  #cells: readonly Cell[] | undefined = undefined;

  constructor(line: number, texts: readonly string[], entry: string | undefined) {
    this.line = line;
    this.texts = texts;
    this.#entry = entry;
  }

  get cells(): readonly Cell[] {
    this.#cells ??= this.texts.map((text, index) => ({ text, locator: csvLocator(this.line, index + 1, this.#entry) }));
    return this.#cells;
  }

  at(column: number): Cell | undefined {
    if (this.#cells !== undefined) return this.#cells[column - 1];
    const text = this.texts[column - 1];
    return text === undefined ? undefined : { text, locator: csvLocator(this.line, column, this.#entry) };
  }
}

function csvLocator(line: number, column: number, entry: string | undefined): Locator {
  return entry === undefined ? { kind: "csv", line, column } : { kind: "csv", entry, line, column };
}
