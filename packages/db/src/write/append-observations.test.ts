import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriesAsOf } from "../read/series-as-of.ts";
import { type TestDatabase, testDatabase } from "../test-database.ts";
import { testSource } from "../test-source.ts";

describe("appending what a snapshot states", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const values = async (indicator: string, asOf: string) =>
    (await seriesAsOf(test.db, { indicator, area: "CHN", dimensions: {} }, new Date(asOf))).map((p) => [p.period, p.value, p.cause]);

  it("writes what is new, then only what differs, and keeps the old answer at the old date", async () => {
    const source = await testSource(test.db, "plain");
    expect(
      await source.capture("2024-01-01", [
        ["CHN", "2022", 10],
        ["CHN", "2023", 20],
      ]),
    ).toMatchObject({ newPeriods: 2, unchanged: 0 });
    expect(
      await source.capture("2025-01-01", [
        ["CHN", "2022", 10],
        ["CHN", "2023", 21],
        ["CHN", "2024", 30],
      ]),
    ).toMatchObject({
      newPeriods: 1,
      revisions: 1,
      unchanged: 1,
    });
    expect(await values("plain-count", "2024-06-01")).toEqual([
      ["2022", 10, "new_period"],
      ["2023", 20, "new_period"],
    ]);
    expect(await values("plain-count", "2025-06-01")).toEqual([
      ["2022", 10, "new_period"],
      ["2023", 21, "revision"],
      ["2024", 30, "new_period"],
    ]);
    expect(await values("plain-count", "2023-12-31")).toEqual([]);
  });
});
