import type { AreaCode } from "@talent/catalog/areas/all";
import type { Refusal } from "@talent/core/capture/capture";
import { InvalidRow, LayoutChanged, refusalOf } from "@talent/core/capture/errors";
import type { Cell } from "@talent/readers/table/cell";
import { findColumns } from "@talent/readers/table/columns";
import { lookUpCode } from "@talent/readers/text/look-up-code";
import { parseDecimal, parseInteger } from "@talent/readers/text/number";
import { quoted } from "@talent/readers/text/plain-text";
import type { Sheet, SheetRow } from "@talent/readers/xlsx/read-xlsx";
import { COUNTRIES } from "./countries.ts";

const SCORE_COLUMNS = ["AR", "ER", "FSR", "CPF", "IFR", "ISR", "ISD", "IRN", "EO", "SUS"].flatMap((name) => [
  `${name} SCORE`,
  `${name} RANK`,
]);
const COLUMN_PLAN = { read: ["RANK", "NAME", "COUNTRY"], optional: ["TOTAL SCORE"], ignore: SCORE_COLUMNS } as const;
const BAND = /^\d+(\s*[-–]\s*\d+|\+)$/;
/** The shape changed, and not a name or two, when more rows than this cannot be read. */
const MOST_REFUSED_SHARE = 0.1;

/** A university as ranked. `rank` null: a band, which begins below 500. `area` null: its country is not reviewed; `rank` undefined: unreadable. */
export type RankedUniversity = {
  readonly row: SheetRow;
  readonly name: Cell;
  readonly printedRank: Cell | undefined;
  readonly rank: number | null | undefined;
  readonly area: AreaCode | null;
  /** Printed down to rank 500 or 600; a dash or blank below. */
  readonly score: number | null;
};

export type Ranking = { readonly sheet: string; readonly universities: readonly RankedUniversity[]; readonly refusals: readonly Refusal[] };

/** Every university of the sheet. Rows are in no order that means anything. Throws LayoutChanged when the header is not the one we know. */
export function readRanking(sheet: Sheet): Ranking {
  const header = sheet.row(1);
  if (header === undefined) throw new LayoutChanged(`${sheet.name} has no header in row 1`);
  const at = findColumns(header.cells, COLUMN_PLAN);
  const refusals: Refusal[] = [];
  const universities: RankedUniversity[] = [];
  for (const row of sheet.rows) {
    if (row.row === 1 || row.cells.every((cell) => cell.text.trim() === "")) continue;
    const name = row.at(at.NAME + 1);
    if (name === undefined || name.text.trim() === "") throw new LayoutChanged(`row ${row.row} names no university`, row.cells[0]);
    const printedRank = row.at(at.RANK + 1);
    const rank = rankOf(printedRank, name, refusals);
    const score = at["TOTAL SCORE"] === undefined ? null : scoreOf(row.at(at["TOTAL SCORE"] + 1));
    universities.push({ row, name, printedRank, rank, area: areaOf(row.at(at.COUNTRY + 1), name, refusals), score });
  }
  if (refusals.length > universities.length * MOST_REFUSED_SHARE) {
    throw new LayoutChanged(
      `${refusals.length} of ${universities.length} rows cannot be read: ${refusals[0]?.message}`,
      refusals[0]?.locator,
    );
  }
  return { sheet: sheet.name, universities, refusals };
}

/** Text padded with blanks, a number, or a band; 1201 stands for "1201 and below" and is past every rank we count. */
function rankOf(cell: Cell | undefined, name: Cell, refusals: Refusal[]): number | null | undefined {
  const text = cell?.text.trim() ?? "";
  if (BAND.test(text)) return null;
  try {
    const rank = parseInteger(text);
    if (rank >= 1) return rank;
  } catch {
    // Said below, with the row's name.
  }
  refusals.push(refusalOf(new InvalidRow(`${quoted(name.text)}: ${quoted(text)} is no rank`, cell ?? name), "value"));
  return undefined;
}

function scoreOf(cell: Cell | undefined): number | null {
  try {
    return parseDecimal(cell ?? "");
  } catch {
    return null;
  }
}

function areaOf(cell: Cell | undefined, name: Cell, refusals: Refusal[]): AreaCode | null {
  try {
    return lookUpCode(COUNTRIES, cell ?? "");
  } catch (error) {
    const { code, message } = refusalOf(error, "value");
    refusals.push({ code, message: `${quoted(name.text)}: ${message}`, locator: (cell ?? name).locator, scope: "value" });
    return null;
  }
}
