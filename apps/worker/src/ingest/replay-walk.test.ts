import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceStates } from "@talent/db/read/ingest/sources";
import { storeState } from "@talent/db/read/store/store-state";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { seriesAsOf } from "@talent/db/testing/series-as-of";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { replayedStamps } from "@talent/db/write/store/store-mode";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testParser, testSource, writeCapture } from "../../testing/source.ts";
import { sourceRecord } from "./parser.ts";
import { type ReplayWalk, walkReplay } from "./replay-walk.ts";

const STAMPS = ["2024-01-01T06-00-00Z", "2025-01-01T06-00-00Z", "2026-01-01T06-00-00Z"] as const;
const heads = testSource({ id: "heads", indicator: "heads" });
const ranks = testSource({ id: "ranks", indicator: "ranks", kind: "deposit", requests: [], schedule: null, states: "own_periods" });
const table = (values: Readonly<Record<string, number>>): string =>
  `year,heads\n${Object.entries(values)
    .map(([year, value]) => `${year},${value}\n`)
    .join("")}`;

let store: TestDatabase;
let root: string;
let assessed: string[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "replay-"));
  await writeCapture(root, "heads", STAMPS[0], { "https://example.org/heads.csv": table({ 2022: 10, 2023: 11 }) });
  await writeCapture(root, "heads", STAMPS[2], { "https://example.org/heads.csv": table({ 2022: 10, 2023: 12, 2024: 13 }) });
  await writeCapture(root, "ranks", STAMPS[1], {
    "https://example.org/ranks (a label)": table({ 2024: 5 }),
    "https://example.org/notes": "nothing",
  });
  await writeCapture(root, "not-built-yet", STAMPS[1], { "https://example.org/x": "whatever" });
  await writeFile(join(root, "README.md"), "not a source");
  store = await testDatabase();
  await store.db.pool.query("INSERT INTO store_state (mode) VALUES ('replay')");
  await registerSources(
    store.db,
    [heads, ranks].map((source) => sourceRecord(source, testParser())),
    new Date(),
  );
}, 120_000);
afterAll(async () => {
  await store?.drop();
  await rm(root, { recursive: true });
});
beforeEach(() => {
  assessed = [];
});

const walk = (more: Partial<ReplayWalk> = {}): Promise<number> =>
  walkReplay({
    db: store.db,
    root,
    sources: [heads, ranks],
    parser: testParser(),
    assess: async (now) => assessed.push(now.toISOString()),
    log: () => {},
    ...more,
  });
const known = async (indicator: string, asOf: string) =>
  (await seriesAsOf(store.db, { indicator, area: "CHN", dimensions: {} }, new Date(asOf))).map((point) => [point.period, point.value]);
const counts = async (): Promise<unknown> =>
  (
    await store.db.pool.query(`SELECT (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM exchanges) AS exchanges, (SELECT count(*) FROM observations) AS observations,
     (SELECT count(*) FROM slots) AS slots, (SELECT count(*) FROM changes) AS changes`)
  ).rows[0];

