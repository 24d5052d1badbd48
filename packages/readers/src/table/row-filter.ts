import { createHash } from "node:crypto";
import { LayoutChanged, Unreadable } from "@talent/core/capture/errors";
import type { RowsLocator } from "@talent/core/observation/locator";
import { parseDecimal } from "../text/number.ts";
import { quoted } from "../text/plain-text.ts";
import type { Cell, CellRow } from "./cell.ts";

/**
 * Conditions a row meets all of. `is`: the cell prints this; `has`: this is a member of its comma list; `year`: its ISO date is of this
 * year; `at_most`: it prints a number no greater. The column `#line` is the row's own number.
 */
export type RowFilter = readonly RowCondition[];
export type RowCondition = { readonly column: string; readonly op: "is" | "has" | "year" | "at_most"; readonly value: string | number };

/** A row as counted: its number in the file (line, sheet row, position in an array from 1) and its cell under a column counted from 1. */
export type CountedRow = CellRow & {
  readonly line?: number;
  readonly row?: number;
  /** The texts of its cells, where they are there without making cells of them. */
  readonly texts?: readonly string[];
  at(column: number): Cell | undefined;
};

/** A condition on where a row stands rather than on a cell: where a table ends before its file does. */
export const LINE_COLUMN = "#line";

/**
 * The rows that meet the filter, the header being the first row that prints every column the filter names; only rows below it count.
 * Throws `LayoutChanged` when there is no such row.
 */
export function filterRows<R extends CountedRow>(filter: RowFilter, rows: readonly R[]): R[] {
  return rowCounter(rows)(filter);
}

/** `filterRows` for many filters on one file: each distinct set of columns is searched for once. */
export function rowCounter<R extends CountedRow>(rows: readonly R[]): (filter: RowFilter) => R[] {
  const found = new Map<string, { readonly start: number; readonly columns: ReadonlyMap<string, number> }>();
  return (filter) => {
    const names = columnNames(filter);
    const key = JSON.stringify(names);
    const header = found.get(key) ?? findHeader(rows, names);
    found.set(key, header);
    const tests = filter.map((condition) => rowTest(condition, header.columns.get(condition.column) ?? 0));
    const matched: R[] = [];
    for (let index = header.start; index < rows.length; index += 1) {
      const row = rows[index] as R;
      if (tests.every((test) => test(row))) matched.push(row);
    }
    return matched;
  };
}

/** The row under which the filter's columns stand, if it names any. Errors as `filterRows`. */
export function headerRow<R extends CountedRow>(filter: RowFilter, rows: readonly R[]): R | undefined {
  return rows[findHeader(rows, columnNames(filter)).start - 1];
}

function columnNames(filter: RowFilter): string[] {
  return [...new Set(filter.map((condition) => condition.column).filter((name) => name !== LINE_COLUMN))];
}

function findHeader(rows: readonly CountedRow[], names: readonly string[]) {
  if (names.length === 0) return { start: 0, columns: new Map<string, number>() };
  for (const [index, row] of rows.entries()) {
    const columns = new Map<string, number>();
    for (const [position, cell] of row.cells.entries()) {
      const name = cell.text.trim();
      if (names.includes(name) && !columns.has(name)) columns.set(name, columnOf(row, cell, position));
    }
    if (columns.size === names.length) return { start: index + 1, columns };
  }
  throw new LayoutChanged(`no row prints the columns ${names.map(quoted).join(", ")}`);
}

/** Rows that leave out absent cells do not give a cell's column: it is searched for. */
function columnOf(row: CountedRow, cell: Cell, position: number): number {
  let column = position + 1;
  while (row.at(column) !== cell && column <= 16_384) column += 1;
  return column;
}

function rowTest({ column: name, op, value }: RowCondition, column: number): (row: CountedRow) => boolean {
  const text = (row: CountedRow) => (name === LINE_COLUMN ? String(lineOf(row)) : (row.at(column)?.text ?? "").trim());
  switch (op) {
    case "is":
      return (row) => text(row) === String(value);
    case "has":
      return (row) =>
        text(row)
          .split(",")
          .some((member) => member.trim() === String(value));
    case "year":
      return (row) => /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(text(row)) && text(row).startsWith(`${String(value).padStart(4, "0")}-`);
    case "at_most":
      return (row) => (numberOrNull(text(row)) ?? Number.POSITIVE_INFINITY) <= Number(value);
  }
}

