import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { seriesAsOf } from "../../../testing/series-as-of.ts";
import { type StatedRow, testSource } from "../../../testing/source-builder.ts";

describe("text from outside", () => {
  let test: TestDatabase;
  let days = 0;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const stored = async (raws: readonly string[]) => {
    const id = `text-${++days}`;
    const source = await testSource(test.db, id);
    await source.capture(
      "2024-01-01",
      raws.map((raw, at): StatedRow => ["CHN", `${1900 + at}`, at, { raw }]),
    );
    return (await seriesAsOf(test.db, { indicator: source.indicator, area: "CHN", dimensions: {} }, new Date("2025-01-01"))).map(
      (p) => p.raw,
    );
  };

  it("that means something to COPY is only text", async () => {
    const raws = [
      "\\.",
      "\\N",
      "\\\\",
      "a\tb",
      "a\nb",
      "a\r\nb",
      "\\t",
      "",
      " 1 ",
      "'; DROP TABLE observations; --",
      '"',
      "1,482",
      "\u202e84",
      "１４",
      "😀",
      "\u0001\u001f\u007f",
    ];
    expect(await stored(raws)).toEqual(raws);
  });

  it("of any kind comes back unchanged", async () => {
    const texts = fc.array(
      fc.string({ unit: "binary", maxLength: 40 }).filter((text) => !text.includes("\0") && text.isWellFormed()),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (raws) => {
        expect(await stored(raws)).toEqual(raws);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it("with NUL, half a surrogate pair or no end is refused by name, and nothing of the snapshot is stored", async () => {
    const refused = { "a\0b": /NUL/, "\ud800": /surrogate/, ["9".repeat(1_501)]: /longer than 1500 bytes/, ["万".repeat(501)]: /longer/ };
    for (const [raw, why] of Object.entries(refused)) {
      const attempt = stored(["fine", raw]);
      await expect(attempt).rejects.toMatchObject({ code: "invalid_row" });
      await expect(stored(["fine", raw])).rejects.toThrow(why);
    }
    const { rowCount } = await test.db.pool.query(`SELECT FROM observations WHERE raw = 'fine'`);
    expect(rowCount).toBe(0);
  });

  it("as long as the limit allows fits into the index", async () => {
    const raws = ["x".repeat(1_500), "万".repeat(500), "😀".repeat(375)];
    expect(await stored(raws)).toEqual(raws);
  });

  it("in place of a number, a status or a date is refused by name", async () => {
    const source = await testSource(test.db, "numbers");
    const wrong: Partial<Exclude<StatedRow[3], undefined>>[] = [
      { value: Number.NaN },
      { value: Number.POSITIVE_INFINITY },
      { low: Number.NEGATIVE_INFINITY },
      { status: "X" as never },
      { status: "AP" as never },
      { publishedOn: "yesterday" },
      { publishedOn: "2024-13-45" },
      { knownFrom: { at: "soon", backDated: false } },
      { period: "Q3 2024" },
      { area: "" },
      { area: "C|N" },
      { area: "A\0" },
      { unit: "per\0sons" },
    ];
    for (const more of wrong) {
      await expect(source.capture("2024-01-01", [["CHN", "2023", 1, more]]), JSON.stringify(more)).rejects.toMatchObject({
        code: "invalid_row",
      });
    }
  });

  it("keeps numbers exactly", async () => {
    const source = await testSource(test.db, "exact");
    const numbers = [0, -0, 0.1 + 0.2, 1e308, -1e-308, 5e-324, Number.MAX_SAFE_INTEGER, 1e21, 123456789.12345679];
    await source.capture(
      "2024-01-01",
      numbers.map((value, at): StatedRow => ["CHN", `${2000 + at}`, value]),
    );
    const points = await seriesAsOf(test.db, { indicator: source.indicator, area: "CHN", dimensions: {} }, new Date("2025-01-01"));
    expect(points.map((p) => p.value)).toEqual(numbers.map((value) => value + 0));
  });
});
