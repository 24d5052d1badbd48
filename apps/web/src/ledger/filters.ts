import type { Assessment, Question, Verdict } from "@talent/core/claim/assessment";
import { QUESTIONS, VERDICTS } from "../words/verdict-words.ts";

/** What the ledger can be narrowed to: a verdict of the primary reading, on one question or on any, or fragile ones. All in the address. */
export type LedgerFilter = { readonly verdict: Verdict | null; readonly question: Question | null; readonly fragile: boolean };

/** Reads the filter from an address; what it does not know it leaves out. */
export function readLedgerFilter(one: (name: string) => string | null): LedgerFilter {
  const verdict = one("verdict");
  const question = one("question");
  return {
    verdict: VERDICTS.find((known) => known === verdict) ?? null,
    question: QUESTIONS.find((known) => known === question) ?? null,
    fragile: one("fragile") === "1",
  };
}

/** The filter as parameters of an address. */
export function filterQuery({ verdict, question, fragile }: LedgerFilter): Record<string, string | undefined> {
  return { verdict: verdict ?? undefined, question: question ?? undefined, fragile: fragile ? "1" : undefined };
}

type AssessedClaim<A extends Assessment = Assessment> = {
  readonly claim: { readonly readings: readonly { readonly id: string; readonly primary: boolean }[] };
  readonly assessments: readonly A[];
};

/** The assessments of a claim's primary reading, in the order of the questions. */
export function primaryAssessments<A extends Assessment>({ claim, assessments }: AssessedClaim<A>): A[] {
  const primary = claim.readings.find((reading) => reading.primary)?.id;
  return QUESTIONS.flatMap((question) => assessments.filter((one) => one.reading === primary && one.question === question));
}

export function isFragile(entry: AssessedClaim): boolean {
  return primaryAssessments(entry).some((assessment) => assessment.fragile);
}

/** Whether a claim passes the filter. */
export function matchesFilter(entry: AssessedClaim, filter: LedgerFilter): boolean {
  if (filter.fragile && !isFragile(entry)) return false;
  if (filter.verdict === null) return true;
  return primaryAssessments(entry).some(
    (assessment) => assessment.verdict === filter.verdict && (filter.question === null || filter.question === assessment.question),
  );
}
