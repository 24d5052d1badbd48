import type { Interval } from "../measure/interval.ts";
import { publicationAsOf } from "../time/instant.ts";

export type Question = "atPublication" | "withHindsight" | "now";

export type Verdict =
  | "supported"
  | "contradicted"
  | "undetermined"
  | "not_checkable" // atPublication, withHindsight
  | "holds"
  | "does_not_hold"
  | "no_newer_data"
  | "lapsed"
  | "not_assessable" // now
  | "in_line"
  | "not_in_line" // proxies
  | "open"
  | "overdue" // predictions
  | "context" // related readings
  | "not_yet_assessed";

/** A reason a page can say in any language: a stable code with its parameters. */
export type Reason = { readonly code: string } & Readonly<Record<string, string | number | boolean | null>>;

export type AssessmentCause = "inputs" | "rule" | "time";

/** A reading evaluated at an as-of for one question. Instants are ISO. */
export type Assessment = {
  readonly claim: string;
  readonly reading: string;
  readonly question: Question;
  readonly verdict: Verdict;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly period: string | null;
  /** The instant whose knowledge was used. */
  readonly asOf: string;
  /** The instant the assessment is valid for. */
  readonly knownAt: string;
  /** When the clock alone may change the answer; null: never. */
  readonly validUntil: string | null;
  /** Observation ids, sorted. */
  readonly inputs: readonly string[];
  readonly reasons: readonly Reason[];
  /** For `now` only. */
  readonly direction: "widening" | "steady" | "narrowing" | "reversed" | "too_few_points" | null;
  /** The value at which the verdict flips, in the reading's unit, the distance to it, and in standard errors where known. */
  readonly margin: { readonly flipsAt: number; readonly distance: number; readonly standardErrors: number | null } | null;
  readonly fragile: boolean;
  /** Hash of the reading's definition. */
  readonly readingFingerprint: string;
  /** Hash of the inputs used and the verdict they gave. */
  readonly inputsHash: string;
};

export type ExpectedInterval = Interval | null;

/**
 * Stored assessments as they stand at `assessedAt`, the ISO instant at which all were last checked: one that nothing has changed since is not
 * written again, and is valid for that instant all the same. Null: they were never checked, and stay as they are.
 */
export function carryForward<A extends Assessment>(assessments: readonly A[], assessedAt: string | null): A[] {
  if (assessedAt === null) return [...assessments];
  const at = new Date(assessedAt);
  return assessments.map((assessment) => {
    if (new Date(assessment.knownAt) >= at) return assessment;
    const asOf = assessment.question === "atPublication" ? publicationAsOf(at) : at;
    return { ...assessment, asOf: asOf.toISOString(), knownAt: at.toISOString() };
  });
}
