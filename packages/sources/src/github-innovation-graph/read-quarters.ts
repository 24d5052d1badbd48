import type { AreaCode } from "@talent/catalog/areas/all";
import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { LayoutChanged, refusalOf, UnitChanged } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { type Period, quarter } from "@talent/core/time/period";
import { type CsvRow, readCsv } from "@talent/readers/csv/read-csv";
import type { Cell } from "@talent/readers/table/cell";
import { findColumns } from "@talent/readers/table/columns";
import { lookUpCode } from "@talent/readers/text/look-up-code";
import { parseInteger } from "@talent/readers/text/number";
import { ECONOMIES } from "./economies.ts";
import type { DataFile } from "./files.ts";

/** Single cells may be odd; this many, and the file counts something else. */
const MOST_ODD_CELLS = 20;

const NO_DIMENSIONS = {};

/** The number of every row of a file. Throws when its columns, its quarters or its numbers are not what they were. */
export function readQuarters(exchange: Exchange, file: DataFile, refusals: Refusal[]): ParsedObservation[] {
  const { header, rows } = readCsv(exchange.body);
  const at = findColumns(header, { read: [file.name, "iso2_code", "year", "quarter"] });
  const [number = 0, economy = 0, year = 0, quarter = 0] = [at[file.name], at.iso2_code, at.year, at.quarter];
  const periodOf = quarterReader(exchange.capturedAt.slice(0, 10), year, quarter);
  const { indicator, unit } = file;
  const observations: ParsedObservation[] = [];
  for (const row of rows) {
    if (row.texts.length !== header.length)
      throw new LayoutChanged(`line ${row.line} has ${row.texts.length} cells, the header ${header.length}`, row.at(1));
    const period = periodOf(row);
    try {
      const cell = cellAt(row, number);
      const { locator, text: raw } = cell;
      const area = areaOf(row, economy);
      observations.push({ indicator, area, dimensions: NO_DIMENSIONS, period, value: parseInteger(cell), unit, status: "A", locator, raw });
    } catch (error) {
      refusals.push(refusalOf(error, "value"));
    }
  }
  const odd = refusals.filter((refusal) => refusal.code === "not_a_number");
  if (odd.length > MOST_ODD_CELLS) throw new UnitChanged(`${odd.length} cells hold no count`, odd[0]?.locator);
  return observations;
}

function cellAt(row: CsvRow, index: number): Cell {
  const cell = row.at(index + 1);
  if (cell === undefined) throw new LayoutChanged(`line ${row.line} ends early`, row.at(1));
  return cell;
}

const BY_CODE: ReadonlyMap<string, AreaCode> = new Map(Object.entries(ECONOMIES));

function areaOf(row: CsvRow, index: number): AreaCode {
  return BY_CODE.get(row.texts[index] ?? "") ?? lookUpCode(BY_CODE, cellAt(row, index));
}

/** Reads a row's quarter; most rows are of the one before theirs. */
function quarterReader(captured: string, year: number, number: number): (row: CsvRow) => string {
  let last: { readonly year: string | undefined; readonly number: string | undefined; readonly id: string } | undefined;
  return (row) => {
    const { [year]: yearText, [number]: numberText } = row.texts;
    if (last === undefined || last.year !== yearText || last.number !== numberText)
      last = { year: yearText, number: numberText, id: quarterOf(cellAt(row, year), cellAt(row, number), captured).id };
    return last.id;
  };
}

function quarterOf(year: Cell, number: Cell, captured: string): Period {
  if (!/^20\d{2}$/.test(year.text) || !/^[1-4]$/.test(number.text))
    throw new LayoutChanged(`"${year.text}" and "${number.text}" are no year and quarter`, year);
  const period = quarter(Number(year.text), Number(number.text));
  if (period.end > captured) throw new LayoutChanged(`${period.id} had not ended when the file was taken`, year);
  return period;
}
