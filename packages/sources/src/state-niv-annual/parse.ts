import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { ExpectationUnmet, LayoutChanged, UnitChanged } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { readXlsx } from "@talent/readers/xlsx/read-xlsx";
import { noNumbers, perSnapshot } from "../define-source.ts";
import { isWithoutAddress, isZip, refusePage } from "../file-kind.ts";
import { observeYear } from "./observe-year.ts";
import { readNumbers, readSheet, type YearTable } from "./read-sheet.ts";

import { reconcile } from "./reconcile.ts";
import { CORE_CLASSES } from "./visa-classes.ts";
import { isLandingUrl, isWorkbookUrl, lastYearOf, workbookLink } from "./workbook-link.ts";

const FIRST_YEAR = 1997;
/** No year issued nine times as many visas of a main class as the one before or after; the pandemic's leap was four. */
const NEIGHBOUR_FACTOR = 9;
/** Odd numbers are single cells; this many say that the workbook counts in another unit. */
const MOST_ODD_CELLS = 20;

/** The landing page and the workbook by their addresses; a file handed in without an address by its kind. */
export function recognise(exchange: Exchange): boolean {
  if (isLandingUrl(exchange.url) || isWorkbookUrl(exchange.url)) return true;
  return isWithoutAddress(exchange) && isZip(exchange.body);
}

/** Every nationality and class of every fiscal year in the workbook; from the landing page no number, but its link must be there. */
export const parse = perSnapshot(recognise, async (exchange) => {
  if (isLandingUrl(exchange.url)) {
    workbookLink(exchange);
    return noNumbers;
  }
  refusePage(exchange, "workbook");
  const { sheets } = await readXlsx(exchange.body);
  const years = sheets.map(readSheet).sort((a, b) => a.year - b.year);
  refuseGaps(years, lastYearOf(exchange.url));
  refuseWithoutChina(years);
  const observations: ParsedObservation[] = [];
  const refusals: Refusal[] = [];
  for (const table of years) {
    const numbers = readNumbers(table);
    const doubts = reconcile(table, numbers);
    refusals.push(...table.refusals, ...numbers.refusals, ...doubts.refusals);
    observeYear(table, numbers, doubts, { observations, refusals });
  }
  refuseOtherUnit(observations, refusals);
  return { observations, refusals };
});

/** A missing year would read as withdrawn, because the workbook states everything. */
function refuseGaps(years: readonly YearTable[], promised: number | null): void {
  for (const [at, { year, sheet }] of years.entries()) {
    if (year !== FIRST_YEAR + at) throw new LayoutChanged(`${sheet} is fiscal year ${year} where ${FIRST_YEAR + at} was due`);
  }
  const last = years.at(-1)?.year;
  if (last === undefined) throw new LayoutChanged("the workbook has no sheet");
  if (promised !== null && promised !== last)
    throw new LayoutChanged(`the file's name promises FY${promised}, its last sheet is FY${last}`);
}

function refuseWithoutChina(years: readonly YearTable[]): void {
  const lost = years.find((table) => !table.nationalities.some((row) => row.area === "CHN"));
  if (lost !== undefined) throw new ExpectationUnmet(`${lost.sheet} has no row for China - mainland`, lost.grandTotal.label);
}

function refuseOtherUnit(observations: readonly ParsedObservation[], refusals: readonly Refusal[]): void {
  const odd = refusals.filter((refusal) => refusal.code === "not_a_number");
  if (odd.length > MOST_ODD_CELLS) throw new UnitChanged(`${odd.length} cells hold no count of visas`, odd[0]?.locator);
  const totals = observations.filter((seen) => seen.area === "WLD");
  for (const visaClass of CORE_CLASSES) refuseLeap(totals.filter((total) => total.dimensions.visa_class === visaClass));
}

/** The world's total of a class against that of the year before: a leap is another unit, or another class under this one's header. */
function refuseLeap(totals: readonly ParsedObservation[]): void {
  for (const [at, total] of totals.entries()) {
    const before = totals[at - 1]?.value;
    if (typeof before !== "number" || total.value === null) continue;
    const factor = total.value / before;
    if (!(factor < NEIGHBOUR_FACTOR && factor > 1 / NEIGHBOUR_FACTOR)) {
      throw new UnitChanged(
        `${total.period} has ${total.value} visas of class ${total.dimensions.visa_class}, the year before ${before}`,
        total.locator,
      );
    }
  }
}
