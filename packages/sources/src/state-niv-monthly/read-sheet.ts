import { LayoutChanged } from "@talent/core/capture/errors";
import type { Period } from "@talent/core/time/period";
import type { Cell } from "@talent/readers/table/cell";
import { openXlsx, type SheetRow } from "@talent/readers/xlsx/read-xlsx";
import { isHeader, isTotal, type MonthTable, monthOfTitle, rowReader, type TableRow } from "./month-table.ts";

/**
 * The table from a workbook of one sheet, the form of months from about 2025: title, header, rows, grand total, notes. Where no title is
 * printed the month is the one its address names. Throws LayoutChanged for anything else.
 */
export function readSheet(bytes: Uint8Array, promised: Period | null): MonthTable {
  const { names, sheet } = openXlsx(bytes);
  const [name, second] = names;
  if (name === undefined || second !== undefined) throw new LayoutChanged(`the workbook has ${names.length} sheets, not one`);
  const rows = sheet(name).rows.map((row) => ({ row, printed: row.cells.filter((cell) => cell.text.trim() !== "") }));
  const start = rows.findIndex(({ printed }) => isHeader(printed));
  const header = rows[start];
  if (header === undefined) throw new LayoutChanged("the sheet has no header of nationality, visa class and issuances");
  const title = rows.slice(0, start).flatMap(({ printed }) => printed);
  const month =
    title.length === 0
      ? promised
      : monthOfTitle(
          title.map((cell) => cell.text),
          title[0],
        );
  if (month === null) throw new LayoutChanged("neither the sheet nor its address says which month it is", header.printed[0]);
  return { month, ...readRows(header.row, rows.slice(start + 1)) };
}

type Printed = { readonly row: SheetRow; readonly printed: readonly Cell[] };

function readRows(header: SheetRow, below: readonly Printed[]): Pick<MonthTable, "rows" | "total"> {
  const rowOf = rowReader(header.cells);
  const rows: TableRow[] = [];
  let total: Cell | null = null;
  for (const { row, printed } of below) {
    const [first, second] = printed;
    if (first === undefined) continue;
    if (isTotal(first.text) && second !== undefined && total === null && printed.length === 2) total = second;
    else if (total !== null && printed.length === 1) continue;
    else
      rows.push(
        total === null
          ? plainRow(
              rowOf((column) => row.at(column)),
              printed,
            )
          : refuse(first),
      );
  }
  if (total === null) throw new LayoutChanged("the table has no grand total", header.cells[0]);
  return { rows, total };
}

function plainRow(row: TableRow | null, printed: readonly Cell[]): TableRow {
  if (row === null || printed.length !== 3) throw new LayoutChanged(`a row of ${printed.length} cells, not three`, printed[0]);
  return row;
}

function refuse(cell: Cell): never {
  throw new LayoutChanged("a row stands below the grand total", cell);
}
