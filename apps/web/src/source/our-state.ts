import { type FetchHistory, fetchState } from "@talent/core/capture/freshness";
import type { Outcome } from "@talent/core/capture/outcome";
import { formatDay } from "../words/dates.ts";
import { outcomeWords } from "../words/outcome-words.ts";

type EndedRun = { readonly outcome: Outcome };

/** Ours, never theirs: whether we could look, in a sentence. `outcomes`: newest first. `how`: how the source comes to us. */
export function fetchSentence(looks: FetchHistory, outcomes: readonly EndedRun[], how: "live" | "deposit" | "curated"): string {
  const state = fetchState(looks);
  if (state === "never_looked") return NOT_FETCHED_YET[how];
  if (state === "looked") return how === "curated" ? "The table is as we last read it." : "Our last fetch succeeded.";
  const since = looks.lastLooked ? `not fetched successfully since ${formatDay(looks.lastLooked)}` : "never fetched successfully";
  const times = looks.failedSince === 1 ? "The last look" : `The last ${looks.failedSince} looks`;
  const failed = outcomes.slice(0, looks.failedSince);
  const ends = [...new Set(failed.map(({ outcome }) => outcomeWords(outcome).toLowerCase()))].join("; ");
  const brought = failed.every(({ outcome }) => UNANSWERED.has(outcome)) ? "brought no answer" : "brought something that was not as agreed";
  return `${times} ${brought} (${ends}): ${since}.`;
}

/** Outcomes without a document: nobody answered, or nobody was asked. After the others something was read, and something was not. */
const UNANSWERED: ReadonlySet<Outcome> = new Set(["unreachable", "blocked_by_site", "blocked_by_robots"]);

/** Whether the newest look brought a document, as agreed or not. */
export function isAnswered(outcomes: readonly EndedRun[]): boolean {
  const newest = outcomes[0];
  return newest !== undefined && !UNANSWERED.has(newest.outcome);
}

const NOT_FETCHED_YET = {
  live: "Not fetched yet.",
  deposit: "Nobody has handed in a file yet.",
  curated: "The table has not been read yet.",
} as const;
