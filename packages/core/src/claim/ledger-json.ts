import type { Provenance } from "../observation/observation.ts";
import type { Assessment, Question, Reason } from "./assessment.ts";
import type { Claim, ClaimKind, ClaimRevision, Fit, Reading } from "./claim.ts";
import { assessmentFor, type Headline, headline } from "./headline.ts";

/** ISO instants; null when the claim was never checked, never changed, or nothing is expected. */
export type ClaimTimes = { readonly lastChecked: string | null; readonly lastChanged: string | null; readonly nextExpected: string | null };

/** One question's answer. Infinite ends are null. */
export type QuestionJson = Pick<
  Assessment,
  "verdict" | "value" | "low" | "high" | "period" | "validUntil" | "margin" | "fragile" | "inputs" | "reasons"
> & { readonly asOf: string | null };

export type ReadingJson = {
  readonly id: string;
  readonly says: string;
  readonly primary: boolean;
  readonly fit: Fit;
  readonly provenance: Provenance;
  readonly unit: string;
  readonly dataOrigin: string;
  readonly counted: boolean;
  readonly sameStudy: boolean;
  readonly bridge: string | null;
  readonly expected: {
    readonly low: number | null;
    readonly high: number | null;
    readonly lowOpen: boolean;
    readonly highOpen: boolean;
  } | null;
  readonly direction: Assessment["direction"];
  readonly margin: Assessment["margin"];
  readonly fragile: boolean;
  readonly inputs: readonly string[];
  readonly reasons: readonly Reason[];
} & Readonly<Record<Question, QuestionJson>>;

/** A claim with its assessments, exactly as `claims --json` and the API give it. */
export type ClaimJson = {
  readonly id: string;
  readonly paraphrase: string;
  readonly place: {
    readonly paragraph: number;
    readonly saidBy: string;
    readonly sourceNamed: boolean;
    readonly namedSource: string | null;
  };
  readonly kind: ClaimKind;
  readonly asserted: string | null;
  readonly headline: Headline;
  readonly readings: readonly ReadingJson[];
  readonly revisions: readonly ClaimRevision[];
  readonly related: Claim["related"];
  readonly prediction: Claim["prediction"] | null;
  readonly comparability: readonly string[];
} & ClaimTimes;

const QUESTIONS: readonly Question[] = ["withHindsight", "now", "atPublication"];

/** The claim as `claims --json` and the API print it. `assessments` may hold other claims' too. */
export function claimJson(claim: Claim, assessments: readonly Assessment[], times: ClaimTimes): ClaimJson {
  const own = assessments.filter((one) => one.claim === claim.id);
  const { paragraph, saidBy, sourceNamed } = claim.place;
  return {
    id: claim.id,
    paraphrase: claim.paraphrase.en,
    place: { paragraph, saidBy, sourceNamed: sourceNamed !== null, namedSource: sourceNamed },
    kind: claim.kind,
    asserted: claim.asserted,
    headline: headline(claim, own),
    readings: claim.readings.map((reading) => readingJson(reading, own)),
    revisions: claim.revisions,
    related: claim.related,
    prediction: claim.prediction ?? null,
    comparability: claim.comparability ?? [],
    lastChecked: times.lastChecked,
    lastChanged: times.lastChanged,
    nextExpected: times.nextExpected,
  };
}

/** The ISO date on which the next figure of any of these assessments, or our next review, is due, overdue ones included; null when none is expected. */
export function nextExpected(assessments: readonly Assessment[]): string | null {
  const due = nextDue(assessments)?.due;
  return due === undefined ? null : String(due);
}

/** True when what is expected next is a review of ours, not a publisher's figure. */
export function expectsReview(assessments: readonly Assessment[]): boolean {
  return nextDue(assessments)?.review === true;
}

function nextDue(assessments: readonly Assessment[]): Reason | undefined {
  const all = assessments.flatMap((one) => one.reasons.filter((reason) => reason.code === "next_due"));
  return all.sort((a, b) => (String(a.due) < String(b.due) ? -1 : 1))[0];
}

/** The reading-wide fields: margin and fragility as for hindsight, else the first question with a margin; inputs and reasons of all three. */
function readingJson(reading: Reading, assessments: readonly Assessment[]): ReadingJson {
  const asked = QUESTIONS.flatMap((question) => assessmentFor(reading, question, assessments) ?? []);
  const decisive = asked.find((one) => one.margin !== null) ?? asked[0];
  return {
    id: reading.id,
    says: reading.says,
    primary: reading.primary,
    fit: reading.fit,
    provenance: reading.provenance,
    unit: reading.unit,
    dataOrigin: reading.dataOrigin,
    counted: reading.uncounted !== true,
    sameStudy: reading.sameStudy === true,
    bridge: reading.bridge ?? null,
    expected: expectedJson(reading),
    atPublication: questionJson(assessmentFor(reading, "atPublication", assessments)),
    withHindsight: questionJson(assessmentFor(reading, "withHindsight", assessments)),
    now: questionJson(assessmentFor(reading, "now", assessments)),
    direction: assessmentFor(reading, "now", assessments)?.direction ?? null,
    margin: decisive?.margin ?? null,
    fragile: decisive?.fragile ?? false,
    inputs: [...new Set(asked.flatMap((one) => one.inputs))].sort(),
    reasons: [...new Map(asked.flatMap((one) => one.reasons).map((reason) => [JSON.stringify(reason), reason])).values()],
  };
}

function questionJson(assessment: Assessment | undefined): QuestionJson {
  if (assessment === undefined) return NOT_YET_ASSESSED;
  const { verdict, value, low, high, period, asOf, validUntil, margin, fragile, inputs, reasons } = assessment;
  return { verdict, value, low, high, period, asOf, validUntil, margin, fragile, inputs, reasons };
}

const NOT_YET_ASSESSED: QuestionJson = {
  verdict: "not_yet_assessed",
  value: null,
  low: null,
  high: null,
  period: null,
  asOf: null,
  validUntil: null,
  margin: null,
  fragile: false,
  inputs: [],
  reasons: [],
};

function expectedJson({ expected }: Reading): ReadingJson["expected"] {
  if (expected === null) return null;
  const { low, high, lowOpen, highOpen } = expected;
  return { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null, lowOpen, highOpen };
}
