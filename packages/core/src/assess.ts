import type { Assessment, Question } from "./assessment.ts";
import type { Claim, Reading } from "./claim.ts";
import type { Evidence } from "./evidence.ts";

export type { Evidence, IndicatorFacts } from "./evidence.ts";

/**
 * One reading of a claim, one question. `evidence` is as of `knownAt`, or for `atPublication` as of the earlier of that and the article's day;
 * `later` is what is known at `knownAt`, and only serves to say that something was published then but is not held from then.
 */
export function assessReading(
  claim: Claim,
  reading: Reading,
  question: Question,
  evidence: Evidence,
  knownAt: Date,
  later: Evidence = evidence,
): Assessment {
  throw new Error(`not assessed yet: ${claim.id} ${reading.id} ${question} ${knownAt.toISOString()} ${evidence === later}`);
}

/** Every reading of a claim, all three questions, in the claim's order. An opinion has none. */
export function assessClaim(claim: Claim, evidence: { atPublication: Evidence; current: Evidence }, knownAt: Date): Assessment[] {
  return claim.readings.flatMap((reading) => [
    assessReading(claim, reading, "atPublication", evidence.atPublication, knownAt, evidence.current),
    assessReading(claim, reading, "withHindsight", evidence.current, knownAt),
    assessReading(claim, reading, "now", evidence.current, knownAt),
  ]);
}
