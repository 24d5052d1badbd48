import type { AreaCode } from "@talent/catalog/areas/all";
import type { Refusal } from "@talent/core/capture/capture";
import { ExpectationUnmet, LayoutChanged, refusalOf, TotalMismatch, UnitChanged, UnknownCode } from "@talent/core/capture/errors";
import type { HtmlRow, HtmlTable } from "@talent/readers/html/labelled-table";
import type { HtmlPage } from "@talent/readers/html/read-html";
import type { Cell } from "@talent/readers/table/cell";
import { findColumns } from "@talent/readers/table/columns";
import { parseInteger } from "@talent/readers/text/number";
import { quoted } from "@talent/readers/text/plain-text";
import { countryNamed } from "./countries.ts";
import { COUNTRY, foldLevel, IGNORED, LEVELS, TOTAL } from "./levels.ts";

/** Levels by how many records they have in all, each tier well above the next in every month since 2017. */
const LEVEL_TIERS = [
  ["bachelors", "masters"],
  ["doctorate"],
  ["associate", "language-training", "other", "secondary"],
  ["flight-training", "other-vocational", "primary"],
  ["high-school"],
] as const;

/**
 * Throws LayoutChanged when a level has more records than one of the tier above: then numbers stand under each other's headers, which the
 * total cannot show because it does not mind the order of its parts.
 */
function assertLevelOrder(rows: readonly CountryRow[]): void {
  const sums = new Map<string, number>();
  for (const { cells } of rows) for (const { level, value } of cells) sums.set(level, (sums.get(level) ?? 0) + value);
  const sumOf = (level: string): number => sums.get(level) ?? 0;
  for (const [at, tier] of LEVEL_TIERS.entries()) {
    for (const level of tier) {
      const above = LEVEL_TIERS[at - 1]?.find((higher) => sumOf(higher) <= sumOf(level));
      if (above === undefined) continue;
      throw new LayoutChanged(
        `${level} has ${sumOf(level)} records and ${above} ${sumOf(above)}: numbers stand under each other's headers`,
        rows[0]?.cells.find((cell) => cell.level === level)?.cell,
      );
    }
  }
}

const COLUMNS = Object.keys(LEVELS) as (keyof typeof LEVELS)[];
/** Every month has had 228 countries. */
const LEAST_COUNTRIES = 220;
/** December 2017 prints levels that miss the total by up to four records; every month since adds up. */
const TOLERANCE = 4;
/** Past this share of rows that do not add up the columns are not what their headers say. */
const DOUBTFUL_SHARE = 0.2;
/** Single cells may be odd; this many, and the page counts in another unit. */
const MOST_ODD_CELLS = 20;
const PLAUSIBLE_TOTAL = [300_000, 4_000_000] as const;

/** A country's numbers, `undefined` where the cell held none. */
export type CountryRow = {
  readonly area: AreaCode;
  readonly cells: readonly { readonly level: string; readonly cell: Cell; readonly value: number }[];
};

export type StudentTable = { readonly rows: readonly CountryRow[]; readonly refusals: readonly Refusal[] };

/** Every country's numbers of a month's page. Throws when the table is not the one we know, or only a piece of it, or in another unit. */
export function readTable(page: HtmlPage): StudentTable {
  const table = studentTable(page);
  const at = findColumns(table.header, { read: [COUNTRY, ...COLUMNS], ignore: IGNORED }, foldLevel);
  const refusals: Refusal[] = [];
  const printed = table.rows.filter((row) => row.cells.some((cell) => cell.text.trim() !== ""));
  if (printed.length < LEAST_COUNTRIES)
    throw new ExpectationUnmet(`${printed.length} countries, and no month has had fewer than ${LEAST_COUNTRIES}`);
  const rows = printed.map((row) => readRow(row, at, refusals)).filter((row) => row !== null);
  refuseOtherUnit(rows, refusals);
  const sound = withoutDoubtful(rows, refusals);
  assertLevelOrder(sound);
  return { rows: sound, refusals };
}

function studentTable(page: HtmlPage): HtmlTable {
  const found = page.tables().filter((table) => table.header.some((cell) => foldLevel(cell.text) === foldLevel(COUNTRY)));
  const [table] = found;
  if (table === undefined || found.length > 1)
    throw new LayoutChanged(`the page has ${found.length} tables by country of citizenship, not one`);
  return table;
}

function readRow(row: HtmlRow, at: Readonly<Record<string, number>>, refusals: Refusal[]): CountryRow | null {
  const name = row.cells[at[COUNTRY] ?? 0];
  try {
    if (name === undefined) throw new UnknownCode("a row names no country", row.cells[0]);
    const area = countryNamed(name);
    return { area, cells: COLUMNS.flatMap((column) => readCell(row, at[column] ?? 0, LEVELS[column], name, refusals)) };
  } catch (error) {
    refusals.push(refusalOf(error, "value"));
    return null;
  }
}

function readCell(row: HtmlRow, index: number, level: string, name: Cell, refusals: Refusal[]): CountryRow["cells"] {
  const cell = row.cells[index];
  try {
    return [{ level, cell: cell ?? name, value: parseInteger(cell ?? "") }];
  } catch (error) {
    const { code, message } = refusalOf(error, "value");
    refusals.push({ code, message: `${quoted(name.text)}, ${level}: ${message}`, locator: (cell ?? name).locator, scope: "value" });
    return [];
  }
}

function refuseOtherUnit(rows: readonly CountryRow[], refusals: readonly Refusal[]): void {
  const odd = refusals.filter((refusal) => refusal.code === "not_a_number");
  if (odd.length > MOST_ODD_CELLS) throw new UnitChanged(`${odd.length} cells hold no count of records`, odd[0]?.locator);
  const sum = rows.reduce((total, row) => total + (numberAt(row, "all") ?? 0), 0);
  const [least, most] = PLAUSIBLE_TOTAL;
  if (sum < least || sum > most) throw new UnitChanged(`all countries have ${sum} records, expected ${least} to ${most}`);
}

/** The rows whose levels make their total. Throws TotalMismatch when many do not. A row with an unread cell cannot be held to it. */
function withoutDoubtful(rows: readonly CountryRow[], refusals: Refusal[]): CountryRow[] {
  const doubtful = rows.filter((row) => row.cells.length === COLUMNS.length && Math.abs(totalGap(row)) > TOLERANCE);
  const faults = doubtful.map((row) => {
    const total = row.cells.find((cell) => cell.level === "all")?.cell;
    return new TotalMismatch(`${row.area}: the levels miss the printed total of ${TOTAL} by ${totalGap(row)}`, total);
  });
  if (doubtful.length > rows.length * DOUBTFUL_SHARE)
    throw new TotalMismatch(`in ${doubtful.length} of ${rows.length} rows the levels do not make the total`, faults[0]?.locator);
  refusals.push(...faults.map((fault) => refusalOf(fault, "value")));
  const out = new Set(doubtful);
  return rows.filter((row) => !out.has(row));
}

function totalGap(row: CountryRow): number {
  const total = numberAt(row, "all") ?? 0;
  return row.cells.reduce((left, { level, value }) => (level === "all" ? left : left - value), total);
}

function numberAt(row: CountryRow, level: string): number | undefined {
  return row.cells.find((cell) => cell.level === level)?.value;
}
