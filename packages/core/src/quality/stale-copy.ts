import { parsePeriod } from "../time/period.ts";
import type { Candidate } from "./known-history.ts";

/** Fewer numbers, or fewer different ones, may be the same twice by chance. */
const MIN_NUMBERS = 10;
const MIN_DIFFERENT = 5;

/** A document's numbers for the one period it states. */
export type PeriodTable = { readonly period: string; readonly values: ReadonlyMap<string, number | null> };

/** The table of a document that states one period and has enough numbers to be distinguished from others; null for others and for states of a day. */
export function periodTable(candidates: readonly Candidate[]): PeriodTable | null {
  const period = candidates[0]?.observation.period;
  if (period === undefined || candidates.some(({ observation }) => observation.period !== period)) return null;
  // What is counted on a day may well be the same on the next one.
  if (parsePeriod(period).kind === "day") return null;
  const values = new Map(candidates.map(({ series, observation }) => [series, observation.value]));
  const different = new Set([...values.values()].filter((value) => value !== null));
  return values.size < MIN_NUMBERS || different.size < MIN_DIFFERENT ? null : { period, values };
}

/**
 * The other period whose known numbers a document repeats, all of them: then an older table was served again under a newer name. Null when
 * there is none, or when its own period is known with these very numbers.
 */
export function copiedPeriod(table: PeriodTable, candidates: readonly Candidate[]): string | null {
  const same = new Map<string, number>();
  for (const { observation, known } of candidates) {
    for (const [period, value] of known) if (value === observation.value) same.set(period, (same.get(period) ?? 0) + 1);
  }
  const whole = [...same].filter(([, count]) => count === table.values.size).map(([period]) => period);
  return whole.includes(table.period) ? null : (whole.sort(byStart).at(-1) ?? null);
}

/** The table of another period among those of the same run that says the same, and is older; null when there is none. */
export function copiedTable(table: PeriodTable, others: readonly PeriodTable[]): string | null {
  const older = others.filter((other) => byStart(other.period, table.period) < 0 && sameValues(other, table));
  return older.map((other) => other.period).sort(byStart)[0] ?? null;
}

function sameValues(a: PeriodTable, b: PeriodTable): boolean {
  return (
    a.values.size === b.values.size && [...a.values].every(([series, value]) => b.values.get(series) === value && b.values.has(series))
  );
}

function byStart(a: string, b: string): number {
  const [first, second] = [parsePeriod(a).start, parsePeriod(b).start];
  return first < second ? -1 : first > second ? 1 : 0;
}
