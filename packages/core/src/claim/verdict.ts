import { contains, disjoint, holdsValue, type Interval } from "../measure/interval.ts";
import type { Assessment, Question, Verdict } from "./assessment.ts";
import type { Fit } from "./claim.ts";

type Margin = NonNullable<Assessment["margin"]>;

/** Under this many standard errors from where it flips, a verdict is fragile. */
const FIRM_STANDARD_ERRORS = 2;

/** Where no standard error is known: nearer to the flip than this part of the larger of the two numbers is fragile. */
const FIRM_PART = 0.02;

/**
 * The ends of an expected interval at which a verdict flips. A closed end at 100 is the end of a percentage scale, not a threshold; a single
 * expected number ("in force") has none.
 */
export function thresholdsOf(expected: Interval): number[] {
  if (expected.low === expected.high) return [];
  const scaleEnd = expected.high === 100 && !expected.highOpen && expected.low >= 0;
  return [expected.low, ...(scaleEnd ? [] : [expected.high])].filter(Number.isFinite);
}

/** The nearest flip value and the distance to it; null where nothing flips. */
export function marginOf(value: number, standardError: number | null, expected: Interval): Margin | null {
  const nearest = thresholdsOf(expected).sort((a, b) => Math.abs(value - a) - Math.abs(value - b))[0];
  if (nearest === undefined) return null;
  const distance = Math.abs(value - nearest);
  return { flipsAt: nearest, distance, standardErrors: standardError === null || standardError === 0 ? null : distance / standardError };
}

/**
 * True when a decided verdict could easily be otherwise: under two standard errors where they are known; within 2 % of the flip where they are not;
 * or, on the study the article cites, when the sampling interval (`sampled`) lies across the expected one's end.
 */
export function isFragile(value: number, margin: Margin | null, sampled: Interval | null, expected: Interval): boolean {
  if (sampled !== null && relationOf(sampled, expected) === "straddles") return true;
  if (margin === null) return false;
  if (margin.standardErrors !== null) return margin.standardErrors < FIRM_STANDARD_ERRORS;
  return margin.distance <= FIRM_PART * Math.max(Math.abs(value), Math.abs(margin.flipsAt));
}

/** How what was measured lies to what was claimed. */
export type Relation = "inside" | "disjoint" | "straddles";

/** Where a number lies to an interval. */
export type IntervalSide = "inside" | "below" | "above";

/** Compares two intervals. A lower bound reaches to infinity, so it can lie inside "more than" but never apart from it. */
export function relationOf(measured: Interval, expected: Interval): Relation {
  if (contains(expected, measured)) return "inside";
  return disjoint(expected, measured) ? "disjoint" : "straddles";
}

/** The side of the expected interval on which the stated number itself lies. */
export function sideOf(value: number, expected: Interval): IntervalSide {
  if (holdsValue(expected, value)) return "inside";
  return value <= expected.low ? "below" : "above";
}

/** The verdict's word. A proxy can only be in line or not, a related reading gives context; only the claim's own or a bridged definition decides. */
export function verdictOf(relation: Relation, fit: Fit, question: Question): Verdict {
  if (fit === "related") return "context";
  if (relation === "straddles") return "undetermined";
  const agrees = relation === "inside";
  if (fit === "proxy") return agrees ? "in_line" : "not_in_line";
  if (question === "now") return agrees ? "holds" : "does_not_hold";
  return agrees ? "supported" : "contradicted";
}

/** True for verdicts that say yes or no. */
export const isDecided = (verdict: Verdict): boolean => agreesWithClaim(verdict) || disagreesWithClaim(verdict);

/** True for verdicts on the claim's side. */
export const agreesWithClaim = (verdict: Verdict): boolean => verdict === "supported" || verdict === "holds" || verdict === "in_line";

/** True for verdicts against the claim. */
export const disagreesWithClaim = (verdict: Verdict): boolean =>
  verdict === "contradicted" || verdict === "does_not_hold" || verdict === "not_in_line";
