import type { Evaluated } from "../measure/evaluate.ts";
import { breakWithin } from "../observation/breaks.ts";
import type { ObservationStatus, Provenance } from "../observation/observation.ts";
import type { Reason } from "./assessment.ts";
import type { Asked } from "./question.ts";

const STATUS_CODES: Partial<Record<ObservationStatus, string>> = {
  P: "provisional",
  E: "estimated",
  F: "forecast_used",
  D: "definition_differs",
};

const GRADES: readonly Provenance[] = ["official", "research", "reported"];

/** What a reader should know of the numbers behind a value: their kind, their limits and how near they are to the claim's own definition. */
export function evidenceReasons({ reading, evidence }: Asked, evaluated: Evaluated): Reason[] {
  const reasons: Reason[] = [];
  if (reading.sameStudy) reasons.push({ code: "same_study" });
  if (reading.fit === "bridged") reasons.push({ code: "bridged", note: reading.bridge ?? null });
  if (reading.fit === "proxy") reasons.push({ code: "proxy" });
  if (evaluated.bound !== null) reasons.push({ code: evaluated.bound === "lower" ? "lower_bound" : "upper_bound" });
  if (evaluated.n !== null) reasons.push({ code: "sample", n: evaluated.n });
  for (const status of new Set(evaluated.used.map(({ point }) => point.status))) {
    const code = STATUS_CODES[status];
    if (code !== undefined) reasons.push({ code });
  }
  const broken = breakWithin(evaluated, evidence);
  if (broken !== null)
    reasons.push({ code: "across_break", period: broken.period, ...(broken.note === null ? {} : { note: broken.note }) });
  const weakest = weakestProvenance(evaluated);
  if (GRADES.indexOf(weakest) > GRADES.indexOf(reading.provenance)) reasons.push({ code: "provenance_capped", provenance: weakest });
  return reasons;
}

const weakestProvenance = ({ used }: Evaluated): Provenance =>
  GRADES.findLast((grade) => used.some(({ point }) => point.provenance === grade)) ?? "official";
