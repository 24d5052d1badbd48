import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { testSource } from "../../../testing/source-builder.ts";
import { WrongStoreMode } from "../../errors.ts";
import { storeState } from "../../read/store/store-state.ts";
import { claimStoreMode, markReplayed, recordHeartbeat, replayedStamps } from "./store-mode.ts";

describe("the store", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  it("has no mode, stamp, change or heartbeat at first", async () =>
    expect(await storeState(test.db)).toEqual({ mode: null, replayTo: null, lastChange: null, schedulerBeat: null, assessedAt: null }));

  it("is of one mode for good", async () => {
    await Promise.all([claimStoreMode(test.db, "replay"), claimStoreMode(test.db, "replay")]);
    await expect(claimStoreMode(test.db, "live")).rejects.toThrow(WrongStoreMode);
    expect((await storeState(test.db)).mode).toBe("replay");
  });

  it("remembers the stamps of the walk, in any order and however often", async () => {
    for (const stamp of ["2025-08-01T06-00-00Z", "2019-04-01T06-00-00Z", "2025-08-01T06-00-00Z"]) await markReplayed(test.db, stamp);
    expect(await replayedStamps(test.db)).toEqual(new Set(["2019-04-01T06-00-00Z", "2025-08-01T06-00-00Z"]));
    expect((await storeState(test.db)).replayTo).toBe("2025-08-01T06:00:00.000Z");
  });

  it("knows its newest change and the last heartbeat, which a clock going back does not undo", async () => {
    const source = await testSource(test.db, "beating");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    await recordHeartbeat(test.db, new Date("2026-01-02"));
    await recordHeartbeat(test.db, new Date("2026-01-01"));
    expect(await storeState(test.db)).toMatchObject({
      schedulerBeat: "2026-01-02T00:00:00.000Z",
      lastChange: { at: "2024-01-01T00:00:00.000Z" },
    });
  });
});
