import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type TestSource, testSource } from "../../../testing/source-builder.ts";
import { finishRun, startRun } from "../../write/ingest/runs.ts";
import { indicatorAxes } from "../observations/series-page.ts";
import { sourceLogs } from "./sources.ts";
import { listCaptures } from "./stored-exchanges.ts";

const LATER = new Date("2030-01-01T00:00:00Z");
let test: TestDatabase;
let source: TestSource;

beforeAll(async () => {
  test = await testDatabase();
  source = await testSource(test.db, "visas");
  const f1 = { dimensions: { visa_class: "F1" } };
  const j1 = { dimensions: { visa_class: "J1" } };
  await source.capture("2024-01-01", [["CHN", "2022", 10, f1]]);
  await source.capture("2025-01-01", [
    ["CHN", "2022", 11, f1],
    ["CHN", "2023", 12, f1],
    ["IND", "2023", 30, j1],
  ]);
  await source.keep("2026-01-01", [["CHN", "2024", 1, f1]]);
  await ended("2024-01-01T06:00:00Z", "new_values");
  await ended("2024-02-01T06:00:00Z", "unreachable");
});
afterAll(() => test.drop());

async function ended(at: string, outcome: "new_values" | "unreachable") {
  const now = new Date(at);
  const opened = { source: "visas", slotId: null, fence: null, trigger: "schedule" as const, parserFingerprint: "reader-1", now };
  await finishRun(test.db, await startRun(test.db, opened), { outcome, detail: {}, now });
}

describe("captures", () => {
  it("are listed newest first with their address, their size and what was read of them", async () => {
    const { entries, total } = await listCaptures(test.db, { source: "visas", asOf: LATER, limit: 2 });
    expect(total).toBe(3);
    expect(entries.map((entry) => [entry.capturedAt, entry.read])).toEqual([
      ["2026-01-01T00:00:00.000Z", null],
      ["2025-01-01T00:00:00.000Z", { observations: 3, refusals: 0 }],
    ]);
    expect(entries[0]).toMatchObject({ url: "https://example.org/visas", status: 200, fidelity: "verbatim", depositedBy: null });
    expect(entries[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(entries[0]?.size).toBeGreaterThan(10);
  });

  it("of another day are those stored by then, and of an unknown source none", async () => {
    const then = await listCaptures(test.db, { source: "visas", asOf: new Date("2024-06-01"), limit: 10 });
    expect(then.entries.map((entry) => entry.capturedAt)).toEqual(["2024-01-01T00:00:00.000Z"]);
    expect(await listCaptures(test.db, { source: "no such", asOf: LATER, limit: 10 })).toEqual({ entries: [], total: 0 });
  });
});

describe("the axes of an indicator", () => {
  it("are its areas and the codes its series have", async () => {
    expect(await indicatorAxes(test.db)).toEqual([
      { indicator: "visas-count", series: 2, areas: ["CHN", "IND"], dimensions: [{ visa_class: "F1" }, { visa_class: "J1" }] },
    ]);
  });

  it("name nothing that was not known on the requested day", async () => {
    const at = (day: string) => indicatorAxes(test.db, { indicator: "visas-count", asOf: new Date(day) });
    expect(await at("2024-06-01")).toEqual([{ indicator: "visas-count", series: 1, areas: ["CHN"], dimensions: [{ visa_class: "F1" }] }]);
    expect(await at("2023-06-01")).toEqual([]);
  });
});

describe("the log of a source", () => {
  it("lists how fetches ended, the newest first, and counts those it does not list", async () => {
    const [log] = await sourceLogs(test.db, { asOf: LATER, outcomes: 1 });
    expect(log).toMatchObject({ source: "visas", looks: 2, lastChanged: "2025-01-01T00:00:00.000Z" });
    expect(log?.outcomes).toEqual([{ outcome: "unreachable", at: "2024-02-01T06:00:00.000Z", trigger: "schedule", detail: {} }]);
  });

  it("as of another day knows nothing that happened after it", async () => {
    const [log] = await sourceLogs(test.db, { source: "visas", asOf: new Date("2024-01-15"), outcomes: 9 });
    expect(log).toMatchObject({ looks: 1, lastChanged: "2024-01-01T00:00:00.000Z", outcomes: [{ outcome: "new_values" }] });
    const [before] = await sourceLogs(test.db, { asOf: new Date("2020-06-01"), outcomes: 1 });
    expect(before).toEqual({ source: "visas", outcomes: [], looks: 0, lastChanged: null });
  });
});
