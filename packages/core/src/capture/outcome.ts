/** How a run ended, exactly one, in order of precedence: when several apply the later is the worse and wins. */
export const OUTCOMES = [
  "not_modified",
  "same_bytes",
  "same_values",
  "new_values",
  "withdrawn",
  "nothing_published",
  "layout_changed",
  "implausible",
  "contract_violation",
  "blocked_by_robots",
  "blocked_by_site",
  "unreachable",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The outcome of a run whose snapshots ended so: the worst, in the order of precedence. Nothing read means nothing published. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  return OUTCOMES.findLast((outcome) => outcomes.includes(outcome)) ?? "nothing_published";
}

/** What sets a run off. `boot`: a table of ours is taken in at start; `reparse`: stored bytes are read again by another parser. */
export const TRIGGERS = ["schedule", "retry", "replay", "deposit", "manual", "boot", "reparse"] as const;

export type Trigger = (typeof TRIGGERS)[number];
