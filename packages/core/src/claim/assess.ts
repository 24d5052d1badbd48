import { fingerprint } from "../fingerprint.ts";
import type { Evidence } from "../measure/evidence.ts";
import { asOfInstant, publicationAsOf } from "../time/instant.ts";
import { answerForNewestPeriod, answerForOwnPeriod, answerWithoutValue, earliestInstant, type ReadingAnswer } from "./answer.ts";
import type { Assessment, Question } from "./assessment.ts";
import type { Claim, Reading } from "./claim.ts";
import { questionInput } from "./question.ts";

export type { Evidence, IndicatorFacts } from "../measure/evidence.ts";

/**
 * One reading of a claim, one question. `evidence` is as of `knownAt`, or for `atPublication` as of the earlier of that and the article's day;
 * `later` is what is known at `knownAt`, and only serves to say that something was published then but is not held from then.
 * Throws PeriodKindsDiffer and NotComparable for a reading that sets unlike things against each other.
 */
export function assessReading(
  claim: Claim,
  reading: Reading,
  question: Question,
  evidence: Evidence,
  knownAt: Date,
  later: Evidence = evidence,
): Assessment {
  const asOf = question === "atPublication" ? publicationAsOf(knownAt) : knownAt;
  const answer = withPredictionVerdict(claim, reading, question, asOf, answerQuestion(reading, question, evidence, asOf, later));
  return assessmentOf(claim, reading, question, asOf, knownAt, answer);
}

/** Every reading of a claim, all three questions, in the claim's order. An opinion has none. */
export function assessClaim(claim: Claim, evidence: { atPublication: Evidence; current: Evidence }, knownAt: Date): Assessment[] {
  return claim.readings.flatMap((reading) => [
    assessReading(claim, reading, "atPublication", evidence.atPublication, knownAt, evidence.current),
    assessReading(claim, reading, "withHindsight", evidence.current, knownAt),
    assessReading(claim, reading, "now", evidence.current, knownAt),
  ]);
}

function answerQuestion(reading: Reading, question: Question, evidence: Evidence, asOf: Date, later: Evidence): ReadingAnswer {
  if (reading.measure === null) {
    const verdict = question === "now" ? "not_assessable" : "not_checkable";
    return answerWithoutValue(verdict, question === "now" ? null : reading.period, [{ code: reading.notHeld ?? "no_evidence" }]);
  }
  const put = questionInput(reading, reading.measure, question, evidence, asOf);
  return question === "now" ? answerForNewestPeriod(put) : answerForOwnPeriod(put, later);
}

/** A prediction has no verdict before its due date, and none of ours after it: `open`, then `overdue`. The numbers stay beside it, context as context. */
function withPredictionVerdict(
  { prediction }: Claim,
  reading: Reading,
  question: Question,
  asOf: Date,
  answer: ReadingAnswer,
): ReadingAnswer {
  if (prediction === undefined || (reading.fit === "related" && !reading.primary)) return answer;
  const overdueFrom = new Date(asOfInstant(prediction.dueOn).getTime() + 1);
  const open = asOf < overdueFrom;
  const { writtenOn, dueOn } = prediction;
  const reasons = [{ code: open ? "prediction_open" : "prediction_overdue", writtenOn, dueOn }, ...answer.reasons];
  const validUntil = question === "atPublication" ? null : earliestInstant([answer.validUntil, open ? overdueFrom : null]);
  return { ...answer, verdict: open ? "open" : "overdue", reasons, validUntil, margin: null, fragile: false };
}

function assessmentOf(claim: Claim, reading: Reading, question: Question, asOf: Date, knownAt: Date, answer: ReadingAnswer): Assessment {
  const { evaluated, verdict, period, reasons, direction, margin, fragile, validUntil } = answer;
  const numbers = { value: evaluated?.value ?? null, low: finiteOrNull(evaluated?.low), high: finiteOrNull(evaluated?.high) };
  const used = (evaluated?.used ?? [])
    .map(({ point }) => [point.id, point.value, point.status])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return {
    claim: claim.id,
    reading: reading.id,
    question,
    verdict,
    ...numbers,
    period,
    asOf: asOf.toISOString(),
    knownAt: knownAt.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
    inputs: evaluated?.inputs ?? [],
    reasons,
    direction,
    margin,
    fragile,
    readingFingerprint: readingFingerprint(claim, reading),
    inputsHash: fingerprint({ used, ...numbers, period, verdict, direction, margin, fragile, reasons }),
  };
}

/** Hash of all that decides a reading's answers besides the evidence. */
export function readingFingerprint(claim: Claim, reading: Reading): string {
  return fingerprint({ kind: claim.kind, prediction: claim.prediction, reading });
}

/** An infinite end is written as none; the bound is said in the reasons. */
const finiteOrNull = (end: number | undefined): number | null => (end === undefined || !Number.isFinite(end) ? null : end);
