import type { Cadence } from "@talent/core/expectation";
import { dueOn, lapsedOn } from "@talent/core/freshness";
import { addDuration, startOfDay } from "@talent/core/instant";
import { day } from "../words/dates.ts";

type Newest = { readonly id: string; readonly end: string } | null;

/**
 * Whether the publisher keeps its own rhythm. `on_time`: the next period is not over. `due`: it is, and its figures are awaited. `late`: past their
 * day. `lapsed`: past the grace too. Days are ISO.
 */
export type PublisherState = {
  readonly state: "unknown" | "on_time" | "due" | "late" | "lapsed" | "orphaned";
  readonly newestPeriod: string | null;
  readonly nextDue: string | null;
  readonly lapsesOn: string | null;
};

/** Theirs, never ours: it is judged by the newest period stated, whenever we looked. */
export function publisherState(cadence: Cadence, newest: Newest, now: Date): PublisherState {
  const nothing = { newestPeriod: newest?.id ?? null, nextDue: null, lapsesOn: null };
  if (cadence.orphaned) return { state: "orphaned", ...nothing };
  if (newest === null) return { state: "unknown", ...nothing };
  const over = addDuration(startOfDay(newest.end), cadence.every);
  const [due, lapses] = [dueOn(newest.end, cadence), lapsedOn(newest.end, cadence)];
  const state = now >= lapses ? "lapsed" : now >= due ? "late" : now >= over ? "due" : "on_time";
  return { state, newestPeriod: newest.id, nextDue: isoDay(due), lapsesOn: isoDay(lapses) };
}

const isoDay = (instant: Date): string => instant.toISOString().slice(0, 10);

export const PUBLISHER_WORDS: Readonly<Record<PublisherState["state"], string>> = {
  unknown: "Not known",
  on_time: "On time",
  due: "Due",
  late: "Late",
  lapsed: "Lapsed",
  orphaned: "Has stopped",
};

/** Where the publisher stands, in a sentence. */
export function publisherSentence({ state, nextDue, lapsesOn }: PublisherState): string {
  const [due, lapses] = [nextDue, lapsesOn].map((date) => (date ? day(date) : "a day nobody knows"));
  switch (state) {
    case "on_time":
      return `The next period is not over yet; its figures are expected by ${due}.`;
    case "due":
      return `The next period is over, and its figures are expected by ${due}.`;
    case "late":
      return `The next figures were due on ${due}; from ${lapses} on, what rests on it says nothing about today.`;
    case "lapsed":
      return `The next figures were due on ${due} and their grace ended on ${lapses}: what rests on it says nothing about today.`;
    case "orphaned":
      return "The publisher has stopped. Nothing newer will come, and claims that rest on it cannot be updated.";
    case "unknown":
      return "It has stated nothing yet, so nothing can be late.";
  }
}

/** States that a reader has to notice. */
export function isBehind({ state }: PublisherState): boolean {
  return state === "late" || state === "lapsed";
}
