import { indicatorById } from "@talent/catalog/indicators/all";
import { CROSS_CHECKS } from "@talent/catalog/series/cross-checks";
import type { Claim } from "@talent/core/claim/claim";
import { type CheckedPair, contradictionCards, crossChecksOf, withheldCards } from "@talent/core/claim/cross-checks";
import { seriesId } from "@talent/core/observation/series-id";
import { type LedgerEntry, type LedgerView, loadLedger } from "../ledger/load.ts";
import type { AsOf } from "../request/as-of.ts";
import { database } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { nodePackages } from "../store/node-packages.ts";
import { storeVersion } from "../store/store-state.ts";

type ObservationModule = Awaited<ReturnType<typeof nodePackages.observation>>;

/** An observation as the API gives it, with what may not be republished held back. */
export type InputObservation = Awaited<ReturnType<ObservationModule["observationsByIds"]>>[number];

type AssessmentModule = Awaited<ReturnType<typeof nodePackages.assessments>>;
export type PastAssessment = Awaited<ReturnType<AssessmentModule["assessmentHistory"]>>[number];

export type ClaimView = {
  readonly view: LedgerView;
  readonly entry: LedgerEntry;
  readonly inputs: ReadonlyMap<string, InputObservation>;
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
    const db = await database();
    const [{ observationsByIds }, { assessmentHistory }] = await Promise.all([nodePackages.observation(), nodePackages.assessments()]);
    const ids = [...new Set(entry.assessments.flatMap((assessment) => assessment.inputs))];
    const [inputs, history, disputes] = await Promise.all([
      observationsByIds(db, ids),
      asOf ? [] : assessmentHistory(db, id),
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
  const [db, { pointsAsOf }, { withheldAmong }] = await Promise.all([database(), nodePackages.pointsAsOf(), nodePackages.licenceGate()]);
  const points = await pointsAsOf(
    db,
    checks.flatMap(({ left, right }) => [left, right]),
    asOf,
  );
  const unitOf = (indicator: string): string => indicatorById(indicator)?.unit ?? "";
  const pairs = contradictionCards(checks, (key) => points.get(seriesId(key)) ?? [], unitOf);
  const ids = pairs.flatMap(({ cards }) => cards.flatMap(({ left, right }) => [left.id, right.id]));
  return withheldCards(pairs, await withheldAmong(db, ids)).filter(({ cards, agree }) => cards.length + agree > 0);
}

/** The observations of these ids that are known, with the licence gate applied. */
export async function loadObservations(ids: readonly string[]): Promise<readonly InputObservation[]> {
  if (ids.length === 0) return [];
  const { observationsByIds } = await nodePackages.observation();
  return observationsByIds(await database(), [...ids]);
}
