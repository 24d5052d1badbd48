import type { AreaCode } from "@talent/catalog/areas/all";
import type { Refusal } from "@talent/core/capture/capture";
import { LayoutChanged, NotANumber, refusalOf, TotalMismatch, UnitChanged, UnknownCode } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Cell } from "@talent/readers/table/cell";
import { lookUpCode } from "@talent/readers/text/look-up-code";
import { parseInteger } from "@talent/readers/text/number";
import type { MonthTable, TableRow } from "./month-table.ts";
import { NATIONALITIES } from "./nationalities.ts";

/**
 * Classes as the monthly tables write them, without hyphens or spaces, and those of the publisher's yearly table that may yet appear in
 * a month. Combined visitor visas are one class, border crossing cards are in BBBCC and BBBCV.
 */
const CLASSES: ReadonlySet<string> = new Set(
  `A1 A2 A3 B1 B1/B2 B2 BBBCC BBBCV C1 C1/D C2 C3 C4 C4/D3 CW1 CW2 D D3 E1 E2 E2C E3 E3D E3R F1 F2 F3 G1 G2 G3 G4 G5
  H1A H1B H1B1 H1C H2A H2B H2R H3 H4 I J1 J2 K1 K2 K3 K4 L1 L2 M1 M2 M3 N8 N9 NATO1 NATO2 NATO3 NATO4 NATO5 NATO6 NATO7
  O1 O2 O3 P1 P2 P3 P4 Q1 Q2 Q3 R1 R2 S5 S6 S7 T1 T2 T3 T4 T5 T6 TD TN U1 U2 U3 U4 U5 V1 V2 V3`.split(/\s+/),
);

/** Whether a printed class is one that somebody has reviewed. */
function isVisaClass(printed: string): boolean {
  return CLASSES.has(printed);
}

/**
 * From October 2019 every printed grand total is exactly the sum of its rows. Before, the publisher's own total could leave out a few
 * visas: 37 of 650,103 in December 2017, 14 of 857,256 in May 2019. Rows may exceed such a total by one in 10,000; they may never fall
 * short of it, because then a row was lost.
 */
const EXACT_SINCE = "2019-10";
const LARGEST_EXCESS = 1 / 10_000;
/** Least and most visas of a month, with room: 46,435 in June 2020, 1,070,656 in May 2024. A total outside counts something else. */
const PLAUSIBLE_TOTAL = [20_000, 3_000_000] as const;
/** A few unreviewed rows are left out; more of them mean another table. */
const DOUBTFUL_SHARE = 0.05;

type MonthObservations = { readonly observations: readonly ParsedObservation[]; readonly refusals: readonly Refusal[] };

/**
 * Every row as an observation, and the printed grand total as the world's; a pair that is not printed stays absent. A row with an unknown
 * nationality, class or no number is refused alone. Throws TotalMismatch when rows and printed total disagree beyond what is declared.
 */
export function observeMonth({ month, rows, total }: MonthTable): MonthObservations {
  const observations: ParsedObservation[] = [];
  const refusals: Refusal[] = [];
  const sum = { rows: 0, unread: 0 };
  const observe = (area: AreaCode, visa_class: string, value: number, cell: Cell, status: "A" | "E" = "A"): void => {
    const key = { indicator: "us-visas-issued-monthly", area, dimensions: { visa_class }, period: month.id };
    observations.push({ ...key, value, unit: "visas", status, locator: cell.locator, raw: cell.text });
  };
  for (const row of rows) {
    const value = readOrRefuse(() => visaCount(row.issuances), refusals);
    sum.rows += value ?? 0;
    sum.unread += value === null ? 1 : 0;
    const codes = value === null ? null : readOrRefuse(() => codesOf(row), refusals);
    if (value !== null && codes !== null) observe(codes.area, codes.visaClass, value, row.issuances);
  }
  if (refusals.length > rows.length * DOUBTFUL_SHARE)
    throw new LayoutChanged(
      `${refusals.length} of ${rows.length} rows are not what we know: ${refusals[0]?.message}`,
      refusals[0]?.locator,
    );
  const printed = visaCount(total);
  observe("WLD", "all", printed, total, reconcile(month.id, printed, sum, total));
  return { observations, refusals };
}

/** A: rows and total agree. E: the total leaves out a few visas that the rows have. */
function reconcile(month: string, printed: number, { rows, unread }: { rows: number; unread: number }, total: Cell): "A" | "E" {
  if (printed < PLAUSIBLE_TOTAL[0] || printed > PLAUSIBLE_TOTAL[1]) throw new UnitChanged(`${printed} visas in all are no month's`, total);
  const excess = rows - printed;
  if (excess === 0 || (unread > 0 && excess < 0)) return "A";
  if (month < EXACT_SINCE && excess > 0 && excess <= printed * LARGEST_EXCESS) return "E";
  throw new TotalMismatch(`the rows of ${month} add up to ${rows}, printed is ${printed}`, total);
}

function visaCount(cell: Cell): number {
  const value = parseInteger(cell);
  if (value < 0) throw new NotANumber(`"${cell.text}" is no count of visas`, cell);
  return value;
}

function codesOf({ nationality, visaClass }: TableRow): { area: AreaCode; visaClass: string } {
  const area = lookUpCode(NATIONALITIES, nationality);
  const printed = visaClass.text.trim();
  if (!isVisaClass(printed)) throw new UnknownCode(`unknown visa class "${printed.slice(0, 80)}"`, visaClass);
  return { area, visaClass: printed };
}

function readOrRefuse<T>(reader: () => T, refusals: Refusal[]): T | null {
  try {
    return reader();
  } catch (error) {
    refusals.push(refusalOf(error, "value"));
    return null;
  }
}
