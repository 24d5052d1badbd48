import { contains, disjoint, holdsValue, type Interval } from "../measure/interval.ts";
import type { Question, Verdict } from "./assessment.ts";
import type { Fit } from "./claim.ts";

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
export const isDecided = (verdict: Verdict): boolean => agrees(verdict) || disagrees(verdict);

/** True for verdicts on the claim's side. */
export const agrees = (verdict: Verdict): boolean => verdict === "supported" || verdict === "holds" || verdict === "in_line";

/** True for verdicts against the claim. */
export const disagrees = (verdict: Verdict): boolean =>
  verdict === "contradicted" || verdict === "does_not_hold" || verdict === "not_in_line";