describe("the walk over recorded captures", { timeout: 60_000 }, () => {
  it("runs at each stamp the sources that have a capture there, once, and assesses as of it", async () => {
    expect(await walk()).toBe(3);
    const { rows } = await store.db.pool.query(
      "SELECT source_id AS source, scheduled_for AS at, trigger, state FROM slots ORDER BY scheduled_for",
    );
    expect(rows.map((row) => [row.source, row.at.getUTCFullYear(), row.trigger, row.state])).toEqual([
      ["heads", 2024, "replay", "done"],
      ["ranks", 2025, "replay", "done"],
      ["heads", 2026, "replay", "done"],
    ]);
    expect(assessed).toEqual(["2024-01-01T06:00:00.000Z", "2025-01-01T06:00:00.000Z", "2026-01-01T06:00:00.000Z"]);
  });
  it("gives each number the capture time of its exchange as vintage, and nothing before", async () => {
    expect(await known("heads", "2023-12-31T00:00:00Z")).toEqual([]);
    expect(await known("heads", "2025-06-01T00:00:00Z")).toEqual([
      ["2022", 10],
      ["2023", 11],
    ]);
    expect(await known("heads", "2026-06-01T00:00:00Z")).toEqual([
      ["2022", 10],
      ["2023", 12],
      ["2024", 13],
    ]);
    expect(await known("ranks", "2025-01-01T06:00:00Z")).toEqual([["2024", 5]]);
  });
  it("records who deposited what no request covers, and nothing that no source recognises", async () => {
    const { rows } = await store.db.pool.query("SELECT url, deposited_by FROM exchanges WHERE source_id = 'ranks'");
    expect(rows).toEqual([{ url: "https://example.org/ranks (a label)", deposited_by: "replay" }]);
  });
  it("reports how far it got, and when each source was fetched", async () => {
    expect((await storeState(store.db)).replayTo).toBe("2026-01-01T06:00:00.000Z");
    expect([...(await replayedStamps(store.db))].sort()).toEqual([...STAMPS]);
    expect((await sourceStates(store.db)).map((state) => [state.id, state.lastOutcome, state.lastLooked])).toEqual([
      ["heads", "new_values", "2026-01-01T06:00:00.000Z"],
      ["ranks", "new_values", "2025-01-01T06:00:00.000Z"],
    ]);
  });
  it("walks nothing the second time and changes nothing", async () => {
    const before = await counts();
    expect(await walk()).toBe(0);
    expect(assessed).toEqual([]);
    expect(await counts()).toEqual(before);
  });
  it("reads the same numbers again without a trace when its progress is reset", async () => {
    const before = (await store.db.pool.query("SELECT count(*) AS n FROM observations")).rows[0].n;
    await store.db.pool.query("DELETE FROM replayed_stamps");
    await store.db.pool.query("UPDATE slots SET state = 'due'");
    expect(await walk()).toBe(3);
    expect((await store.db.pool.query("SELECT count(*) AS n FROM observations")).rows[0].n).toBe(before);
  });
  it("inserts a late capture where it belongs, and assesses no earlier than it has been", async () => {
    await writeCapture(root, "heads", "2023-01-01T06-00-00Z", { "https://example.org/heads.csv": table({ 2022: 9 }) });
    expect(await walk()).toBe(1);
    expect(await known("heads", "2023-06-01T00:00:00Z")).toEqual([["2022", 9]]);
    expect(await known("heads", "2025-06-01T00:00:00Z")).toEqual([
      ["2022", 10],
      ["2023", 11],
    ]);
    expect(assessed).toEqual(["2026-01-01T06:00:00.000Z"]);
  });
  it("walks a source that was built after its stamps were passed", async () => {
    const late = testSource({ id: "not-built-yet", indicator: "late", kind: "deposit", requests: [], schedule: null });
    await registerSources(
      store.db,
      [heads, ranks, late].map((source) => sourceRecord(source, testParser())),
      new Date(),
    );
    await writeCapture(root, "not-built-yet", STAMPS[1], { "https://example.org/x": table({ 2020: 3 }) });
    expect(await walk({ sources: [heads, ranks, late] })).toBe(1);
    expect(await known("late", "2025-01-01T06:00:00Z")).toEqual([["2020", 3]]);
    expect(await walk({ sources: [heads, ranks, late] })).toBe(0);
  });
  it("is done by one of two that start together", async () => {
    await writeCapture(root, "heads", "2027-01-01T06-00-00Z", { "https://example.org/heads.csv": table({ 2022: 10, 2023: 12, 2024: 14 }) });
    expect((await Promise.all([walk(), walk()])).sort()).toEqual([0, 1]);
  });
  it("stops between two stamps when aborted, and goes on from there", async () => {
    for (const year of [2028, 2029])
      await writeCapture(root, "heads", `${year}-01-01T06-00-00Z`, {
        "https://example.org/heads.csv": table({ 2022: 10, 2023: 12, 2024: year }),
      });
    const stop = new AbortController();
    const assess = async (now: Date): Promise<void> => {
      if (now.getUTCFullYear() === 2028) stop.abort();
    };
    await expect(walk({ assess, signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
    expect(await walk()).toBe(1);
    expect((await known("heads", "2030-01-01T00:00:00Z")).at(-1)).toEqual(["2024", 2029]);
  });
});
