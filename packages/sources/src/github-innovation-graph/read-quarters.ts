import type { AreaCode } from "@talent/catalog/areas";
import type { Exchange, Refusal } from "@talent/core/capture";
import { LayoutChanged, refusalOf, UnitChanged } from "@talent/core/errors";
import { type Period, quarter } from "@talent/core/period";
import type { Cell } from "@talent/readers/cell";
import { type CsvRow, readCsv } from "@talent/readers/csv";
import { known } from "@talent/readers/known";
import { integer } from "@talent/readers/number";
import { columns } from "@talent/readers/table";
import { ECONOMIES } from "./economies.ts";
import type { File } from "./files.ts";

/** Single cells may be odd; this many, and the file counts something else. */
const MOST_ODD_CELLS = 20;

/** A number of one economy in one quarter. */
export type Count = { readonly area: AreaCode; readonly period: Period; readonly cell: Cell; readonly value: number };

/** Every row of a file. Throws when its columns, its quarters or its numbers are not what they were. */
export function readQuarters(exchange: Exchange, file: File, refusals: Refusal[]): Count[] {
  const { header, rows } = readCsv(exchange.body);
  const at = columns(header, { read: [file.name, "iso2_code", "year", "quarter"] });
  const captured = exchange.capturedAt.slice(0, 10);
  const counts = rows.flatMap((row) => {
    if (row.cells.length !== header.length)
      throw new LayoutChanged(`line ${row.line} has ${row.cells.length} cells, the header ${header.length}`, row.cells[0]);
    const cell = (column: string): Cell => cellAt(row, at[column] ?? 0);
    const period = quarterOf(cell("year"), cell("quarter"), captured);
    try {
      const number = cell(file.name);
      return { area: known(ECONOMIES, cell("iso2_code")), period, cell: number, value: integer(number) };
    } catch (error) {
      refusals.push(refusalOf(error, "value"));
      return [];
    }
  });
  const odd = refusals.filter((refusal) => refusal.code === "not_a_number");
  if (odd.length > MOST_ODD_CELLS) throw new UnitChanged(`${odd.length} cells hold no count`, odd[0]?.locator);
  return counts;
}

function cellAt(row: CsvRow, index: number): Cell {
  const cell = row.cells[index];
  if (cell === undefined) throw new LayoutChanged(`line ${row.line} ends early`, row.cells[0]);
  return cell;
}

function quarterOf(year: Cell, number: Cell, captured: string): Period {
  if (!/^20\d{2}$/.test(year.text) || !/^[1-4]$/.test(number.text))
    throw new LayoutChanged(`"${year.text}" and "${number.text}" are no year and quarter`, year);
  const period = quarter(Number(year.text), Number(number.text));
  if (period.end > captured) throw new LayoutChanged(`${period.id} had not ended when the file was taken`, year);
  return period;
}
