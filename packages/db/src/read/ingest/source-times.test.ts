import type { Outcome } from "@talent/core/capture/outcome";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { testSource } from "../../../testing/source-builder.ts";
import { finishRun, startRun } from "../../write/ingest/runs.ts";
import { sourceTimes } from "./freshness-inputs.ts";

describe("the times of a source as of an instant", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const times = async (source: string, asOf: string) => (await sourceTimes(test.db, new Date(asOf))).find((one) => one.source === source);
  const look = async (source: string, outcome: Outcome, at: string) => {
    const now = new Date(at);
    const runId = await startRun(test.db, { source, slotId: null, fence: null, trigger: "manual", parserFingerprint: "reader-1", now });
    await finishRun(test.db, runId, { outcome, detail: {}, now });
  };

  it("are the last fetch that succeeded, the newest document that gave numbers and the newest change, none after it", async () => {
    const { id, capture, keep } = await testSource(test.db, "timed");
    await capture("2024-01-01", [["CHN", "2023", 1]]);
    await look(id, "new_values", "2024-01-01");
    await capture("2024-06-01", [["CHN", "2023", 1]], { url: "?same" });
    await look(id, "layout_changed", "2024-07-01");
    await keep("2024-08-01", [["CHN", "2023", 9]], { url: "?unread" });
    await look(id, "same_values", "2025-01-01");
    const first = "2024-01-01T00:00:00.000Z";
    expect(await times(id, "2023-12-31")).toMatchObject({ lastLooked: null, lastRead: null, lastChanged: null });
    expect(await times(id, "2024-12-31")).toEqual({
      source: id,
      produces: ["timed-count"],
      lastLooked: first,
      lastRead: "2024-06-01T00:00:00.000Z",
      lastChanged: first,
    });
    expect(await times(id, "2026-01-01")).toMatchObject({ lastLooked: "2025-01-01T00:00:00.000Z", lastChanged: first });
  });

  it("know a source by the documents read, where every fetch of it failed", async () => {
    const { id, capture } = await testSource(test.db, "handed-in");
    await capture("2023-06-08", [["CHN", "2022", 1]]);
    await look(id, "contract_violation", "2023-06-08");
    expect(await times(id, "2026-01-01")).toMatchObject({ lastLooked: null, lastRead: "2023-06-08T00:00:00.000Z" });
  });
});
