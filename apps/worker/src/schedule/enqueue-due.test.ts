import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { claimSlot, finishSlot } from "@talent/db/write/schedule/slots";
import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testParser, testSource } from "../../testing/source.ts";
import { sourceRecord } from "../ingest/parser.ts";
import { enqueueDueSlots } from "./enqueue-due.ts";

let store: TestDatabase;
const ids = ["daily", "late", "slow", "gone", "twice", "broken", "deposit", "back", "forward", "asleep", "spring", "autumn"];
const source = (id: string, more = {}) => testSource({ id, indicator: `heads-${id}`, ...more });
beforeAll(async () => {
  store = await testDatabase();
  await runMigrations({ connectionString: store.url });
  await registerSources(
    store.db,
    ids.map((id) => sourceRecord(source(id), testParser())),
    new Date(),
  );
}, 120_000);
afterAll(() => store?.drop());

const at = (text: string): Date => new Date(text);
const slotsOf = async (id: string) =>
  (
    await store.db.pool.query(
      "SELECT id::text, scheduled_for AS at, state, reason FROM slots WHERE source_id = $1 ORDER BY scheduled_for",
      [id],
    )
  ).rows.map((row) => [row.at.toISOString().slice(0, 16), row.state, row.reason]);
const jobsOf = async (id: string): Promise<{ key: string; attempts: number }[]> =>
  (
    await store.db.pool.query(
      "SELECT j.key, j.attempts FROM graphile_worker.jobs j JOIN slots s ON j.key = 'slot:' || s.id WHERE s.source_id = $1",
      [id],
    )
  ).rows;
const newestId = async (id: string): Promise<string> =>
  (await store.db.pool.query("SELECT max(id)::text AS id FROM slots WHERE source_id = $1", [id])).rows[0].id;
async function finish(id: string): Promise<void> {
  const slotId = await newestId(id);
  const claim = await claimSlot(store.db, slotId, "w");
  if (claim !== null) await finishSlot(store.db, { slotId, fence: claim.fence });
}

describe("enqueuing due slots", { timeout: 60_000 }, () => {
  it("makes one slot and one job for what is due, and nothing more on the next tick", async () => {
    expect(await enqueueDueSlots(store.db, [source("daily")], at("2026-11-23T06:00:30Z"))).toMatchObject({ due: 1, skipped: 0 });
    expect(await enqueueDueSlots(store.db, [source("daily")], at("2026-11-23T06:01:30Z"))).toMatchObject({ due: 0, skipped: 0 });
    expect(await slotsOf("daily")).toEqual([["2026-11-23T06:00", "due", null]]);
    expect(await jobsOf("daily")).toHaveLength(1);
  });
  it("catches up once after a downtime and records the missed ones", async () => {
    await enqueueDueSlots(store.db, [source("late")], at("2026-11-20T07:00:00Z"));
    await finish("late");
    expect(await enqueueDueSlots(store.db, [source("late")], at("2026-11-23T07:00:00Z"))).toMatchObject({ due: 1, skipped: 2 });
    expect((await slotsOf("late")).map(([day, state]) => [day?.slice(8, 10), state])).toEqual([
      ["20", "done"],
      ["21", "skipped"],
      ["22", "skipped"],
      ["23", "due"],
    ]);
  });
  it("skips a slot, on record, while the run before still goes on", async () => {
    const hourly = source("slow", { schedule: { cron: "0 * * * *" } });
    await enqueueDueSlots(store.db, [hourly], at("2026-11-23T06:10:00Z"));
    await claimSlot(store.db, await newestId("slow"), "w");
    expect(await enqueueDueSlots(store.db, [hourly], at("2026-11-23T07:10:00Z"))).toMatchObject({ due: 0, skipped: 1 });
    expect((await slotsOf("slow")).at(-1)).toEqual(["2026-11-23T07:00", "skipped", "the run before was still going"]);
    expect(await jobsOf("slow")).toHaveLength(1);
  });
  it("re-enqueues a slot whose worker crashed, and one whose job is gone", async () => {
    await enqueueDueSlots(store.db, [source("gone")], at("2026-11-23T07:00:00Z"));
    const id = await newestId("gone");
    await store.db.pool.query("SELECT graphile_worker.remove_job($1)", [`slot:${id}`]);
    expect((await enqueueDueSlots(store.db, [source("gone")], at("2026-11-23T07:01:00Z"))).reopened).toBeGreaterThanOrEqual(1);
    expect(await jobsOf("gone")).toHaveLength(1);
    await store.db.pool.query("SELECT graphile_worker.remove_job($1)", [`slot:${id}`]);
    await claimSlot(store.db, id, "killed", 60_000);
    await enqueueDueSlots(store.db, [source("gone")], at("2026-11-23T07:02:00Z"));
    expect(await jobsOf("gone")).toHaveLength(0);
    await store.db.pool.query("UPDATE slots SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1", [id]);
    await enqueueDueSlots(store.db, [source("gone")], at("2026-11-23T07:03:00Z"));
    expect(await jobsOf("gone")).toHaveLength(1);
  });
  it("makes one slot when two workers enqueue at once", async () => {
    const now = at("2026-11-23T07:00:00Z");
    const both = await Promise.all([enqueueDueSlots(store.db, [source("twice")], now), enqueueDueSlots(store.db, [source("twice")], now)]);
    expect(both.reduce((sum, one) => sum + one.due, 0)).toBe(1);
    expect(await jobsOf("twice")).toHaveLength(1);
  });
  it("lets the next day's slot run although a fault of ours spoiled the last one for good", async () => {
    await enqueueDueSlots(store.db, [source("broken")], at("2026-11-22T07:00:00Z"));
    await store.db.pool.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = $1", [
      `slot:${await newestId("broken")}`,
    ]);
    expect(await enqueueDueSlots(store.db, [source("broken")], at("2026-11-23T07:00:00Z"))).toMatchObject({ due: 1 });
  });
  it("leaves alone what is not fetched", async () => {
    const sources = [source("deposit", { kind: "deposit", requests: [], schedule: null })];
    expect(await enqueueDueSlots(store.db, sources, at("2026-11-23T07:00:00Z"))).toMatchObject({ due: 0 });
    expect(await slotsOf("deposit")).toEqual([]);
  });
});

