import { CLAIMS } from "@talent/catalog/claims/all";
import { latestAssessments } from "@talent/db/read/claims/assessments";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { SOURCES } from "@talent/sources/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCurated } from "../ingest/load-curated.ts";
import { sandboxedParser, sourceRecord } from "../ingest/parser.ts";
import { assessLedger } from "./assess-ledger.ts";

let store: TestDatabase;
const day = (text: string): Date => new Date(`${text}T12:00:00Z`);
const sources = SOURCES.filter((source) => source.id === "civil-service-exam");
beforeAll(async () => {
  store = await testDatabase();
  await registerSources(
    store.db,
    sources.map((source) => sourceRecord(source, sandboxedParser)),
    day("2026-01-05"),
  );
}, 120_000);
afterAll(() => store?.drop());

const verdictOf = async (question: string): Promise<string | undefined> => {
  const primary = CLAIMS.find((claim) => claim.id === "civil-service-record")?.readings.find((reading) => reading.primary);
  return (await latestAssessments(store.db)).find(
    (one) => one.reading === primary?.id && one.claim === "civil-service-record" && one.question === question,
  )?.verdict;
};

describe("assessing the ledger", { timeout: 60_000 }, () => {
  it("assesses every reading with three questions, and nothing again while nothing changed", async () => {
    const readings = CLAIMS.flatMap((claim) => claim.readings).length;
    expect(await assessLedger(store.db, day("2026-01-05"))).toEqual({ written: readings * 3, verdictChanges: 0 });
    expect(await assessLedger(store.db, day("2026-01-05"))).toEqual({ written: 0, verdictChanges: 0 });
    expect(await verdictOf("withHindsight")).toBe("not_checkable");
  });
  it("changes the verdict when evidence comes, and adds the change to the feed", async () => {
    const runner = { db: store.db, name: "w", clock: () => day("2026-01-06"), parser: sandboxedParser };
    await loadCurated(runner, sources, () => {});
    const { verdictChanges } = await assessLedger(store.db, day("2026-01-06"));
    expect(verdictChanges).toBeGreaterThan(0);
    expect(await verdictOf("withHindsight")).toBe("supported");
    const { rows } = await store.db.pool.query("SELECT count(*)::int AS n FROM changes WHERE kind = 'verdict'");
    expect(rows[0].n).toBe(verdictChanges);
  });
  it("evaluates the rules of alerts with it: one of a verdict that changed is among those notified", async () => {
    const { rows } = await store.db.pool.query(
      "SELECT t.effective_at AS at, t.tells, n.audience FROM alert_transitions t JOIN notices n ON n.transition_id = t.id WHERE t.rule = 'verdict-civil-service-record'",
    );
    expect(rows).toEqual([{ at: day("2026-01-06"), tells: "changed", audience: 0 }]);
  });
  it("changes its mind when only time passes, because a figure is overdue", async () => {
    await assessLedger(store.db, day("2040-01-01"));
    expect(await verdictOf("now")).toBe("lapsed");
    const { rows } = await store.db.pool.query("SELECT cause FROM assessments WHERE claim = 'civil-service-record' AND verdict = 'lapsed'");
    expect(new Set(rows.map((row) => row.cause))).toEqual(new Set(["time"]));
  });
  it("is done by one after the other when two want it at once", async () => {
    const both = await Promise.all([assessLedger(store.db, day("2041-01-01")), assessLedger(store.db, day("2041-01-01"))]);
    expect(both.filter(({ written }) => written > 0).length).toBeLessThanOrEqual(1);
  });
});
