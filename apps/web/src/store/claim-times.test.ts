import { claimOf, readingOf } from "@talent/core/literal-claim";
import { describe, expect, it } from "vitest";
import { claimTimes } from "./claim-times.ts";
import type { SourceState } from "./sources-now.ts";

const source = (produces: string, lastLooked: string | null, lastChanged: string | null) =>
  ({ record: { produces: [produces] }, lastLooked, lastChanged }) as unknown as SourceState;

describe("the times of a claim", () => {
  const claim = claimOf([
    readingOf(),
    readingOf({ id: "b", primary: false, measure: { op: "value", of: { indicator: "other", area: "CHN", dimensions: {} } } }),
  ]);

  it("are those of its own sources: the stalest look and the newest change", () => {
    const sources = [
      source("graduates", "2026-01-05T00:00:00Z", "2025-01-01T00:00:00Z"),
      source("other", "2026-01-02T00:00:00Z", "2025-06-01T00:00:00Z"),
      source("foreign", "2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
    ];
    expect(claimTimes(claim, [], sources)).toEqual({
      lastChecked: "2026-01-02T00:00:00Z",
      lastChanged: "2025-06-01T00:00:00Z",
      nextExpected: null,
    });
  });

  it("are none where no source was ever looked at", () => {
    expect(claimTimes(claim, [], [source("graduates", null, null)])).toEqual({ lastChecked: null, lastChanged: null, nextExpected: null });
  });
});
