import type { AssessmentCause } from "@talent/core/claim/assessment";
import type { ObservationCause } from "@talent/core/observation/observation";
import { listWords } from "../words/duration-words.ts";

const NOUNS: Readonly<Record<ObservationCause, string>> = {
  new_period: "a new period",
  revision: "a revision",
  withdrawal: "a number that was withdrawn",
  correction: "a correction of ours",
  reparse: "a document that we read again",
  definition_change: "another definition",
};

/** Why a verdict changed, as a sentence ends: "because of a revision". `causes`: why the numbers that are new in it had been written. */
export function becauseOf(cause: AssessmentCause, causes: readonly ObservationCause[]): string {
  if (cause === "rule") return "because the reading was exchanged";
  if (cause === "time") return "because time has passed";
  return causes.length === 0 ? "because its numbers changed" : `because of ${listWords(causes.map((one) => NOUNS[one]))}`;
}
