import { Cron } from "croner";

/** Missed instants recorded one by one after a long downtime; older ones are gone without a row each. */
const MAX_MISSED = 100;

export type DueSlots = { readonly due: Date | null; readonly missed: readonly Date[] };

/**
 * What is due of a schedule at `now`, given the newest slot it already has: the newest instant not yet covered, and the older ones it missed,
 * oldest first. Of a schedule without any slot only the newest instant is due. The cron expression is read in UTC.
 */
export function dueSlots(cron: string, newestSlot: Date | null, now: Date): DueSlots {
  const past = parseCron(cron).previousRuns(MAX_MISSED + 1, new Date(now.getTime() + 1));
  const open = past.filter((instant) => newestSlot === null || instant > newestSlot);
  return { due: open[0] ?? null, missed: newestSlot === null ? [] : open.slice(1).reverse() };
}

/** The next instant of a schedule after `now`; null when there is none. */
export function nextDue(cron: string, now: Date): Date | null {
  return parseCron(cron).nextRun(now);
}

function parseCron(cron: string): Cron {
  return new Cron(cron, { timezone: "UTC", paused: true, mode: "5-part" });
}
