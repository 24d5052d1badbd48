import { CLAIMS } from "@talent/catalog/claims";
import { assessClaim } from "@talent/core/assess";
import type { Assessment } from "@talent/core/assessment";
import type { Claim } from "@talent/core/claim";
import { ARTICLE_AS_OF } from "@talent/core/instant";
import type { Db } from "@talent/db/connect";
import { ledgerEvidence } from "@talent/db/read/ledger-evidence";
import { appendAssessments } from "@talent/db/write/append-assessments";
import { ledgerFacts } from "./ledger-facts.ts";

export type LedgerAssessed = {
  readonly written: number;
  readonly verdictChanges: number;
  /** The earliest instant at which the clock alone may change an answer. */
  readonly validUntil: Date | null;
};

/** Assesses every claim with what is known at `now` and stores what differs: other inputs, another rule, or an answer that time made old. */
export async function assessLedger(db: Db, now: Date): Promise<LedgerAssessed> {
  const assessments = await assessedAt(db, CLAIMS, now);
  const { written, verdictChanges } = await appendAssessments(db, assessments, now);
  const ends = assessments.flatMap((one) => (one.validUntil === null ? [] : [Date.parse(one.validUntil)]));
  return { written, verdictChanges, validUntil: ends.length === 0 ? null : new Date(Math.min(...ends)) };
}

/** The assessments of these claims from vintages known at `knownAt`; nothing is stored. */
export async function assessedAt(db: Db, claims: readonly Claim[], knownAt: Date): Promise<Assessment[]> {
  const published = knownAt < ARTICLE_AS_OF ? knownAt : ARTICLE_AS_OF;
  const current = await ledgerEvidence(db, claims, knownAt, ledgerFacts);
  const atPublication = await ledgerEvidence(db, claims, published, ledgerFacts);
  return claims.flatMap((claim) => assessClaim(claim, { atPublication, current }, knownAt));
}
