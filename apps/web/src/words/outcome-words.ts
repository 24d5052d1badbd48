import type { Outcome } from "@talent/core/capture/outcome";
import type { Family } from "./verdict-words.ts";

const WORDS: Readonly<Record<Outcome, string>> = {
  not_modified: "Not modified",
  same_bytes: "Same bytes as before",
  same_values: "New bytes, same values",
  new_values: "New values",
  withdrawn: "A value was withdrawn",
  nothing_published: "Nothing published yet, as expected",
  layout_changed: "Layout changed",
  implausible: "Implausible, held back",
  contract_violation: "Does not meet what was agreed",
  blocked_by_robots: "Disallowed by robots.txt",
  blocked_by_site: "Blocked by the site",
  unreachable: "Unreachable",
};

const GOOD: ReadonlySet<string> = new Set(["not_modified", "same_bytes", "same_values", "new_values", "nothing_published"]);

export function outcomeWords(outcome: string | null): string {
  return outcome === null ? "Not looked yet" : (WORDS[outcome as Outcome] ?? outcome);
}

/** Ours only: whether we could look, never whether the publisher is late. */
export function outcomeFamily(outcome: string | null): Family {
  if (outcome === null) return "none";
  return GOOD.has(outcome) ? "for" : outcome === "withdrawn" ? "unclear" : "against";
}
