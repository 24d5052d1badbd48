import type { ParsedObservation } from "@talent/core/observation/observation";

/**
 * Numbers of a nationality that no count of visas can be, left as printed because the publisher's own totals include them. Each holds only
 * while the cell prints exactly this; anything else in its place, a repair included, is refused until a person has edited the entry.
 */
export const ODD_CELLS: readonly { readonly year: number; readonly area: string; readonly visaClass: string; readonly printed: string }[] =
  [
    { year: 2010, area: "CHE", visaClass: "A3", printed: "-1" },
    { year: 2010, area: "SUR", visaClass: "B2", printed: "-6" },
    { year: 2015, area: "GEO", visaClass: "M2", printed: "0.24" },
  ];

/** Rows whose printed grand total is not the sum of their classes: the two Congos of FY1998, whose errors cancel out. */
export const ODD_ROW_TOTALS: readonly { readonly year: number; readonly area: string; readonly printed: number; readonly sum: number }[] = [
  { year: 1998, area: "COD", printed: 652, sum: 2502 },
  { year: 1998, area: "COG", printed: 2804, sum: 954 },
];

/** From FY2019 the count follows the application and no longer the workload action; the publisher calls the two not comparable. */
export const BREAK_YEAR = 2019;

/** The observation status of every number of a fiscal year. */
export function statusOf(year: number): ParsedObservation["status"] {
  return year === BREAK_YEAR ? "B" : "A";
}
