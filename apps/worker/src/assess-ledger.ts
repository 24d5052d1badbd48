import { CLAIMS } from "@talent/catalog/claims";
import { assessClaim } from "@talent/core/assess";
import type { Assessment } from "@talent/core/assessment";
import type { Claim } from "@talent/core/claim";
import { publicationKnowledge } from "@talent/core/instant";
import type { Db } from "@talent/db/connect";
import { ledgerEvidence } from "@talent/db/read/ledger-evidence";
import { appendAssessments } from "@talent/db/write/append-assessments";
import { ledgerFacts } from "./ledger-facts.ts";

/** Assesses every claim with what is known at `now` and stores what differs: other inputs, another rule, or an answer that time made old. */
export async function assessLedger(db: Db, now: Date): Promise<{ written: number; verdictChanges: number }> {
  return await appendAssessments(db, await assessedAt(db, CLAIMS, now), now);
}

/** The assessments of these claims from vintages known at `knownAt`; nothing is stored. */
export async function assessedAt(db: Db, claims: readonly Claim[], knownAt: Date): Promise<Assessment[]> {
  const current = await ledgerEvidence(db, claims, knownAt, ledgerFacts);
  const atPublication = await ledgerEvidence(db, claims, publicationKnowledge(knownAt), ledgerFacts);
  return claims.flatMap((claim) => assessClaim(claim, { atPublication, current }, knownAt));
}
