import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { testRecord } from "../../../testing/source-builder.ts";
import { IndicatorTaken } from "../../errors.ts";
import { sourceStates } from "../../read/ingest/sources.ts";
import { registerSources } from "./register-sources.ts";

const NOW = new Date("2026-01-01");

describe("registering sources", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  it("keeps their facts and follows what changes in them", async () => {
    const first = testRecord("first");
    await registerSources(test.db, [first, testRecord("second", { kind: "curated" })], NOW);
    await registerSources(test.db, [{ ...first, title: "Renamed", produces: ["first-count", "first-more"] }, testRecord("second")], NOW);
    const states = await sourceStates(test.db);
    expect(states.map((state) => [state.id, state.record.title, state.record.produces, state.lastOutcome, state.newestPeriod])).toEqual([
      ["first", "Renamed", ["first-count", "first-more"], null, null],
      ["second", "Numbers of second", ["second-count"], null, null],
    ]);
  });

  it("keeps the short name by which notices call them, in both languages", async () => {
    const short = { en: "Numbers", zh: "数字" };
    await registerSources(test.db, [{ ...testRecord("first"), short }, testRecord("second")], NOW);
    expect((await sourceStates(test.db)).map(({ record }) => record.short)).toEqual([short, undefined]);
  });

  it("retires a source that is gone from the registry and brings it back with it", async () => {
    await registerSources(test.db, [testRecord("first")], NOW);
    expect((await sourceStates(test.db)).map((state) => state.id)).toEqual(["first"]);
    await registerSources(test.db, [testRecord("first"), testRecord("second")], NOW);
    expect((await sourceStates(test.db)).map((state) => state.id)).toEqual(["first", "second"]);
  });

  it("refuses two sources for one indicator and leaves things as they were", async () => {
    const thief = testRecord("thief", { indicator: "first-count" });
    await expect(registerSources(test.db, [testRecord("first"), thief], NOW)).rejects.toThrow(IndicatorTaken);
    expect((await sourceStates(test.db)).map((state) => state.id)).toEqual(["first", "second"]);
  });

  it("is safe from two workers that start at once", async () => {
    const records = ["x1", "x2", "x3"].map((id) => testRecord(id));
    await Promise.all([registerSources(test.db, records, NOW), registerSources(test.db, [...records].reverse(), NOW)]);
    expect((await sourceStates(test.db)).map((state) => state.id)).toEqual(["x1", "x2", "x3"]);
  });
});
