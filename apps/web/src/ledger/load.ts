import { CLAIMS } from "@talent/catalog/claims/all";
import { assessClaim } from "@talent/core/claim/assess";
import { type Assessment, carryForward } from "@talent/core/claim/assessment";
import type { Claim } from "@talent/core/claim/claim";
import { claimTimes } from "@talent/core/claim/claim-times";
import { type Headline, headline } from "@talent/core/claim/headline";
import type { ClaimTimes } from "@talent/core/claim/ledger-json";
import type { Evidence } from "@talent/core/measure/evidence";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { publicationAsOf } from "@talent/core/time/instant";
import { latestAssessments } from "@talent/db/read/claims/assessments";
import { ledgerEvidence } from "@talent/db/read/claims/ledger-evidence";
import { sourceTimes } from "@talent/db/read/ingest/freshness-inputs";
import type { SourceState } from "@talent/db/read/ingest/sources";
import { type GatedAssessment, gateAssessments } from "@talent/db/read/licence/licence-gate";
import { shownPoints } from "@talent/db/read/observations/points";
import type { StoreState } from "@talent/db/read/store/store-state";
import type { AsOf } from "../request/as-of.ts";
import { db } from "../store/database.ts";
import { memoize } from "../store/memoize.ts";
import { currentSources } from "../store/sources.ts";
import { currentStoreState, storeVersion } from "../store/store-state.ts";
import { policySeriesKeys } from "./policy-events.ts";
import { indicatorFacts, type ShownSeries } from "./trajectory.ts";

/** An assessment as anybody may see it: `withheld` names the licence that keeps its numbers back. */
export type ShownAssessment = GatedAssessment;

export type LedgerEntry = {
  readonly claim: Claim;
  readonly assessments: readonly ShownAssessment[];
  readonly headline: Headline;
  readonly times: ClaimTimes;
};

/** Everything the pages and the API say about the claims at one as-of. `shown` are the points charts may draw. */
export type LedgerView = {
  readonly store: StoreState;
  readonly knownAt: Date;
  /** ISO instant for which the assessments speak: a stored one that nothing has changed since still does. Null before the first assessment. */
  readonly checkedAt: string | null;
  readonly entries: readonly LedgerEntry[];
  readonly sources: readonly SourceState[];
  readonly shown: ShownSeries;
};

// A look that found nothing new writes no change, and pages say when they were last checked.
const MAX_AGE_MS = 10_000;

/**
 * The ledger as of an instant, or with null as it stands: then the stored assessments are shown as they are, so that page, API and
 * command line say one thing. Kept until something changes in the store.
 */
export async function loadLedger(asOf: AsOf): Promise<LedgerView> {
  const store = await currentStoreState();
  const key = `ledger ${asOf?.instant.toISOString() ?? "now"} ${storeVersion(store)}`;
  return memoize(key, MAX_AGE_MS, () => buildLedger(asOf, store));
}

async function buildLedger(asOf: AsOf, store: StoreState): Promise<LedgerView> {
  const now = new Date();
  const knownAt = asOf && asOf.instant < now ? asOf.instant : now;
  const assessing = asOf ? reassessAt(knownAt).then((made) => gateAssessments(db(), made)) : loadStoredAssessments(store);
  const [sources, shown, assessments, times] = await Promise.all([
    currentSources(),
    shownPoints(db(), ledgerSeriesKeys(), knownAt),
    assessing,
    sourceTimes(db(), knownAt),
  ]);
  const byClaim = Map.groupBy(assessments, (assessment) => assessment.claim);
  const entries = CLAIMS.map((claim): LedgerEntry => {
    const own = byClaim.get(claim.id) ?? [];
    return { claim, assessments: own, headline: headline(claim, own), times: claimTimes(claim, own, times) };
  });
  const checkedAt = asOf ? knownAt.toISOString() : store.assessedAt;
  return { store, knownAt, checkedAt, entries, sources, shown };
}

function ledgerSeriesKeys(): SeriesKey[] {
  const measured = CLAIMS.flatMap((claim) => claim.readings.flatMap((reading) => (reading.measure ? bindingsOf(reading.measure) : [])));
  return [...measured, ...CLAIMS.flatMap((claim) => claim.related), ...policySeriesKeys()];
}

async function reassessAt(knownAt: Date): Promise<Assessment[]> {
  const [current, atPublication] = await Promise.all([loadEvidenceAt(knownAt), loadEvidenceAt(publicationAsOf(knownAt))]);
  return CLAIMS.flatMap((claim) => assessClaim(claim, { atPublication, current }, knownAt));
}

async function loadEvidenceAt(instant: Date): Promise<Evidence> {
  return ledgerEvidence(db(), CLAIMS, instant, indicatorFacts);
}

async function loadStoredAssessments({ assessedAt: lookedThrough }: StoreState): Promise<ShownAssessment[]> {
  return carryForward(await latestAssessments(db()), lookedThrough);
}
