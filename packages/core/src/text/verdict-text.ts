import type { Assessment, Question, Reason, Verdict } from "../claim/assessment.ts";
import type { Claim, Fit, Reading } from "../claim/claim.ts";
import { assessmentFor, headline, isSensitivity } from "../claim/headline.ts";
import { agreesWithClaim, disagreesWithClaim } from "../claim/verdict.ts";
import { type PeriodKind, parsePeriod } from "../time/period.ts";
import { amountWords, dateWords, distanceWords, expectedWords, numberWords, periodWords } from "./format.ts";
import { REASON_WORDS } from "./reason-words.ts";

/** What a verdict's words need besides the verdict. Dates are ISO. */
export type VerdictContext = { readonly period: string | null; readonly lastChecked?: string | null; readonly due?: string | null };

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  supported: "Supported",
  contradicted: "Contradicted",
  undetermined: "Undetermined",
  not_checkable: "Not checkable",
  holds: "Holds",
  does_not_hold: "Does not hold",
  no_newer_data: "No newer data",
  lapsed: "Lapsed",
  not_assessable: "Not assessable",
  in_line: "In line",
  not_in_line: "Not in line",
  open: "Open",
  overdue: "Overdue",
  context: "Context, no verdict",
  not_yet_assessed: "Not yet assessed",
};

const NEWEST_VERDICT_WORDS: Partial<Readonly<Record<Verdict, string>>> = {
  holds: "it holds",
  does_not_hold: "it does not hold",
  in_line: "the proxy is in line",
  not_in_line: "the proxy is not in line",
};

const PERIOD_WORDS: Readonly<Record<PeriodKind, string>> = {
  year: "year",
  fiscal_year: "year",
  academic_year: "year",
  quarter: "quarter",
  month: "month",
  day: "day",
  edition: "edition",
  exam: "exam",
  batch: "batch",
};

/** The verdict alone, in a word or two, capitalised. */
export const verdictWord = (verdict: Verdict): string => VERDICT_WORDS[verdict];

/** The verdict and its evidence, in one or two sentences, in the ledger's own words. */
export function verdictWords(question: Question, verdict: Verdict, fit: Fit, context: VerdictContext): string {
  const word =
    fit === "proxy" && (verdict === "in_line" || verdict === "not_in_line") ? `${VERDICT_WORDS[verdict]} (proxy)` : VERDICT_WORDS[verdict];
  const basis = basisWords(question, verdict, context);
  return basis === null ? `${word}.` : `${word}. ${basis}.`;
}

/** A reason in English; a code without a wording is shown as it is. */
export function reasonWords(reason: Reason): string {
  return REASON_WORDS[reason.code]?.(reason) ?? `${reason.code.replaceAll("_", " ")}.`;
}

/** A briefing sentence in its two halves: what was claimed, in our words, and how it stands. */
export type BriefingParts = { readonly claimed: string; readonly verdict: string };

/**
 * One sentence that can be quoted in a briefing: the primary verdict, its number and period, how the variants stand, and as of when. The claim stands
 * in it as our paraphrase, never between quotation marks. `checkedAt` is the ISO instant of the last check: a stored assessment that nothing has
 * changed since is still valid for that day. Default: the newest it is valid for.
 */
export function briefingSentence(claim: Claim, assessments: readonly Assessment[], checkedAt?: string): string {
  const { claimed, verdict } = briefingParts(claim, assessments, checkedAt);
  return `${claimed} (our paraphrase): ${verdict}`;
}

/** The halves of `briefingSentence`, for a page that sets the claim as a heading. */
export function briefingParts(claim: Claim, assessments: readonly Assessment[], checkedAt?: string): BriefingParts {
  const claimed = claim.paraphrase.en.replace(/\.$/, "");
  return { claimed, verdict: standingText(claim, assessments, checkedAt) };
}

function standingText(claim: Claim, assessments: readonly Assessment[], checkedAt: string | undefined): string {
  const own = assessments.filter((one) => one.claim === claim.id);
  const primary = claim.readings.find((reading) => reading.primary);
  if (primary === undefined) return "listed with who said it, and not checkable.";
  const hindsight = assessmentFor(primary, "withHindsight", own);
  if (hindsight === undefined) return "not yet assessed.";
  const parts = [outcomeWords(claim, primary, hindsight), variantWords(claim, own), nowWords(claim, primary, own)];
  const spokenFor =
    checkedAt ??
    own
      .map((one) => one.knownAt)
      .sort()
      .at(-1) ??
    hindsight.knownAt;
  return `${parts.filter((part) => part !== null).join("; ")}; as of ${dateWords(spokenFor)}.`;
}

/**
 * The strongest reading against the primary verdict (the farthest from its flip, in its own measure), in one sentence; null when none disagrees with it.
 * Proxies count only where no reading of the claim's own or a bridged definition does.
 */
