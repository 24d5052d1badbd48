import type { Cadence } from "./expectation.ts";
import { addDuration, startOfDay } from "./instant.ts";

/** The cadence's part that says when the next period appears. */
type Rhythm = Pick<Cadence, "every" | "lag">;

/**
 * When the period after one that ended (exclusive) on the ISO date `lastPeriodEnd` should be published: its own end, one `every` later, plus
 * the publisher's usual `lag`.
 */
export function dueOn(lastPeriodEnd: string, cadence: Rhythm): Date {
  return addDuration(addDuration(startOfDay(lastPeriodEnd), cadence.every), cadence.lag);
}

/** From when silence means that nothing is said about today: the due date plus the cadence's grace. */
export function lapsedOn(lastPeriodEnd: string, cadence: Rhythm & Pick<Cadence, "grace">): Date {
  return addDuration(dueOn(lastPeriodEnd, cadence), cadence.grace);
}
