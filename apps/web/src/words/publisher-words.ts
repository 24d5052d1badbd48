import type { PublisherState } from "@talent/core/capture/freshness";
import { formatDay } from "./dates.ts";

export const PUBLISHER_WORDS: Readonly<Record<PublisherState["state"], string>> = {
  unknown: "Not known",
  on_time: "On time",
  due: "Due",
  late: "Late",
  lapsed: "Lapsed",
  orphaned: "Has stopped",
};

/** Where the publisher stands against its own rhythm, in a sentence. Theirs, never ours: how we looked plays no part in it. */
export function publisherSentence({ state, nextDue, lapsesOn }: PublisherState): string {
  const [due, lapses] = [nextDue, lapsesOn].map((date) => (date ? formatDay(date) : "a day nobody knows"));
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
export function isPublisherLate({ state }: PublisherState): boolean {
  return state === "late" || state === "lapsed";
}