export function counterReading(claim: Claim, assessments: readonly Assessment[]): string | null {
  const own = assessments.filter((one) => one.claim === claim.id);
  const hindsight = (reading: Reading): Assessment | undefined => assessmentFor(reading, "withHindsight", own);
  const primary = claim.readings.find((reading) => reading.primary);
  const verdict = primary === undefined ? undefined : hindsight(primary)?.verdict;
  if (verdict === undefined) return null;
  const against = claim.readings.filter(
    (reading) => !reading.primary && reading.uncounted !== true && isAgainst(hindsight(reading)?.verdict, verdict),
  );
  const deciding = against.filter(isSensitivity);
  const strongest = (deciding.length > 0 ? deciding : against).sort(
    (a, b) => counterStrength(hindsight(b)) - counterStrength(hindsight(a)),
  )[0];
  const assessment = strongest && hindsight(strongest);
  if (strongest === undefined || assessment === undefined) return null;
  return `Against it: ${strongest.says.replace(/\.$/, "")} (${numbersWords(strongest, assessment)}): ${VERDICT_WORDS[assessment.verdict].toLowerCase()}.`;
}

/** How far the value is from where the verdict flips; null without a margin. */
export function flipWords(assessment: Assessment, reading: Reading): string | null {
  const { margin } = assessment;
  if (margin === null) return null;
  const distance = distanceWords(margin.distance, reading.unit);
  const errors = margin.standardErrors === null ? "" : `, ${numberWords(margin.standardErrors)} standard errors`;
  return `The verdict flips at ${amountWords(margin.flipsAt, reading.unit)}; the value is ${distance} away${errors}.`;
}

function basisWords(question: Question, verdict: Verdict, { period, lastChecked, due }: VerdictContext): string | null {
  const checked = lastChecked ? `; last checked ${dateWords(lastChecked)}` : "";
  const dueWords = due ? ` ${dateWords(due)}` : "";
  if (verdict === "not_yet_assessed") return null;
  if (verdict === "lapsed") return `The next was due${dueWords}; we make no statement about today`;
  if (verdict === "open") return `A prediction, judged at the end of${dueWords || " its term"}`;
  if (verdict === "overdue") return `A prediction that was to be judged at the end of${dueWords || " its term"}`;
  if (question === "atPublication") return "Checked only with what was public by 10 Feb 2025";
  if (question === "withHindsight") return "Checked with all evidence for the year it speaks of";
  if (period === null) return `No value to put to the test${checked}`;
  if (verdict === "no_newer_data") return `The newest evidence is for ${period}${checked}`;
  return `The same test on the newest ${PERIOD_WORDS[parsePeriod(period).kind]}, ${period}${checked}`;
}

function outcomeWords(claim: Claim, reading: Reading, assessment: Assessment): string {
  const word = `${VERDICT_WORDS[assessment.verdict].toLowerCase()}${assessment.fragile ? ", though fragile," : ""}`;
  if (claim.prediction !== undefined && (assessment.verdict === "open" || assessment.verdict === "overdue")) {
    return `a prediction, ${word}, judged at the end of ${dateWords(claim.prediction.dueOn)}`;
  }
  if (assessment.value === null) {
    const why = assessment.reasons[0];
    return why === undefined ? word : `${word} by its closest reading (${reasonWords(why).replace(/\.$/, "")})`;
  }
  const study = reading.sameStudy ? ", on the study the article cites, which is not independent" : "";
  return `${word} by its closest reading, ${numbersWords(reading, assessment)}${study}`;
}

function numbersWords(reading: Reading, { value, period }: Assessment): string {
  const measured = value === null ? "no value" : amountWords(value, reading.unit);
  const { expected } = reading;
  const claimed = expected === null || expected.low === expected.high ? "" : ` against ${expectedWords(expected, reading.unit)} claimed`;
  return `${measured}${period === null ? "" : ` ${periodWords(period)}`}${claimed}`;
}

function variantWords(claim: Claim, assessments: readonly Assessment[]): string | null {
  const { agree, total, unanswered } = headline(claim, assessments).sensitivity;
  if (total === 0) return null;
  const without = unanswered === 0 ? "" : ` (${unanswered} without an answer)`;
  return `${agree} of ${total} ${total === 1 ? "variant" : "variants"} ${agree === 1 ? "agrees" : "agree"}${without}`;
}

function nowWords(claim: Claim, primary: Reading, assessments: readonly Assessment[]): string | null {
  const now = assessmentFor(primary, "now", assessments);
  if (now?.verdict === "no_newer_data") return "no newer data";
  const lapsed = now?.reasons.find((reason) => reason.code === "lapsed");
  if (lapsed !== undefined && claim.kind === "policy_event") return `nothing is said of today, because nobody here has checked it again`;
  if (lapsed !== undefined) return `nothing is said of today, the next figure was due ${dateWords(String(lapsed.due))}`;
  if (now === undefined || NEWEST_VERDICT_WORDS[now.verdict] === undefined) return null;
  return `on the newest data, ${numbersWords({ ...primary, expected: null }, now)}, ${NEWEST_VERDICT_WORDS[now.verdict]}`;
}

function isAgainst(verdict: Verdict | undefined, primary: Verdict): boolean {
  if (verdict === undefined) return false;
  return disagreesWithClaim(primary) ? agreesWithClaim(verdict) : disagreesWithClaim(verdict);
}

function counterStrength(assessment: Assessment | undefined): number {
  const margin = assessment?.margin;
  if (!margin) return 0;
  return margin.distance / (Math.abs(margin.flipsAt) || Math.abs(assessment?.value ?? 0) || 1);
}
