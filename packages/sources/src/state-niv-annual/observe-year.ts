import type { Refusal } from "@talent/core/capture/capture";
import { ExpectationUnmet, NotANumber, refusalOf } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { fiscalYear } from "@talent/core/time/period";
import { quoted } from "@talent/readers/text/plain-text";
import { ODD_CELLS, statusOf } from "./printed-oddities.ts";
import type { LabelledRow, RowNumbers, YearNumbers, YearTable } from "./read-sheet.ts";

import type { Mismatches } from "./reconcile.ts";

type ObservationSink = { readonly observations: ParsedObservation[]; readonly refusals: Refusal[] };
type Dimensions = ParsedObservation["dimensions"];

/** One object for each class, so that half a million observations do not carry half a million of them. */
const DIMENSIONS_BY_CLASS = new Map<string, Dimensions>();

/** Adds a year's observations: nationalities and the printed grand total, without what does not add up. */
export function observeYear(table: YearTable, numbers: YearNumbers, doubts: Mismatches, given: ObservationSink): void {
  const observe = rowObserver(table, doubts, given);
  for (const [at, row] of table.nationalities.entries()) {
    if (row.area !== null && !doubts.rows.has(at)) observe(row.area, row, numbers.nationalities[at] ?? []);
  }
  observe("WLD", table.grandTotal, numbers.grandTotal);
}

function rowObserver(
  table: YearTable,
  doubts: Mismatches,
  given: ObservationSink,
): (area: string, row: LabelledRow, values: RowNumbers) => void {
  const period = fiscalYear(table.year).id;
  const status = statusOf(table.year);
  return (area, { row }, values) => {
    for (const [at, { column, visaClass }] of table.columns.entries()) {
      const value = values[at];
      const cell = row.at(column);
      // A blank cell states nothing: no number, and above all not zero.
      if (visaClass === null || cell === undefined || typeof value !== "number" || doubts.columns.has(at)) continue;
      const { locator, text: raw } = cell;
      const fault = faultOf(table.year, area, visaClass, raw, value);
      if (fault !== null)
        given.refusals.push(refusalOf(new fault.Kind(`${table.sheet} ${area} ${visaClass}: ${fault.words}`, locator), "value"));
      else {
        const key = { indicator: "us-visas-issued-annual", area, dimensions: dimensionsOf(visaClass), period };
        given.observations.push({ ...key, value, unit: "visas", status, locator, raw });
      }
    }
  };
}

type CellFault = { readonly Kind: typeof NotANumber | typeof ExpectationUnmet; readonly words: string };

/**
 * Why a number cannot be taken: no count of visas and not a reviewed oddity, or a reviewed oddity that is not what it was. Totals were
 * reconciled with their parts, so they are as odd as those.
 */
function faultOf(year: number, area: string, visaClass: string, raw: string, value: number): CellFault | null {
  if (visaClass === "all" || area === "WLD") return null;
  const odd = ODD_CELLS.find((entry) => entry.year === year && entry.area === area && entry.visaClass === visaClass);
  if (odd !== undefined)
    return odd.printed === raw ? null : { Kind: ExpectationUnmet, words: `prints ${quoted(raw)}, reviewed was "${odd.printed}"` };
  return Number.isSafeInteger(value) && value >= 0 ? null : { Kind: NotANumber, words: `${quoted(raw)} is no count of visas` };
}

function dimensionsOf(visaClass: string): Dimensions {
  const known = DIMENSIONS_BY_CLASS.get(visaClass) ?? Object.freeze({ visa_class: visaClass });
  DIMENSIONS_BY_CLASS.set(visaClass, known);
  return known;
}
