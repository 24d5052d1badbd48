import type { AreaCode } from "@talent/catalog/areas/all";
import type { Refusal } from "@talent/core/capture/capture";
import { LayoutChanged, PeriodKindChanged, refusalOf, UnknownCode } from "@talent/core/capture/errors";
import type { Cell } from "@talent/readers/table/cell";
import { columnNumber, foldHeader } from "@talent/readers/table/columns";
import { ignored, lookUpCode } from "@talent/readers/text/look-up-code";
import { parseDecimal } from "@talent/readers/text/number";
import { plainText, quoted } from "@talent/readers/text/plain-text";
import type { Sheet, SheetRow } from "@talent/readers/xlsx/read-xlsx";
import { NATIONALITIES } from "./nationalities.ts";
import { CORE_CLASSES, visaClassOf } from "./visa-classes.ts";

const REGIONS: ReadonlySet<string> = new Set(["Africa", "Asia", "Europe", "North America", "Oceania", "South America", "Unknown"]);
const YEAR = /^Fiscal Year (\d{4})$/;
const SHEET_NAME = /^FY\s?(\d{2}|\d{4})$/;

/** How a column enters the sums of its row: to FY2020, classes = visas and visas + card = all; from FY2021, classes = all. */
export type ColumnPart = "class" | "visas" | "card" | "all";

/** A column of numbers, counted from 1. `visaClass` null: left out, as a subtotal or as an unreviewed class. */
export type ClassColumn = { readonly column: number; readonly visaClass: string | null; readonly part: ColumnPart; readonly header: Cell };

/** A row of numbers: one nationality (`area` null: not reviewed), a region's total, or the grand total. */
export type LabelledRow = { readonly label: Cell; readonly region: string | null; readonly row: SheetRow };
export type NationalityRow = LabelledRow & { readonly area: AreaCode | null };

/** One fiscal year as printed; `sheet` is its tab, for messages. */
export type YearTable = {
  readonly sheet: string;
  readonly year: number;
  readonly columns: readonly ClassColumn[];
  readonly nationalities: readonly NationalityRow[];
  readonly regionTotals: readonly LabelledRow[];
  readonly grandTotal: LabelledRow;
  /** Unreviewed columns and rows: left out, the rest is read. */
  readonly refusals: readonly Refusal[];
};

/** Reads one worksheet into rows and columns. Throws LayoutChanged when it is not one fiscal year of the table we know. */
export function readSheet(sheet: Sheet): YearTable {
  const [top, ...rows] = sheet.rows;
  const title = plainText(sheet.name);
  const year = fiscalYearOf(title, top);
  const refusals: Refusal[] = [];
  const columns = classColumns(title, top, refusals);
  const { nationalities, regionTotals, grandTotals, openRegion } = readRows(rows, refusals);
  const [grandTotal] = grandTotals;
  if (grandTotal === undefined) throw new LayoutChanged(`${title} has no grand total`, top?.at(1));
  if (openRegion !== null) throw new LayoutChanged(`${title} has no total for ${openRegion}`, grandTotal.label);
  refuseRepeats(nationalities);
  return { sheet: title, year, columns, nationalities, regionTotals, grandTotal, refusals };
}

type SortedRows = Pick<YearTable, "nationalities" | "regionTotals"> & {
  readonly grandTotals: readonly LabelledRow[];
  /** A region whose total was not printed. */
  readonly openRegion: string | null;
};

