import { publicationKnowledge } from "../time/instant.ts";
import type { Assessment } from "./assessment.ts";

/**
 * Stored assessments as they stand at `assessedAt`, the ISO instant at which all were last looked through: one that nothing has changed since is not
 * written again, and speaks for that instant all the same. Null: they were never looked through, and stay as they are.
 */
export function spokenFor<A extends Assessment>(assessments: readonly A[], assessedAt: string | null): A[] {
  if (assessedAt === null) return [...assessments];
  const at = new Date(assessedAt);
  return assessments.map((assessment) => {
    if (new Date(assessment.knownAt) >= at) return assessment;
    const asOf = assessment.question === "atPublication" ? publicationKnowledge(at) : at;
    return { ...assessment, asOf: asOf.toISOString(), knownAt: at.toISOString() };
  });
}
