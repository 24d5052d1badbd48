import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";

describe("when a subscriber may be notified", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  it.each<[string, string, string, string, number | null, number | null, string]>([
    ["at once", "2026-03-02T12:00:00Z", "instant", "UTC", null, null, "2026-03-02T12:00:00Z"],
    ["when quiet hours over midnight end", "2026-03-02T23:30:00Z", "instant", "UTC", 22, 7, "2026-03-03T07:00:00Z"],
    ["when quiet hours over midnight end, after it", "2026-03-02T03:00:00Z", "instant", "UTC", 22, 7, "2026-03-02T07:00:00Z"],
    ["at once outside quiet hours", "2026-03-02T12:00:00Z", "instant", "UTC", 22, 7, "2026-03-02T12:00:00Z"],
    ["in the hours of their own zone", "2026-03-02T15:00:00Z", "instant", "Asia/Shanghai", 22, 7, "2026-03-02T23:00:00Z"],
    ["at noon's end within one day", "2026-03-02T12:30:00Z", "instant", "UTC", 12, 14, "2026-03-02T14:00:00Z"],
    ["at once where both ends are one hour", "2026-03-02T12:30:00Z", "instant", "UTC", 12, 12, "2026-03-02T12:30:00Z"],
    ["at seven on the next morning", "2026-03-02T12:00:00Z", "daily", "UTC", null, null, "2026-03-03T07:00:00Z"],
    ["at seven on the same morning", "2026-03-02T05:00:00Z", "daily", "UTC", null, null, "2026-03-02T07:00:00Z"],
    ["at seven in Shanghai", "2026-03-02T12:00:00Z", "daily", "Asia/Shanghai", null, null, "2026-03-02T23:00:00Z"],
    ["on the next Monday", "2026-03-04T12:00:00Z", "weekly", "UTC", null, null, "2026-03-09T07:00:00Z"],
    ["on this Monday before seven", "2026-03-02T06:00:00Z", "weekly", "UTC", null, null, "2026-03-02T07:00:00Z"],
    ["with a digest that waits for quiet hours too", "2026-03-02T12:00:00Z", "daily", "UTC", 5, 9, "2026-03-03T09:00:00Z"],
    [
      "at seven on the morning after clocks went forward",
      "2026-03-28T12:00:00Z",
      "daily",
      "Europe/Berlin",
      null,
      null,
      "2026-03-29T05:00:00Z",
    ],
    [
      "at once in the hour that comes twice, the first time",
      "2026-10-25T00:30:00Z",
      "instant",
      "Europe/Berlin",
      null,
      null,
      "2026-10-25T00:30:00Z",
    ],
    [
      "at once in the hour that comes twice, the second time",
      "2026-10-25T01:30:00Z",
      "instant",
      "Europe/Berlin",
      22,
      1,
      "2026-10-25T01:30:00Z",
    ],
  ])("%s", async (_, moment, cadence, zone, from, to, expected) => {
    const { rows } = await test.db.pool.query<{ due: Date }>("SELECT delivery_due($1, $2, $3, $4::smallint, $5::smallint) AS due", [
      moment,
      cadence,
      zone,
      from,
      to,
    ]);
    expect(rows[0]?.due).toEqual(new Date(expected));
  });
});
