import { describe, expect, it } from "vitest";
import type { SourceState } from "../store/sources-now.ts";
import { theirs } from "./source-json.ts";

const state = (newest: { id: string; end: string } | null, orphaned = false) =>
  ({ newestPeriod: newest, record: { cadence: { every: "P1Y", lag: "P3M", grace: "P6M", orphaned } } }) as unknown as SourceState;
const year2024 = { id: "2024", end: "2025-01-01" };

describe("the publisher's side of freshness", () => {
  it.each([
    ["2026-03-31", "on_time"],
    ["2026-04-01", "due"],
    ["2026-09-30", "due"],
    ["2026-10-01", "late"],
  ])("on %s is %s", (day, expected) => {
    expect(theirs(state(year2024), new Date(`${day}T00:00:00Z`))).toEqual({ state: expected, newestPeriod: "2024", nextDue: "2026-04-01" });
  });

  it("is unknown before the first period, and orphaned where the publisher stopped", () => {
    expect(theirs(state(null), new Date(0))).toMatchObject({ state: "unknown", nextDue: null });
    expect(theirs(state(year2024, true), new Date("2030-01-01"))).toMatchObject({ state: "orphaned", nextDue: null });
  });
});
