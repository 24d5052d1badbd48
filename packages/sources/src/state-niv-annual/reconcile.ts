import type { Refusal } from "@talent/core/capture/capture";
import { refusalOf, TotalMismatch } from "@talent/core/capture/errors";
import { plainText, quoted } from "@talent/readers/text/plain-text";
import { ODD_ROW_TOTALS } from "./printed-oddities.ts";
import type { ColumnPart, LabelledRow, RowNumbers, YearNumbers, YearTable } from "./read-sheet.ts";

/** The publisher's sums are exact; this only absorbs binary fractions in FY2015. */
const TOLERANCE = 0.001;
/** When more of a sheet than this does not add up, it is another table, not a few wrong numbers. */
const DOUBTFUL_SHARE = 0.25;

/** Indexes into the table's columns and nationalities whose numbers do not add up to the printed totals. */
export type Mismatches = {
  readonly columns: ReadonlySet<number>;
  readonly rows: ReadonlySet<number>;
  readonly refusals: readonly Refusal[];
};

/**
 * Holds a year against its own totals: nationalities to each region and to the grand total, classes to the row totals. Throws
 * TotalMismatch when a large part of the sheet fails; otherwise names each column and row that does.
 */
export function reconcile(table: YearTable, numbers: YearNumbers): Mismatches {
  const refusals: Refusal[] = [];
  const columns = doubtfulColumns(table, numbers, refusals);
  const rows = doubtfulRows(table, numbers, refusals);
  if (columns.size > table.columns.length * DOUBTFUL_SHARE || rows.size > table.nationalities.length * DOUBTFUL_SHARE) {
    throw new TotalMismatch(
      `${table.sheet}: ${columns.size} of ${table.columns.length} columns and ${rows.size} of ${table.nationalities.length} rows do not add up`,
      refusals[0]?.locator,
    );
  }
  return { columns, rows, refusals };
}

function doubtfulColumns(table: YearTable, numbers: YearNumbers, refusals: Refusal[]): Set<number> {
  const doubtful = new Set<number>();
  const rowsOf = (region: string | null) =>
    numbers.nationalities.filter((_, row) => region === null || table.nationalities[row]?.region === region);
  const totals = [
    ...table.regionTotals.map((total, at) => ({ total, printed: numbers.regionTotals[at] ?? [] })),
    { total: table.grandTotal, printed: numbers.grandTotal },
  ];
  for (const { total, printed } of totals) {
    const rows = rowsOf(total.region);
    for (const [at, column] of table.columns.entries()) {
      const fault = mismatch(
        rows.map((row) => row[at]),
        printed[at],
      );
      if (fault === null) continue;
      doubtful.add(at);
      refusals.push(
        mismatchRefusal(`${table.sheet}, ${plainText(column.header.text)}, ${quoted(total.label.text)}: ${fault}`, total, column.column),
      );
    }
  }
  return doubtful;
}

function doubtfulRows(table: YearTable, numbers: YearNumbers, refusals: Refusal[]): Set<number> {
  const places = (part: ColumnPart) => table.columns.flatMap((column, at) => (column.part === part ? [at] : []));
  const [classes, visas, card, all] = [places("class"), places("visas"), places("card"), places("all")];
  const doubtful = new Set<number>();
  for (const [at, row] of table.nationalities.entries()) {
    const values = numbers.nationalities[at] ?? [];
    const pick = (from: readonly number[]) => from.map((index) => values[index]);
    const faults =
      visas.length === 0
        ? [mismatch(pick([...classes, ...card]), pick(all)[0])]
        : [mismatch(pick(classes), pick(visas)[0]), mismatch(pick([...visas, ...card]), pick(all)[0])];
    const fault = unreviewedFault(
      faults.find((found) => found !== null) ?? null,
      table.year,
      row.area,
      pick([...classes, ...card]),
      pick(all)[0],
    );
    if (fault === null) continue;
    doubtful.add(at);
    refusals.push(mismatchRefusal(`${table.sheet}, ${quoted(row.label.text)}: ${fault}`, row, 1));
  }
  return doubtful;
}

/** How parts fail to make the whole, or null. Blanks add nothing; where a part could not be read, the whole may only be larger. */
function mismatch(parts: RowNumbers, whole: number | null | undefined): string | null {
  if (whole === undefined) return "the printed total is not a number";
  const sum = sumOf(parts);
  const printed = whole ?? 0;
  if (Math.abs(sum - printed) <= TOLERANCE || (parts.includes(undefined) && printed > sum)) return null;
  return `parts add up to ${sum}, printed is ${whole ?? "nothing"}`;
}

function sumOf(parts: RowNumbers): number {
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** The fault of a row in the light of the reviewed ones: expected there exactly as it was, and missed loudly once it is mended. */
function unreviewedFault(
  fault: string | null,
  year: number,
  area: string | null,
  parts: RowNumbers,
  whole: number | null | undefined,
): string | null {
  const odd = ODD_ROW_TOTALS.find((entry) => entry.year === year && entry.area === area);
  if (odd === undefined) return fault;
  if (fault === null) return "adds up now: remove its entry from the reviewed oddities";
  return odd.printed === whole && odd.sum === sumOf(parts) ? null : fault;
}

function mismatchRefusal(message: string, { row, label }: LabelledRow, column: number): Refusal {
  return refusalOf(new TotalMismatch(message, row.at(column) ?? label), "value");
}
