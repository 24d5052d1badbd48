import { LayoutChanged } from "@talent/core/capture/errors";
import { MONTHS } from "@talent/core/text/format";
import { month, type Period } from "@talent/core/time/period";
import type { Cell } from "@talent/readers/table/cell";
import { findColumns } from "@talent/readers/table/columns";

/** A line of the table: how many visas of a class went to a nationality. */
export type TableRow = { readonly nationality: Cell; readonly visaClass: Cell; readonly issuances: Cell };

/** One month as printed. `total` is the number beside "Grand Total". */
export type MonthTable = { readonly month: Period; readonly rows: readonly TableRow[]; readonly total: Cell };

const TITLE = /^Nonimmigrant Visa Issuances by Nationality(?: [-\u2013])? ([a-z]+) (\d{4}) \(FY (\d{4})\)$/i;
const TOTAL = /^Grand Total$/i;
/** The US fiscal year begins in October of the year before. */
const FIRST_OF_FISCAL_YEAR = 10;

/** The month a table's title names. Throws LayoutChanged for any other title, and when its fiscal year is not that month's. */
export function monthOfTitle(texts: readonly string[], at: Cell | undefined): Period {
  const title = collapseSpaces(texts.join(" "));
  const [, name = "", year = "", fiscalYear = ""] = TITLE.exec(title) ?? [];
  const number = monthNumber(name);
  if (number === null) throw new LayoutChanged(`the title is "${title.slice(0, 120)}", not the month of issuances by nationality`, at);
  const fiscal = Number(year) + (number >= FIRST_OF_FISCAL_YEAR ? 1 : 0);
  if (fiscal !== Number(fiscalYear)) throw new LayoutChanged(`the title says ${name} ${year} is in FY ${fiscalYear}`, at);
  return month(Number(year), number);
}

/** 1 for January, in full or as at least its first three letters; null for other words. */
export function monthNumber(name: string): number | null {
  const letters = name.toLowerCase();
  const at = letters.length < 3 ? -1 : MONTHS.findIndex((full) => full.toLowerCase().startsWith(letters));
  return at < 0 ? null : at + 1;
}

/** True for the label beside the printed total. */
export function isTotal(label: string): boolean {
  return TOTAL.test(label.trim());
}

/** True for a row of column headers, whatever else is wrong with it. */
export function isHeader(cells: readonly Cell[]): boolean {
  return cells.length > 1 && cells.some((cell) => /^\s*(nationality|visa\s*class|issuances)\s*$/i.test(cell.text));
}

/** How to take a row apart under this header. Throws LayoutChanged unless it has our three columns and no other. */
export function rowReader(header: readonly Cell[]): (at: (column: number) => Cell | undefined) => TableRow | null {
  const index = findColumns(header, { read: ["Nationality", "Visa Class", "Issuances"] });
  return (at) => {
    const [nationality, visaClass, issuances] = [at(index.Nationality + 1), at(index["Visa Class"] + 1), at(index.Issuances + 1)];
    return nationality === undefined || visaClass === undefined || issuances === undefined ? null : { nationality, visaClass, issuances };
  };
}

/** Text with every run of white space as one space. */
export function collapseSpaces(text: string): string {
  return text.trim().replace(/\s+/gu, " ");
}
