import type { RefusalCode } from "@talent/core/capture/capture";
import type { Outcome, Trigger } from "@talent/core/capture/outcome";
import type { VerdictFamily } from "./verdict-words.ts";

/** What an outcome of a run means, in one plain sentence for somebody who has never seen the code. */
export const OUTCOME_SENTENCE: Readonly<Record<Outcome, string>> = {
  not_modified: "The publisher’s server said that nothing had changed since our last copy.",
  same_bytes: "We fetched it again, and it was byte for byte the document we had.",
  same_values: "The document had changed, and every number in it was the one we had.",
  new_values: "It stated numbers that we did not have: new periods, or old ones revised.",
  withdrawn: "A number that it used to state was no longer in it. We recorded that, and keep what was stated before.",
  nothing_published: "There was nothing to read yet, as is expected at such a time.",
  layout_changed: "The document was not laid out as agreed, so it, or a part of it, was not read. Earlier numbers stay as they are.",
  implausible: "Some of its numbers were too far from what is plausible. They are held back until a person decides.",
  contract_violation: "A code, a unit, a total or an expectation was not as agreed. What did not agree was refused, never guessed.",
  blocked_by_robots: "The site’s robots.txt asks programs to stay away from this address, and we did.",
  blocked_by_site: "The site refused, or answered with a challenge or an empty page. Nothing we had was overwritten by it.",
  unreachable: "No complete answer came in time. It is tried again, less and less often.",
};

/** What kept a number or a document out, by the code of its refusal. */
export const REFUSAL_WORDS: Readonly<Record<RefusalCode, string>> = {
  layout_changed: "headers, tables or sheets not as agreed",
  unknown_code: "a name or code never seen before",
  unit_changed: "another unit",
  period_kind_changed: "another kind of period",
  not_a_number: "text where a number should be",
  invalid_row: "a row that cannot be read",
  duplicate_key: "two numbers for one place",
  total_mismatch: "parts that do not add to the printed total",
  expectation_unmet: "less, or other, than a healthy document has",
  stale_copy: "an old table printed again as a new one",
  implausible: "implausible beside what was known",
  bytes_differ: "not the bytes that were recorded",
  not_recognised: "not a document of this source",
  unreadable: "could not be read at all",
  blocked_by_site: "a page that keeps programs out",
};

const TRIGGER_WORDS: Readonly<Record<Trigger, string>> = {
  schedule: "on schedule",
  retry: "tried again",
  replay: "replayed from a recording",
  deposit: "handed in by a person",
  manual: "started by a person",
  boot: "taken in at start",
  reparse: "read again from stored bytes",
};

/** What set a run off. */
export function triggerWords(trigger: string): string {
  return Object.hasOwn(TRIGGER_WORDS, trigger) ? TRIGGER_WORDS[trigger as Trigger] : trigger;
}

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  not_modified: "Not modified",
  same_bytes: "Same bytes as before",
  same_values: "New bytes, same values",
  new_values: "New values",
  withdrawn: "A value was withdrawn",
  nothing_published: "Nothing published yet, as expected",
  layout_changed: "Layout changed",
  implausible: "Implausible, held back",
  contract_violation: "Failed validation",
  blocked_by_robots: "Disallowed by robots.txt",
  blocked_by_site: "Blocked by the site",
  unreachable: "Unreachable",
};

const SUCCESSFUL_OUTCOMES: ReadonlySet<string> = new Set(["not_modified", "same_bytes", "same_values", "new_values", "nothing_published"]);

export function outcomeWords(outcome: string | null): string {
  return outcome === null ? "Not fetched yet" : (OUTCOME_WORDS[outcome as Outcome] ?? outcome);
}

/** Ours only: whether we could look, never whether the publisher is late. */
export function outcomeFamily(outcome: string | null): VerdictFamily {
  if (outcome === null) return "none";
  return SUCCESSFUL_OUTCOMES.has(outcome) ? "for" : outcome === "withdrawn" ? "unclear" : "against";
}
