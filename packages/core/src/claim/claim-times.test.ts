import { describe, expect, it } from "vitest";
import { claimOf, readingOf } from "../../testing/claim-builders.ts";
import { claimTimes, type SourceTimes } from "./claim-times.ts";

const source = (produces: string, more: Partial<SourceTimes> = {}): SourceTimes => ({
  source: `of-${produces}`,
  produces: [produces],
  lastLooked: null,
  lastRead: null,
  lastChanged: null,
  ...more,
});

describe("the times of a claim", () => {
  const claim = claimOf([
    readingOf(),
    readingOf({ id: "b", primary: false, measure: { op: "value", of: { indicator: "other", area: "CHN", dimensions: {} } } }),
    readingOf({ id: "c", primary: false, measure: null }),
  ]);
  const graduates = source("graduates", { lastLooked: "2026-01-05T00:00:00.000Z", lastChanged: "2025-01-01T00:00:00.000Z" });

  it("are those of its own sources: the stalest fetch and the newest change", () => {
    const sources = [
      graduates,
      source("other", { lastLooked: "2026-01-02T00:00:00.000Z", lastChanged: "2025-06-01T00:00:00.000Z" }),
      source("foreign", { lastLooked: "2020-01-01T00:00:00.000Z", lastChanged: "2026-01-01T00:00:00.000Z" }),
    ];
    expect(claimTimes(claim, [], sources)).toEqual({
      lastChecked: "2026-01-02T00:00:00.000Z",
      lastChanged: "2025-06-01T00:00:00.000Z",
      nextExpected: null,
    });
  });

  it("count a source whose fetches never succeeded by the newest document of it that was read", () => {
    const other = source("other", { lastRead: "2023-06-08T06:00:00.000Z" });
    expect(claimTimes(claim, [], [graduates, other]).lastChecked).toBe("2023-06-08T06:00:00.000Z");
  });

  it("go by the fetch where there was one, however new the last document", () => {
    const other = source("other", { lastLooked: "2025-06-01T00:00:00.000Z", lastRead: "2026-06-01T00:00:00.000Z" });
    expect(claimTimes(claim, [], [graduates, other]).lastChecked).toBe("2025-06-01T00:00:00.000Z");
  });

  it("leave out a source of which nothing was ever read, and are none where that is all of them", () => {
    expect(claimTimes(claim, [], [graduates, source("other")]).lastChecked).toBe("2026-01-05T00:00:00.000Z");
    expect(claimTimes(claim, [], [source("graduates")])).toEqual({ lastChecked: null, lastChanged: null, nextExpected: null });
  });
});
