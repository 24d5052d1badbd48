import { fetchState, publisherState } from "@talent/core/capture/freshness";
import type { Outcome } from "@talent/core/capture/outcome";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, testRecord, testSource } from "../../../testing/source-builder.ts";
import { registerSources } from "../../write/ingest/register-sources.ts";
import { finishRun, startRun } from "../../write/ingest/runs.ts";
import { freshnessInputs } from "./freshness-inputs.ts";

describe("the inputs of freshness", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const inputs = async (source: string, asOf = "2030-01-01") => {
    const [found] = await freshnessInputs(test.db, { source, asOf: new Date(asOf) });
    if (found === undefined) throw new Error("no source");
    return found;
  };
  const newest = async (source: string, asOf?: string) =>
    Object.fromEntries((await inputs(source, asOf)).indicators.map((one) => [one.indicator, one.newest?.period ?? null]));
  const end = async (source: string, outcome: Outcome, at: string) => {
    const now = new Date(at);
    const runId = await startRun(test.db, { source, slotId: null, fence: null, trigger: "manual", parserFingerprint: "reader-1", now });
    await finishRun(test.db, runId, { outcome, detail: {}, now });
  };

  it("is the newest period with a value by indicator: no forecast, nothing withdrawn, as it was known then", async () => {
    const source = await testSource(test.db, "spoken", { states: "listed", record: { produces: ["spoken-a", "spoken-b", "spoken-c"] } });
    const on = (indicator: string, area: string, period: string, value: number | null, more = {}): StatedRow => [
      area,
      period,
      value,
      { indicator, ...more },
    ];
    await source.capture("2024-01-01", [
      on("spoken-a", "CHN", "2022", 1),
      on("spoken-a", "USA", "2023", 2),
      on("spoken-b", "CHN", "2021", 3),
    ]);
    await source.capture("2025-01-01", [
      on("spoken-a", "CHN", "2025", 5, { status: "F" }),
      on("spoken-a", "CHN", "2024", 4, { publishedOn: "2024-12-20" }),
      on("spoken-b", "CHN", "2022", null),
    ]);
    await source.capture("2025-06-01", [on("spoken-a", "CHN", "2024", null)]);
    expect(await newest("spoken")).toEqual({ "spoken-a": "2023", "spoken-b": "2021", "spoken-c": null });
    expect(await newest("spoken", "2025-02-01")).toEqual({ "spoken-a": "2024", "spoken-b": "2021", "spoken-c": null });
    expect(await newest("spoken", "2023-01-01")).toEqual({ "spoken-a": null, "spoken-b": null, "spoken-c": null });
    expect((await inputs("spoken", "2025-02-01")).indicators[0]?.newest).toEqual({
      period: "2024",
      end: "2025-01-01",
      publishedOn: "2024-12-20",
      vintage: "2025-01-01T00:00:00.000Z",
    });
  });

  it("gives the publisher's side together with its rhythm", async () => {
    const source = await testSource(test.db, "rhythm", { record: { cadence: { every: "P1Y", lag: "P2M", grace: "P45D" } } });
    await source.capture("2025-02-01", [["CHN", "2024", 1]]);
    const { cadence, indicators } = await inputs("rhythm");
    const at = (day: string) => publisherState(cadence, indicators[0]?.newest ?? null, new Date(day)).state;
    expect([at("2025-12-31"), at("2026-01-01"), at("2026-03-01"), at("2026-04-15")]).toEqual(["on_time", "due", "late", "lapsed"]);
  });

  it("gives our side separately: the last fetch that succeeded, the last at all, and how many failed since", async () => {
    const { id } = await testSource(test.db, "looks");
    expect(await inputs(id)).toMatchObject({ lastLooked: null, lastTried: null, failedSince: 0 });
    await end(id, "unreachable", "2025-01-01");
    expect(fetchState(await inputs(id))).toBe("failing");
    await end(id, "same_bytes", "2025-01-02");
    expect(await inputs(id)).toMatchObject({
      lastLooked: "2025-01-02T00:00:00.000Z",
      lastTried: "2025-01-02T00:00:00.000Z",
      failedSince: 0,
    });
    await end(id, "layout_changed", "2025-01-03");
    await end(id, "blocked_by_site", "2025-01-04");
    expect(await inputs(id)).toMatchObject({
      lastLooked: "2025-01-02T00:00:00.000Z",
      lastTried: "2025-01-04T00:00:00.000Z",
      failedSince: 2,
    });
    expect(await inputs(id, "2025-01-03T12:00:00Z")).toMatchObject({ lastTried: "2025-01-03T00:00:00.000Z", failedSince: 1 });
  });

  it("names every registered source once, one that nothing is known of included, and none that was retired", async () => {
    const records = [testRecord("kept"), testRecord("silent")];
    await registerSources(test.db, records, new Date("2026-01-01"));
    const all = await freshnessInputs(test.db, { asOf: new Date("2030-01-01") });
    expect(all.map((one) => [one.source, one.indicators])).toEqual([
      ["kept", [{ indicator: "kept-count", newest: null }]],
      ["silent", [{ indicator: "silent-count", newest: null }]],
    ]);
  });
});
