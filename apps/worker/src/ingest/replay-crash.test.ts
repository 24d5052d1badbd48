import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { CRASH_POINTS } from "@talent/db/write/observations/append-input";
import { claimStoreMode, replayedStamps } from "@talent/db/write/store/store-mode";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testParser, testSource, writeCapture } from "../../testing/source.ts";
import { sourceRecord } from "./parser.ts";

const FIXTURE = fileURLToPath(new URL("../../testing/replay-and-crash.ts", import.meta.url));
const INSTANTS = [2023, 2024, 2025, 2026, 2027].map((year) => new Date(`${year}-06-01T00:00:00Z`));
const POINTS = [
  "slot inserted",
  "claimed",
  "started",
  "kept",
  ...CRASH_POINTS.map((point) => `append ${point}`),
  "appended",
  "read",
  "finished",
  "assessed",
  "marked",
];

let root: string;
let expected: unknown;
const stores: TestDatabase[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "crash-"));
  const url = "https://example.org/heads.csv";
  await writeCapture(root, "heads", "2024-01-01T06-00-00Z", { [url]: "year,heads\n2022,1\n2023,2\n" });
  await writeCapture(root, "heads", "2025-01-01T06-00-00Z", { [url]: "year,heads\n2022,1\n2023,3\n2024,4\n" });
  await writeCapture(root, "heads", "2026-01-01T06-00-00Z", { [url]: "year,heads\n2022,1\n2024,4\n2025,5\n" });
  const store = await emptyStore();
  await worker(store);
  expected = await answers(store);
}, 180_000);
afterAll(async () => {
  await Promise.all(stores.map((store) => store.drop()));
  await rm(root, { recursive: true });
});

async function emptyStore(): Promise<TestDatabase> {
  const store = await testDatabase();
  stores.push(store);
  await claimStoreMode(store.db, "replay");
  await registerSources(store.db, [sourceRecord(testSource({ id: "heads", indicator: "heads" }), testParser())], new Date());
  return store;
}

/** Runs the worker process to its end; returns the signal that ended it, null when it walked to the end. */
function worker(store: TestDatabase, point = "", pass = 1): Promise<string | null> {
  const child = spawn(process.execPath, [FIXTURE, store.url, root, point, String(pass)], { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      code === 0 || signal !== null ? resolve(signal) : reject(new Error(`the worker ended with ${code}`)),
    );
  });
}

async function answers(store: TestDatabase): Promise<unknown> {
  const series = { indicator: "heads", area: "CHN", dimensions: {} };
  const points = await Promise.all(INSTANTS.map((asOf) => seriesAsOf(store.db, series, asOf)));
  const counted = await store.db.pool.query(
    `SELECT (SELECT count(*)::int FROM observations) AS versions, (SELECT count(*)::int FROM run_outcomes) AS outcomes,
       (SELECT count(*)::int FROM changes WHERE kind <> 'source_health') AS changes, (SELECT count(*)::int FROM slots WHERE state = 'done') AS done`,
  );
  return {
    known: points.map((list) => list.map(({ period, value, vintage, cause }) => [period, value, vintage, cause])),
    counted: counted.rows[0],
    stamps: [...(await replayedStamps(store.db))].sort(),
  };
}

describe("kill -9 of the worker", { timeout: 120_000 }, () => {
  it("is worth testing: the walk gives three vintages and a withdrawal", () => {
    expect(expected).toMatchObject({ counted: { versions: 6, outcomes: 3, done: 3 }, stamps: { length: 3 } });
  });
  it.each(POINTS)('at "%s" of the second capture: the next start gives the same results, no run counted twice', async (point) => {
    const store = await emptyStore();
    expect(await worker(store, point, 2)).toBe("SIGKILL");
    expect(await worker(store)).toBeNull();
    expect(await answers(store)).toEqual(expected);
  });
});
