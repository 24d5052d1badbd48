import { indicatorById } from "@talent/catalog/indicators/all";
import { CROSS_CHECKS } from "@talent/catalog/series/cross-checks";
import type { Claim } from "@talent/core/claim/claim";
import { type CheckedPair, crossChecksOf, findContradictions, withholdValues } from "@talent/core/claim/cross-checks";
import { seriesId } from "@talent/core/observation/series";
import { assessmentHistory, type StoredAssessment } from "@talent/db/read/claims/assessments";
import { type GatedAssessment, withheldAmong } from "@talent/db/read/licence/licence-gate";
import { type ApiObservation, observationsByIds } from "@talent/db/read/observations/api-observation";
import { pointsAsOf } from "@talent/db/read/observations/points";
import { type LedgerEntry, type LedgerView, loadLedger } from "../ledger/load.ts";
import type { AsOf } from "../request/as-of.ts";
import { db } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { storeVersion } from "../store/store-state.ts";

export type PastAssessment = GatedAssessment<StoredAssessment>;

export type ClaimView = {
  readonly view: LedgerView;
  readonly entry: LedgerEntry;
  readonly inputs: ReadonlyMap<string, ApiObservation>;
  /** Oldest first. Empty for another as-of than now: what was assessed then is recomputed, not remembered. */
  readonly history: readonly PastAssessment[];
  /** Pairs of sources that speak of one thing this claim rests on and share at least one period. */
  readonly disputes: readonly CheckedPair[];
};

const MAX_AGE_MS = 10_000;

/** One claim with every observation its assessments name; null when there is no such claim. */
export async function loadClaim(id: string, asOf: AsOf): Promise<ClaimView | null> {
  const view = await loadLedger(asOf);
  const entry = view.entries.find((one) => one.claim.id === id);
  if (!entry) return null;
  const key = `claim ${id} ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(view.store)}`;
  return memoize(key, MAX_AGE_MS, async () => {
    const ids = [...new Set(entry.assessments.flatMap((assessment) => assessment.inputs))];
    const [inputs, history, disputes] = await Promise.all([
      observationsByIds(db(), ids),
      asOf ? [] : assessmentHistory(db(), id),
      loadCrossChecks(entry.claim, view.knownAt),
    ]);
    return { view, entry, inputs: new Map(inputs.map((one) => [one.id, one])), history, disputes };
  });
}

/**
 * The pairs of sources that speak of one thing a claim rests on, as known at an instant: where they disagree beyond tolerance, newest first, and in
 * how many periods they agree. Pairs that share no period are left out; values a licence keeps back are null.
 */
async function loadCrossChecks(claim: Claim, asOf: Date): Promise<CheckedPair[]> {
  const checks = crossChecksOf(claim, CROSS_CHECKS);
  if (checks.length === 0) return [];
  const points = await pointsAsOf(
    db(),
    checks.flatMap(({ left, right }) => [left, right]),
    asOf,
  );
  const unitOf = (indicator: string): string => indicatorById(indicator)?.unit ?? "";
  const pairs = findContradictions(checks, (key) => points.get(seriesId(key)) ?? [], unitOf);
  const ids = pairs.flatMap(({ cards }) => cards.flatMap(({ left, right }) => [left.id, right.id]));
  return withholdValues(pairs, await withheldAmong(db(), ids)).filter(({ cards, agree }) => cards.length + agree > 0);
}

/** The observations of these ids that are known, with the licence gate applied. */
export async function loadObservations(ids: readonly string[]): Promise<readonly ApiObservation[]> {
  if (ids.length === 0) return [];
  return observationsByIds(db(), [...ids]);
}