function numberOrNull(text: string): number | null {
  if (!/^[\d.,+-]+$/.test(text)) return null;
  try {
    return parseDecimal(text);
  } catch {
    return null;
  }
}

function lineOf(row: CountedRow): number {
  return row.line ?? row.row ?? 0;
}

const OPERATOR_WORDS = { is: "is", has: "has", year: "is of year", at_most: "is at most" } as const;

/** The filter in words a reader can apply again, and `parseWhere` can read: `in "PUBLISHED": "COUNTRY" is "China (Mainland)" and "RANK" is at most 100`. */
export function whereText(filter: RowFilter, sheet?: string): string {
  let all = "";
  for (const { column, op, value } of filter)
    all += `${all === "" ? "" : " and "}${JSON.stringify(column)} ${OPERATOR_WORDS[op]} ${JSON.stringify(value)}`;
  if (all === "") all = "every row";
  return sheet === undefined ? all : `in ${JSON.stringify(sheet)}: ${all}`;
}

const CONDITION_FORM = /^("(?:[^"\\]|\\.)*") (is of year|is at most|is|has) ("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*)(?: and |$)/s;

/** Reads `whereText` back. Throws `Unreadable` for anything else. */
export function parseWhere(where: string): { filter: RowFilter; sheet: string | undefined } {
  const place = /^in ("(?:[^"\\]|\\.)*"): /s.exec(where);
  const sheet = place?.[1] === undefined ? undefined : (parseValue(place[1], where) as string);
  const filter: RowCondition[] = [];
  let rest = where.slice(place?.[0].length ?? 0);
  if (rest === "every row") return { filter, sheet };
  do {
    const match = CONDITION_FORM.exec(rest);
    const [whole, column, words, value] = match ?? [];
    const op = (Object.keys(OPERATOR_WORDS) as (keyof typeof OPERATOR_WORDS)[]).find((key) => OPERATOR_WORDS[key] === words);
    if (whole === undefined || column === undefined || value === undefined || op === undefined) throw unreadableFilter(where);
    filter.push({ column: parseValue(column, where) as string, op, value: parseValue(value, where) });
    rest = rest.slice(whole.length);
    if (rest === "" && whole.endsWith(" and ")) throw unreadableFilter(where);
  } while (rest !== "");
  return { filter, sheet };
}

function parseValue(text: string, where: string): string | number {
  try {
    return JSON.parse(text) as string | number;
  } catch {
    throw unreadableFilter(where);
  }
}

function unreadableFilter(where: string): Unreadable {
  return new Unreadable(`the filter ${quoted(where)} is not in our words`);
}

/** A row is counted for every country and year it belongs to, and again whenever a count is looked up. */
const rowTexts = new WeakMap<CellRow, string>();

/** The text a row is digested by: its cells as printed. */
export function rowText(row: CellRow & Pick<CountedRow, "texts">): string {
  const text = rowTexts.get(row) ?? printRow(row);
  rowTexts.set(row, text);
  return text;
}

function printRow(row: CellRow & Pick<CountedRow, "texts">): string {
  const texts = row.texts ?? row.cells.map((cell) => cell.text);
  // A header that ends in hundreds of columns without a name makes every row end in hundreds of empty cells.
  let printed = texts.length;
  while (printed > 1 && texts[printed - 1] === "") printed -= 1;
  if (printed === texts.length) return JSON.stringify(texts);
  return `${JSON.stringify(texts.slice(0, printed)).slice(0, -1)}${',""'.repeat(texts.length - printed)}]`;
}

/** Most counts of a wide table are of no row. */
const EMPTY_DIGEST = `sha256:${createHash("sha256").digest("hex")}`;

/** SHA-256 over row texts in file order, as `sha256:` and lower-case hex. */
export function digestRows(texts: readonly string[]): string {
  if (texts.length === 0) return EMPTY_DIGEST;
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text}\n`);
  return `sha256:${hash.digest("hex")}`;
}

/** The locator of a count over these rows: pass what `filterRows` gave for the same filter. `sheet` names an XLSX sheet or is the JSON pointer of an array. */
export function rowsLocator(filter: RowFilter, rows: readonly CountedRow[], sheet?: string): RowsLocator {
  return {
    kind: "rows",
    where: whereText(filter, sheet),
    count: rows.length,
    lines: rows.map(lineOf),
    digest: digestRows(rows.map(rowText)),
  };
}
