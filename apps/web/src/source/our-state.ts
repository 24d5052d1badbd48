import type { Outcome } from "@talent/core/outcome";
import { day } from "../words/dates.ts";
import { outcomeFamily, outcomeWords } from "../words/outcome-words.ts";

type Look = { readonly outcome: Outcome; readonly at: string };

/** How our own looks at a source went, newest first; ISO instants. */
export type Looks = { readonly lastAttempt: string | null; readonly lastSuccess: string | null; readonly outcomes: readonly Look[] };

/** Ours, never theirs: whether we could look, in a sentence. `how`: how the source comes to us. */
export function ourSentence({ lastAttempt, lastSuccess, outcomes }: Looks, how: "live" | "deposit" | "curated"): string {
  if (lastAttempt === null) return NOT_YET[how];
  const misses = missesInARow(outcomes);
  if (misses === 0) return how === "curated" ? "The table is as we last read it." : "Our last look succeeded.";
  const since = lastSuccess ? `not looked at successfully since ${day(lastSuccess)}` : "never looked at successfully";
  const times = misses === 1 ? "The last look" : `The last ${misses} looks`;
  const missed = outcomes.slice(0, misses);
  const ends = [...new Set(missed.map((look) => outcomeWords(look.outcome).toLowerCase()))].join("; ");
  const brought = missed.every((look) => AWAY.has(look.outcome)) ? "brought no answer" : "brought something that was not as agreed";
  return `${times} ${brought} (${ends}): ${since}.`;
}

/** Outcomes without a document: nobody answered, or nobody was asked. After the others something was read, and something was not. */
const AWAY: ReadonlySet<Outcome> = new Set(["unreachable", "blocked_by_site", "blocked_by_robots"]);

/** Whether the newest look brought a document, as agreed or not. */
export function isAnswered(outcomes: readonly Look[]): boolean {
  const newest = outcomes[0];
  return newest !== undefined && !AWAY.has(newest.outcome);
}

const NOT_YET = {
  live: "We have not looked yet.",
  deposit: "Nobody has handed in a file yet.",
  curated: "The table has not been read yet.",
} as const;

/** How many of the newest looks, one after the other, did not succeed. */
export function missesInARow(outcomes: readonly Look[]): number {
  const first = outcomes.findIndex((look) => outcomeFamily(look.outcome) !== "against");
  return first === -1 ? outcomes.length : first;
}
