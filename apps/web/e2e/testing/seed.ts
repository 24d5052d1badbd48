import { CLAIMS } from "@talent/catalog/claims/all";
import type { Outcome } from "@talent/core/capture/outcome";
import { assessClaim } from "@talent/core/claim/assess";
import { publicationAsOf } from "@talent/core/time/instant";
import type { Db } from "@talent/db/connect";
import { ledgerEvidence } from "@talent/db/read/claims/ledger-evidence";
import type { SourceRecord } from "@talent/db/read/ingest/sources";
import { appendAssessments } from "@talent/db/write/claims/append-assessments";
import { keepExchanges } from "@talent/db/write/ingest/keep-exchanges";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { finishRun, startRun } from "@talent/db/write/ingest/runs";
import { appendObservations } from "@talent/db/write/observations/append-observations";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { indicatorFacts } from "../../src/ledger/trajectory.ts";
import { csvDocument, type Document } from "./documents.ts";
import { countedList, hostilePage } from "./hostile.ts";
import { GRADUATES, TALENT, VISAS } from "./numbers.ts";

const FINGERPRINT = "e2e";

type Facts = Pick<SourceRecord, "id" | "title" | "kind" | "produces"> & Partial<SourceRecord>;

const record = (facts: Facts): SourceRecord => ({
  publisher: { name: `Publisher of ${facts.id}`, url: "https://example.org", country: "USA" },
  licence: { name: "CC BY 4.0", republish: "values" },
  requests: [],
  schedule: facts.kind === "live" ? { cron: "0 6 * * 1" } : null,
  cadence: { every: "P1Y", lag: "P3M", grace: "P6M" },
  expect: { observations: [0, 1_000], values: {} },
  states: "listed",
  parserFingerprint: FINGERPRINT,
  ...facts,
});

const SOURCES: readonly SourceRecord[] = [
  record({ id: "cn-graduate-counts", title: "Graduates in China", kind: "curated", produces: ["cn-graduates-regular"] }),
  record({
    id: "macropolo-talent",
    title: "Global AI Talent Tracker",
    short: { en: "MacroPolo's talent tracker" },
    kind: "curated",
    produces: ["top-ai-talent-origin", "top-ai-talent-workplace"],
  }),
  record({ id: "state-niv-annual", title: "Nonimmigrant visas issued", kind: "live", produces: ["us-visas-issued-annual"] }),
  record({ id: "sevis-mapping", title: "Active student records", kind: "live", produces: ["us-active-students"] }),
  record({
    id: "qs-rankings",
    title: "World university rankings",
    kind: "live",
    produces: ["qs-top100-universities"],
    licence: { name: "terms of use", republish: "counts" },
  }),
  record({ id: "epoch-models", title: "Notable AI models", kind: "live", produces: ["notable-ai-models"] }),
];

/** Fills an empty, migrated database with a small ledger: true numbers, one revision, hostile text, a gated licence, a source nobody could reach. */
export async function seed(db: Db): Promise<void> {
  await claimStoreMode(db, "live");
  await registerSources(db, SOURCES, new Date("2025-01-01T00:00:00Z"));
  const curated = (id: string) => ({ url: `curated:${id}/data.csv`, capturedAt: "2025-01-02T06:00:00.000Z" });
  await take(db, "cn-graduate-counts", csvDocument(GRADUATES, curated("cn-graduate-counts")));
  await take(db, "macropolo-talent", csvDocument(TALENT, curated("macropolo-talent")));
  const visas = { url: "https://travel.state.gov/visas.csv", capturedAt: "2025-01-03T06:00:00.000Z" };
  await take(db, "state-niv-annual", csvDocument(VISAS, visas));
  const revised = VISAS.slice(0, 1).map((one) => ({ ...one, value: one.value + 5 }));
  await take(db, "state-niv-annual", csvDocument(revised, { ...visas, capturedAt: "2025-06-03T06:00:00.000Z" }));
  await take(db, "sevis-mapping", hostilePage("2025-04-08T06:00:00.000Z"));
  await take(db, "qs-rankings", await countedList("2025-04-09T06:00:00.000Z"));
  await run(db, "epoch-models", "unreachable", "2025-04-10T06:00:00.000Z", { message: "no answer within 30 s" });
  for (const instant of ["2025-02-10T23:59:59.999Z", "2025-07-01T00:00:00.000Z"]) await assess(db, new Date(instant));
}

async function take(db: Db, source: string, { exchange, observations }: Document): Promise<void> {
  const now = new Date(exchange.capturedAt);
  const runId = await startRun(db, { source, slotId: null, fence: null, trigger: "schedule", parserFingerprint: FINGERPRINT, now });
  const [kept] = await keepExchanges(db, { source, runId, exchanges: [exchange], parserFingerprint: FINGERPRINT });
  const shared = { source, exchangeId: kept?.exchangeId ?? "", runId, parserFingerprint: FINGERPRINT, scope: "listed" as const };
  await appendObservations(db, { ...shared, observations, held: [], refusals: [], vintage: now, now });
  await finishRun(db, runId, { outcome: "new_values", detail: {}, now });
}

async function run(db: Db, source: string, outcome: Outcome, at: string, detail: unknown): Promise<void> {
  const now = new Date(at);
  const runId = await startRun(db, { source, slotId: null, fence: null, trigger: "schedule", parserFingerprint: FINGERPRINT, now });
  await finishRun(db, runId, { outcome, detail, now });
}

async function assess(db: Db, now: Date): Promise<void> {
  const current = await ledgerEvidence(db, CLAIMS, now, indicatorFacts);
  const atPublication = await ledgerEvidence(db, CLAIMS, publicationAsOf(now), indicatorFacts);
  const assessments = CLAIMS.flatMap((claim) => assessClaim(claim, { atPublication, current }, now));
  await appendAssessments(db, assessments, now);
}
