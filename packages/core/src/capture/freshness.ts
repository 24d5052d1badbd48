import { addDuration, startOfDay } from "../time/instant.ts";
import { isLabel, type Period, parsePeriod } from "../time/period.ts";
import type { Cadence } from "./expectation.ts";

/** The cadence's part that says when the next period appears. */
type PublicationSchedule = Pick<Cadence, "every" | "lag">;

/**
 * When the period after one that ended (exclusive) on the ISO date `lastPeriodEnd` should be published: its own end, one `every` later, plus
 * the publisher's usual `lag`.
 */
export function dueOn(lastPeriodEnd: string, cadence: PublicationSchedule): Date {
  return addDuration(addDuration(startOfDay(lastPeriodEnd), cadence.every), cadence.lag);
}

/** From when silence means that nothing is said about today: the due date plus the cadence's grace. */
export function lapsedOn(lastPeriodEnd: string, cadence: PublicationSchedule & Pick<Cadence, "grace">): Date {
  return addDuration(dueOn(lastPeriodEnd, cadence), cadence.grace);
}

/** When the period after one is expected: from when it can be, by when it is due, and when silence becomes lapse. */
export type ExpectedDates = { readonly from: Date; readonly due: Date; readonly lapses: Date };

/**
 * When a publisher that published `period` publishes next, on the ISO date `saidOn`. A label's own year says nothing about when it came out; its
 * publication does, and that already has the lag in it.
 */
export function expectedAfter(period: Pick<Period, "kind" | "end">, saidOn: string, cadence: Cadence): ExpectedDates {
  const [end, lag] = isLabel(period.kind) ? [saidOn, "P0D"] : [period.end, cadence.lag];
  const from = addDuration(startOfDay(end), cadence.every);
  return { from, due: dueOn(end, { ...cadence, lag }), lapses: lapsedOn(end, { ...cadence, lag }) };
}

/** The newest period a publisher has given a value for. `publishedOn`: ISO date, where stated; `vintage`: ISO instant from which it was known. */
export type LatestPublication = { readonly period: string; readonly publishedOn: string | null; readonly vintage: string };

/**
 * Where the publisher stands against its own rhythm. `on_time`: the next period is not over. `due`: it is, and its figure is awaited until the due
 * date. `late`: past that. `lapsed`: past the grace too, so that nothing is said about today. `orphaned`: nothing newer will come. `unknown`: it has
 * not published, or has no rhythm.
 */
export type PublisherStateCode = "unknown" | "on_time" | "due" | "late" | "lapsed" | "orphaned";

/** Dates are ISO. */
export type PublisherState = {
  readonly state: PublisherStateCode;
  readonly newestPeriod: string | null;
  readonly nextDue: string | null;
  readonly lapsesOn: string | null;
};

/** The publisher's side of freshness at `now`. Our own fetches play no part in it. */
export function publisherState(cadence: Cadence | null, newest: LatestPublication | null, now: Date): PublisherState {
  const nothing = { newestPeriod: newest?.period ?? null, nextDue: null, lapsesOn: null };
  if (cadence?.orphaned === true) return { state: "orphaned", ...nothing };
  if (cadence === null || newest === null) return { state: "unknown", ...nothing };
  const { from, due, lapses } = expectedAfter(parsePeriod(newest.period), newest.publishedOn ?? newest.vintage.slice(0, 10), cadence);
  const state = now >= lapses ? "lapsed" : now >= due ? "late" : now >= from ? "due" : "on_time";
  return { state, newestPeriod: newest.period, nextDue: isoDay(due), lapsesOn: isoDay(lapses) };
}

const STATES_BY_DELAY: readonly PublisherStateCode[] = ["unknown", "on_time", "due", "late", "lapsed", "orphaned"];

/** Of several indicators of one source the one furthest behind, the soonest due among equals; null of none. */
export function mostOverdue(all: readonly PublisherState[]): PublisherState | null {
  const order = (one: PublisherState): string => `${9 - STATES_BY_DELAY.indexOf(one.state)} ${one.nextDue ?? "9999"}`;
  return all.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))[0] ?? null;
}

/** How our fetches of a source went. Instants are ISO; `failedSince`: fetches that failed after the last one that succeeded. */
export type FetchHistory = { readonly lastLooked: string | null; readonly lastTried: string | null; readonly failedSince: number };

/** Our side of freshness, never merged with theirs: `looked`: the last fetch succeeded, whatever it found. `failing`: it did not. */
export type FetchState = "never_looked" | "looked" | "failing";

export function fetchState({ lastTried, failedSince }: FetchHistory): FetchState {
  if (lastTried === null) return "never_looked";
  return failedSince > 0 ? "failing" : "looked";
}

/** The scheduler ticks once a minute; this long without a tick and nothing is being fetched. */
export const SCHEDULER_SILENT_AFTER_MS: number = 15 * 60_000;

/**
 * The dead man's switch: true when the scheduler of a live store has not ticked for that long, so that everything shown was "not checked since" its last
 * beat (ISO instant). Before its first beat nothing is due; a replay has none, and its silence means nothing.
 */
export function schedulerSilent(beat: string | null, now: Date): boolean {
  return beat !== null && now.getTime() - Date.parse(beat) > SCHEDULER_SILENT_AFTER_MS;
}

const isoDay = (instant: Date): string => instant.toISOString().slice(0, 10);
