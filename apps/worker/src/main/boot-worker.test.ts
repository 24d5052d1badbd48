import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { latestAssessments } from "@talent/db/read/claims/assessments";
import { sourceStates } from "@talent/db/read/ingest/sources";
import { storeState } from "@talent/db/read/store/store-state";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { SOURCES, sourceById } from "@talent/sources/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCapture } from "../../testing/source.ts";
import { BUILT_IN_RULES } from "../alerts/built-in-rules.ts";
import { bootWorker, type WorkerParts } from "./boot-worker.ts";

let store: TestDatabase;
let root: string;
const log: string[] = [];
// One curated family and one that is walked are enough to see the order of things.
const sources = [...SOURCES.filter((source) => source.id === "policy-events"), ...[sourceById("epoch-models") ?? []].flat()];
beforeAll(async () => {
  store = await testDatabase();
  await claimStoreMode(store.db, "replay");
  root = await mkdtemp(join(tmpdir(), "boot-"));
  await writeCapture(root, "epoch-models", "2025-02-24T06-00-00Z", {
    "https://epoch.ai/data/notable_ai_models.csv": "<h1>Not a list</h1>",
  });
}, 120_000);
afterAll(async () => {
  await store?.drop();
  await rm(root, { recursive: true });
});

const env = (replayDir: string | null) => ({ replayDir, publicUrl: "http://localhost:3000", logLevel: "info" as const });
const boot = (more: Partial<WorkerParts> = {}) =>
  bootWorker({
    db: store.db,
    url: store.url,
    env: env(root),
    now: () => new Date(),
    sources,
    log: (_level, text) => log.push(text),
    ...more,
  });
const counts = async () =>
  (
    await store.db.pool.query(
      "SELECT (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM observations) AS versions, (SELECT count(*) FROM assessments) AS assessments, (SELECT count(*) FROM alert_transitions) AS steps",
    )
  ).rows[0];

describe("booting the worker", { timeout: 120_000 }, () => {
  it("registers the sources, reads the curated facts, walks and assesses before it is ready", async () => {
    const worker = await boot();
    await worker.ready;
    await worker.stop();
    expect((await sourceStates(store.db)).map((state) => [state.id, state.lastOutcome])).toEqual([
      ["epoch-models", "layout_changed"],
      ["policy-events", "new_values"],
    ]);
    expect((await storeState(store.db)).replayTo).toBe("2025-02-24T06:00:00.000Z");
    expect((await latestAssessments(store.db)).length).toBeGreaterThan(50);
    expect(log).toEqual(["curated policy-events: new_values", "2025-02-24T06-00-00Z epoch-models: layout_changed"]);
  });
  it("evaluates every rule at the first stamp as of it, and notifies no one of what held by then", async () => {
    const { rows } = await store.db.pool.query(
      `SELECT known_since, count(*)::integer AS rules, (SELECT count(*)::integer FROM notices JOIN alert_transitions t ON t.id = transition_id
         WHERE t.effective_at <= known_since) AS told FROM alert_states GROUP BY known_since`,
    );
    expect(rows).toEqual([{ known_since: new Date("2025-02-24T06:00:00Z"), rules: BUILT_IN_RULES.length, told: 0 }]);
  });
  it("does none of it again the second time", async () => {
    const before = await counts();
    log.splice(0);
    const worker = await boot();
    await worker.ready;
    await worker.stop();
    expect(await counts()).toEqual(before);
    expect(log).toEqual([]);
  });
  it("reports through ready what went wrong, and nothing else breaks", async () => {
    const worker = await boot({ env: env("/nowhere/at/all") });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(worker.ready).rejects.toThrow(/nowhere/);
    await worker.stop();
  });
  it("can be stopped while it still walks", async () => {
    for (const year of [2030, 2031, 2032])
      await writeCapture(root, "epoch-models", `${year}-01-01T06-00-00Z`, {
        "https://epoch.ai/data/notable_ai_models.csv": "<h1>Not a list</h1>",
      });
    const worker = await boot();
    await worker.stop();
    await expect(worker.ready).rejects.toMatchObject({ name: "AbortError" });
    const again = await boot();
    await again.ready;
    await again.stop();
    expect((await storeState(store.db)).replayTo).toBe("2032-01-01T06:00:00.000Z");
  });
});
