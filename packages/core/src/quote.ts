import type { Assessment, Question, Reason, Verdict } from "./assessment.ts";
import type { Claim, Fit, Reading } from "./claim.ts";

/** What a verdict's words need besides the verdict. Dates are ISO. */
export type VerdictContext = { readonly period: string | null; readonly lastChecked?: string | null; readonly due?: string | null };

export function verdictWords(question: Question, verdict: Verdict, fit: Fit, context: VerdictContext): string {
  return `${question} ${verdict} ${fit} ${context.period}`;
}

export function reasonWords(reason: Reason): string {
  return reason.code;
}

/** One sentence that can be quoted in a briefing. */
export function quoteSafe(claim: Claim, assessments: readonly Assessment[]): string {
  return `${claim.id} ${assessments.length}`;
}

/** The strongest reading that speaks against the headline, in one sentence; null when none does. */
export function counterReading(claim: Claim, assessments: readonly Assessment[]): string | null {
  return assessments.length > 0 ? claim.id : null;
}

/** How far the value is from where the verdict flips; null without a margin. */
export function flipWords(assessment: Assessment, reading: Reading): string | null {
  return assessment.margin === null ? null : reading.unit;
}
