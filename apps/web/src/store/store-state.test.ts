import type { StoreState } from "@talent/db/read/store/store-state";
import { describe, expect, it } from "vitest";
import { storeNotice, storeVersion } from "./store-state.ts";

const store: StoreState = {
  mode: "live",
  replayTo: null,
  lastChange: { id: "7", at: "2026-11-01T00:00:00Z" },
  schedulerBeat: "2026-11-23T11:59:00.000Z",
  assessedAt: "2026-11-22T00:00:00.000Z",
};
const now = new Date("2026-11-23T12:00:00Z");

describe("what the top of a page says", () => {
  it("is nothing while the scheduler beats", () => {
    expect(storeNotice(store, null, now)).toEqual({ replayTo: null, notCheckedSince: null, asOf: null });
  });
  it("is that nothing was checked since the scheduler fell silent", () => {
    expect(storeNotice({ ...store, schedulerBeat: "2026-11-23T11:30:00.000Z" }, null, now).notCheckedSince).toBe(
      "2026-11-23T11:30:00.000Z",
    );
  });
  it("is how far a replay got, whose scheduler is off", () => {
    const replay: StoreState = {
      ...store,
      mode: "replay",
      replayTo: "2026-07-14T06:00:00.000Z",
      schedulerBeat: "2020-01-01T00:00:00.000Z",
    };
    expect(storeNotice(replay, null, now)).toEqual({ replayTo: "2026-07-14T06:00:00.000Z", notCheckedSince: null, asOf: null });
  });
  it("is the other day that is shown", () => {
    const asOf = { text: "2025-02-10", instant: new Date("2025-02-10T23:59:59.999Z") };
    expect(storeNotice(store, asOf, now).asOf).toBe("2025-02-10T23:59:59.999Z");
  });
});

describe("the version of the store", () => {
  it("moves with every change and every assessment", () => {
    const versions = [store, { ...store, lastChange: null }, { ...store, assessedAt: null }].map(storeVersion);
    expect(new Set(versions).size).toBe(3);
  });
});
