import type { Refusal } from "@talent/core/capture/capture";
import { LayoutChanged, refusalOf } from "@talent/core/capture/errors";
import { parseDecimal } from "@talent/readers/text/number";
import { quoted } from "@talent/readers/text/plain-text";
import type { ClassColumn, LabelledRow, YearTable } from "./read-sheet.ts";

/** The numbers of a row in the order of the table's columns. `null`: blank. `undefined`: something is printed that is no number. */
export type RowNumbers = readonly (number | null | undefined)[];

/** A year's numbers: one list for each nationality, each region's total, and the grand total. */
export type YearNumbers = {
  readonly nationalities: readonly RowNumbers[];
  readonly regionTotals: readonly RowNumbers[];
  readonly grandTotal: RowNumbers;
  readonly refusals: readonly Refusal[];
};

/** Reads every number of a year once; a cell that holds something else is refused alone. Throws LayoutChanged for a number under no class. */
export function readNumbers(table: YearTable): YearNumbers {
  const refusals: Refusal[] = [];
  const read = (row: LabelledRow): RowNumbers => {
    refuseStray(row, table.columns);
    return table.columns.map((column) => numberAt(row, column, refusals));
  };
  return {
    nationalities: table.nationalities.map(read),
    regionTotals: table.regionTotals.map(read),
    grandTotal: read(table.grandTotal),
    refusals,
  };
}

function refuseStray({ row, label }: LabelledRow, columns: readonly ClassColumn[]): void {
  const expected = columns.reduce((count, { column }) => (row.at(column) === undefined ? count : count + 1), 1);
  if (row.cells.length <= expected) return;
  const own = new Set([label, ...columns.map(({ column }) => row.at(column))]);
  const stray = row.cells.find((cell) => !own.has(cell) && cell.text.trim() !== "");
  if (stray !== undefined) throw new LayoutChanged(`${quoted(stray.text)} stands in a column without a class`, stray);
}

function numberAt(row: LabelledRow, { column }: ClassColumn, refusals: Refusal[]): number | null | undefined {
  const cell = row.row.at(column);
  if (cell === undefined || cell.text.trim() === "") return null;
  try {
    return parseDecimal(cell);
  } catch (error) {
    refusals.push(refusalOf(error, "value"));
    return undefined;
  }
}
