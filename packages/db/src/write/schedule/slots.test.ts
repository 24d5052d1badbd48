import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type TestSource, testSource } from "../../../testing/source-builder.ts";
import { FencedOff, RunNotOpen } from "../../errors.ts";
import { changesSince } from "../../read/feeds/changes.ts";
import { sourceStates } from "../../read/ingest/sources.ts";
import { newestSlots } from "../../read/schedule/slots.ts";
import { finishRun, startRun } from "../ingest/runs.ts";
import { appendObservations } from "../observations/append-observations.ts";
import { claimSlot, finishSlot, handBackSlot, insertSlot, skipSlot } from "./slots.ts";

describe("slots and runs", () => {
  let test: TestDatabase;
  let source: TestSource;
  let day = 0;
  beforeAll(async () => {
    test = await testDatabase();
    source = await testSource(test.db, "slotted");
  });
  afterAll(() => test.drop());

  const due = async () => {
    day += 1;
    return insertSlot(test.db, { source: source.id, scheduledFor: new Date(Date.UTC(2024, 0, day)), trigger: "schedule" });
  };

  const run = (slotId: string, fence: string) =>
    startRun(test.db, {
      source: source.id,
      slotId,
      fence,
      trigger: "schedule",
      parserFingerprint: "reader-1",
      now: new Date("2024-01-01"),
    });

  const claimed = async (slotId: string, worker: string, leaseMs?: number) => {
    const claim = await claimSlot(test.db, slotId, worker, leaseMs);
    if (claim === null) throw new Error("not claimed");
    return { slotId, fence: claim.fence };
  };

  it("make one slot per source and instant", async () => {
    const slot = { source: source.id, scheduledFor: new Date("2023-01-01"), trigger: "schedule" as const };
    const made = await Promise.all(Array.from({ length: 5 }, () => insertSlot(test.db, slot)));
    expect(made.filter((one) => one.inserted)).toHaveLength(1);
    expect(new Set(made.map((one) => one.id)).size).toBe(1);
  });

  it("let one of many workers run a slot", async () => {
    const slot = await due();
    const claims = await Promise.all(Array.from({ length: 8 }, (_, at) => claimSlot(test.db, slot.id, `worker-${at}`)));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it("pass a slot on when its worker's lease expired, and fence off all that worker still does", async () => {
    const slot = await due();
    const stale = await claimed(slot.id, "sleeper", -1);
    const staleRun = await run(slot.id, stale.fence);
    const fresh = await claimed(slot.id, "awake");
    const id = await source.keep("2024-01-01", [["CHN", "2023", 1]]);
    const append = (fence: typeof stale) => appendObservations(test.db, source.input(id, "2024-01-01", [["CHN", "2023", 1]], { fence }));
    await expect(append(stale)).rejects.toThrow(FencedOff);
    expect((await test.db.pool.query("SELECT FROM observations")).rowCount).toBe(0);
    await expect(run(slot.id, stale.fence)).rejects.toThrow(FencedOff);
    await expect(finishRun(test.db, staleRun, { outcome: "new_values", detail: {}, now: new Date() })).rejects.toThrow(FencedOff);
    await expect(finishSlot(test.db, stale)).rejects.toThrow(FencedOff);
    await handBackSlot(test.db, stale);
    expect(await append(fresh)).toMatchObject({ newPeriods: 1 });
  });

  it("keep a claim from being taken over between the fence check and the commit of an append", async () => {
    const slot = await due();
    const claim = await claimed(slot.id, "slow", -1);
    const id = await source.keep("2024-01-05", [["CHN", "2023", 2]]);
    const stored = async () => (await test.db.pool.query("SELECT FROM observations WHERE vintage = '2024-01-05T00:00:00Z'")).rowCount;
    let seenByTaker: Promise<number | null> = Promise.resolve(null);
    const crash = (point: string) => {
      if (point === "locked") seenByTaker = claimSlot(test.db, slot.id, "eager").then(stored);
    };
    await appendObservations(test.db, source.input(id, "2024-01-05", [["CHN", "2023", 2]], { fence: claim, crash }));
    expect(await seenByTaker).toBe(1);
  });

  it("release a slot at once, and never run a finished or skipped one", async () => {
    const slot = await due();
    const claim = await claimed(slot.id, "leaving");
    expect(await claimSlot(test.db, slot.id, "other")).toBeNull();
    await handBackSlot(test.db, claim);
    const again = await claimed(slot.id, "other");
    await finishSlot(test.db, again);
    expect(await claimSlot(test.db, slot.id, "third")).toBeNull();
    const skipped = await skipSlot(
      test.db,
      { source: source.id, scheduledFor: new Date("2022-01-01"), trigger: "schedule" },
      "a newer one runs",
    );
    expect(await claimSlot(test.db, skipped.id, "third")).toBeNull();
    expect((await newestSlots(test.db)).get(source.id)?.getTime()).toBe(Date.UTC(2024, 0, day));
  });

  it("end a run once, with its slot, and a feed entry when the source's health changes", async () => {
    const ends = ["new_values", "unreachable", "unreachable", "layout_changed", "same_bytes"] as const;
    const before = (await changesSince(test.db, null, 1000)).data.length;
    for (const [at, outcome] of ends.entries()) {
      const slot = await due();
      const claim = await claimed(slot.id, "worker");
      const runId = await run(slot.id, claim.fence);
      await finishRun(test.db, runId, { outcome, detail: { at }, now: new Date(Date.UTC(2024, 5, at + 1)) });
      await expect(finishRun(test.db, runId, { outcome, detail: {}, now: new Date() })).rejects.toThrow(RunNotOpen);
      expect(await claimSlot(test.db, slot.id, "another")).toBeNull();
    }
    const turns = (await changesSince(test.db, null, 1000)).data.slice(before).map(({ kind, detail }) => [kind, detail.from, detail.to]);
    expect(turns).toEqual([
      ["source_health", "new_values", "unreachable"],
      ["source_health", "unreachable", "layout_changed"],
      ["source_health", "layout_changed", "same_bytes"],
    ]);
    const [state] = await sourceStates(test.db);
    expect(state).toMatchObject({
      lastOutcome: "same_bytes",
      lastOutcomeAt: "2024-06-05T00:00:00.000Z",
      lastLooked: "2024-06-05T00:00:00.000Z",
    });
    expect(state?.outcomes.map((one) => one.outcome)).toEqual([...ends].reverse());
    expect(state?.newestPeriod).toEqual({ id: "2023", end: "2024-01-01" });
    expect(state?.lastChanged).toBe("2024-01-05T00:00:00.000Z");
  });

  it("let two workers append to one source at once without a row lost or doubled", async () => {
    const both = await testSource(test.db, "both");
    const ids = await Promise.all(["2024-01-01", "2024-01-02"].map((at) => both.keep(at, [["CHN", "2023", Number(at.slice(-1))]])));
    const appends = ["2024-01-01", "2024-01-02"].map((at, n) =>
      appendObservations(test.db, both.input(ids[n] ?? "", at, [["CHN", "2023", Number(at.slice(-1))]])),
    );
    await Promise.all(appends);
    await both.readAgain();
    const { rows } = await test.db.pool.query(
      `SELECT o.value FROM observations o JOIN series k ON k.id = o.series_id WHERE k.source_id = 'both' ORDER BY o.vintage`,
    );
    expect(rows).toEqual([{ value: 1 }, { value: 2 }]);
  });
});
