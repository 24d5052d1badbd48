import { CLAIMS } from "@talent/catalog/claims/all";
import { assessClaim } from "@talent/core/claim/assess";
import type { Assessment } from "@talent/core/claim/assessment";
import type { Claim } from "@talent/core/claim/claim";
import { publicationAsOf } from "@talent/core/time/instant";
import type { Db } from "@talent/db/connect";
import { ledgerEvidence } from "@talent/db/read/claims/ledger-evidence";
import { acquireStoreLock } from "@talent/db/store-lock";
import { appendAssessments } from "@talent/db/write/claims/append-assessments";
import { type EvaluateOptions, evaluateAlerts } from "../alerts/evaluate/evaluate-alerts.ts";
import { indicatorFacts } from "./indicator-facts.ts";

/**
 * Assesses every claim with what is known at `now` and stores what differs: other inputs, another rule, or an answer that has expired. Then the rules
 * of alerts are evaluated that anything concerns. One at a time per store, so that a slower one never overwrites newer results with older ones.
 */
export async function assessLedger(
  db: Db,
  now: Date,
  alerts: Pick<EvaluateOptions, "all" | "log"> = {},
): Promise<{ written: number; verdictChanges: number }> {
  const release = await acquireStoreLock(db, "assess");
  try {
    const assessed = await appendAssessments(db, await assessAsOf(db, CLAIMS, now), now);
    await evaluateAlerts(db, { now, ...alerts });
    return assessed;
  } finally {
    await release();
  }
}

/** The assessments of these claims from vintages known at `knownAt`; nothing is stored. */
export async function assessAsOf(db: Db, claims: readonly Claim[], knownAt: Date): Promise<Assessment[]> {
  const current = await ledgerEvidence(db, claims, knownAt, indicatorFacts);
  const atPublication = await ledgerEvidence(db, claims, publicationAsOf(knownAt), indicatorFacts);
  return claims.flatMap((claim) => assessClaim(claim, { atPublication, current }, knownAt));
}