/** Sorts rows by their labels, downwards; the grand total is the last. */
function readRows(rows: readonly SheetRow[], refusals: Refusal[]): SortedRows {
  const nationalities: NationalityRow[] = [];
  const regionTotals: LabelledRow[] = [];
  const grandTotals: LabelledRow[] = [];
  let region: string | null = null;
  for (const row of rows) {
    const label = row.at(1);
    const text = label === undefined ? "" : collapseSpaces(label.text);
    if (label === undefined || text === "") refuseNumbers(row, "a row without nationality has numbers");
    else if (grandTotals.length > 0) throw new LayoutChanged(`${quoted(text)} stands below the grand total`, label);
    else if (REGIONS.has(text)) {
      region = text;
      refuseNumbers(row, `the heading ${quoted(text)} has numbers`);
    } else if (text.startsWith("Totals for ")) {
      if (text !== `Totals for ${region}`) throw new LayoutChanged(`${quoted(text)} ends the section of ${region}`, label);
      regionTotals.push({ label, region, row });
      region = null;
    } else if (/^Grand Totals?$/.test(text)) grandTotals.push({ label, region: null, row });
    else nationalities.push({ label, region, row, area: areaOf(label, refusals) });
  }
  return { nationalities, regionTotals, grandTotals, openRegion: region };
}

/** A1 says which year the sheet is; its place among the sheets does not. */
function fiscalYearOf(title: string, top: SheetRow | undefined): number {
  const corner = top?.row === 1 ? top.at(1) : undefined;
  const year = YEAR.exec(collapseSpaces(corner?.text ?? ""))?.[1];
  if (corner !== undefined && /^(calendar|academic) year/i.test(collapseSpaces(corner.text))) {
    throw new PeriodKindChanged(`A1 of ${title} says ${quoted(corner.text)}, and this source counts fiscal years`, corner);
  }
  if (corner === undefined || year === undefined) throw new LayoutChanged(`A1 of ${title} does not name its fiscal year`, corner);
  const named = SHEET_NAME.exec(title)?.[1];
  if (named !== undefined && !year.endsWith(named)) throw new LayoutChanged(`A1 of ${title} says ${quoted(corner.text)}`, corner);
  return Number(year);
}

function classColumns(title: string, top: SheetRow | undefined, refusals: Refusal[]): ClassColumn[] {
  const found: ClassColumn[] = [];
  for (const header of top?.cells.slice(1) ?? []) {
    if (header.text.trim() === "") continue;
    const column = header.locator.kind === "xlsx" ? columnNumber(header.locator.cell) : 0;
    const visaClass = visaClassOf(foldHeader(header.text));
    const twin = typeof visaClass === "string" ? found.find((other) => other.visaClass === visaClass) : undefined;
    if (twin !== undefined) throw new LayoutChanged(`${title} has class ${twin.visaClass} twice`, header);
    if (visaClass === undefined) refusals.push(refusalOf(new UnknownCode(`unknown visa class ${quoted(header.text)}`, header), "value"));
    found.push({ column, visaClass: typeof visaClass === "string" ? visaClass : null, part: partOf(visaClass), header });
  }
  const missing = CORE_CLASSES.filter((core) => !found.some((other) => other.visaClass === core));
  if (missing.length > 0) throw new LayoutChanged(`${title} has no column for ${missing.join(", ")}`, top?.at(1));
  return found;
}

function partOf(visaClass: ReturnType<typeof visaClassOf>): ColumnPart {
  if (visaClass === ignored) return "visas";
  if (visaClass === "BCC") return "card";
  return visaClass === "all" ? "all" : "class";
}

function areaOf(label: Cell, refusals: Refusal[]): AreaCode | null {
  try {
    return lookUpCode(NATIONALITIES, label);
  } catch (error) {
    refusals.push(refusalOf(error, "value"));
    return null;
  }
}

/** Headings and blank rows carry blanks or zeros; anything else there is a number we would lose. */
function refuseNumbers(row: SheetRow, message: string): void {
  const label = row.at(1);
  const number = row.cells.find((cell) => cell !== label && !["", "0"].includes(cell.text.trim()));
  if (number !== undefined) throw new LayoutChanged(`${message}: ${quoted(number.text)}`, number);
}

function refuseRepeats(rows: readonly NationalityRow[]): void {
  const seen = new Set<string>();
  for (const { area, label } of rows) {
    if (area !== null && seen.has(area)) throw new LayoutChanged(`${quoted(label.text)} is a second row for ${area}`, label);
    if (area !== null) seen.add(area);
  }
}

function collapseSpaces(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

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
