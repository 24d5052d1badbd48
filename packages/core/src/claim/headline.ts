import type { Assessment, Question, Verdict } from "./assessment.ts";
import type { Claim, Reading } from "./claim.ts";
import { isDecided } from "./verdict.ts";

/** A claim in one line: its primary verdicts, how many sensitivity readings agree, and on how many independent origins all depends. */
export type Headline = {
  readonly primary: { readonly atPublication: Verdict; readonly withHindsight: Verdict; readonly now: Verdict };
  /** `total` counts every sensitivity reading that could decide; `unanswered` are those of them nothing can be said of. */
  readonly sensitivity: { readonly agree: number; readonly total: number; readonly unanswered: number };
  readonly dataOrigins: number;
};

/**
 * The claim's headline. A sensitivity reading is counted when it is not the primary one, not marked `uncounted`, and of the claim's own or a bridged
 * definition: proxies and context cannot prove or disprove, so they neither agree nor add to the total. It agrees when it supports the claim with all
 * evidence for the claim's own period. Data origins are those of the primary and the counted readings that have an answer there.
 */
export function headline(claim: Claim, all: readonly Assessment[]): Headline {
  const assessments = all.filter((one) => one.claim === claim.id);
  const primary = claim.readings.find((reading) => reading.primary);
  const verdictOf = (question: Question): Verdict =>
    primary === undefined ? opinionVerdict(question) : verdictFor(primary, question, assessments);
  const counted = claim.readings.filter(isSensitivity);
  const hindsight = (reading: Reading): Verdict => verdictFor(reading, "withHindsight", assessments);
  const answered = [...(primary === undefined ? [] : [primary]), ...counted].filter((reading) => hasAnswer(hindsight(reading)));
  return {
    primary: { atPublication: verdictOf("atPublication"), withHindsight: verdictOf("withHindsight"), now: verdictOf("now") },
    sensitivity: {
      agree: counted.filter((reading) => hindsight(reading) === "supported").length,
      total: counted.length,
      unanswered: counted.filter((reading) => !hasAnswer(hindsight(reading))).length,
    },
    dataOrigins: new Set(answered.map((reading) => reading.dataOrigin)).size,
  };
}

/** True for a reading that is counted beside the primary one. */
export const isSensitivity = (reading: Reading): boolean =>
  !reading.primary && reading.uncounted !== true && (reading.fit === "same" || reading.fit === "bridged");

/** The assessment of one reading on one question, among those of its claim. */
export function assessmentFor(reading: Reading, question: Question, assessments: readonly Assessment[]): Assessment | undefined {
  return assessments.find((one) => one.reading === reading.id && one.question === question);
}

/** The verdict of one reading on one question; `not_yet_assessed` when there is no assessment of it. */
export function verdictFor(reading: Reading, question: Question, assessments: readonly Assessment[]): Verdict {
  return assessmentFor(reading, question, assessments)?.verdict ?? "not_yet_assessed";
}

const hasAnswer = (verdict: Verdict): boolean => isDecided(verdict) || verdict === "undetermined";

const opinionVerdict = (question: Question): Verdict => (question === "now" ? "not_assessable" : "not_checkable");