describe("a clock that jumps", { timeout: 60_000 }, () => {
  const quarterly = (id: string) => source(id, { schedule: { cron: "*/15 * * * *" } });
  /** Enqueues once a minute through `minutes` from an instant and runs at once what is due; returns the slots that ran. */
  async function ring(id: string, from: string, minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      await enqueueDueSlots(store.db, [quarterly(id)], new Date(at(from).getTime() + minute * 60_000));
      await finish(id);
    }
  }
  const ran = async (id: string): Promise<string[]> =>
    (await slotsOf(id)).filter(([, state]) => state === "done").map(([when]) => when?.slice(8) ?? "");
  const passed = async (id: string): Promise<number> => (await slotsOf(id)).filter(([, state]) => state === "skipped").length;

  it("back an hour makes no run twice, and the next one comes at its own time", async () => {
    await ring("back", "2026-11-23T11:58:00Z", 4);
    await ring("back", "2026-11-23T11:02:00Z", 60);
    expect(await ran("back")).toEqual(["23T11:45", "23T12:00"]);
    await ring("back", "2026-11-23T12:02:00Z", 15);
    expect(await ran("back")).toEqual(["23T11:45", "23T12:00", "23T12:15"]);
    expect(await passed("back")).toBe(0);
  });
  it("forward a day makes one catch-up, the rest on record, and none of them again when it comes back", async () => {
    await ring("forward", "2026-11-23T12:00:00Z", 2);
    await ring("forward", "2026-11-24T12:02:00Z", 5);
    expect(await ran("forward")).toEqual(["23T12:00", "24T12:00"]);
    expect(await passed("forward")).toBe(95);
    await ring("forward", "2026-11-23T12:08:00Z", 20);
    expect(await ran("forward")).toEqual(["23T12:00", "24T12:00"]);
  });
  it("over a sleep of 30 minutes makes one catch-up, and then its usual runs", async () => {
    await ring("asleep", "2026-11-23T12:00:00Z", 3);
    await ring("asleep", "2026-11-23T12:33:00Z", 15);
    expect(await ran("asleep")).toEqual(["23T12:00", "23T12:30", "23T12:45"]);
    expect(await passed("asleep")).toBe(1);
  });
  it("over the nights of daylight saving keeps every quarter of an hour, once", async () => {
    for (const [id, night] of [
      ["spring", "2026-03-29T00:00:00Z"],
      ["autumn", "2026-10-25T00:00:00Z"],
    ] as const) {
      for (let quarter = 0; quarter < 12; quarter++) {
        await enqueueDueSlots(store.db, [quarterly(id)], new Date(at(night).getTime() + quarter * 900_000));
        await finish(id);
      }
      expect(new Set(await ran(id)).size).toBe(12);
      expect(await passed(id)).toBe(0);
    }
  });
});
