import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, type TestSource, testSource } from "../../../testing/source-builder.ts";
import { InvalidCursor } from "../../errors.ts";
import { observationById, observationsByIds } from "./api-observation.ts";
import { seriesCsv, seriesSdmxCsv } from "./series-csv.ts";
import { type SeriesQuery, seriesPage, vintagesPage } from "./series-page.ts";

const AREAS = ["CHN", "HKG", "USA"];
const YEARS = ["2021", "2022", "2023"];
const NOW = new Date("2026-01-01");

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("a page of series", () => {
  let test: TestDatabase;
  let source: TestSource;
  beforeAll(async () => {
    test = await testDatabase();
    source = await testSource(test.db, "paged");
    const stated = (bump: number): StatedRow[] =>
      AREAS.flatMap((area, a) =>
        YEARS.flatMap((year, y) =>
          ["F1", "J1"].map(
            (visa_class, v): StatedRow => [area, year, a * 100 + y * 10 + v + (year === "2022" ? bump : 0), { dimensions: { visa_class } }],
          ),
        ),
      );
    await source.capture("2024-01-01", stated(0));
    await source.capture("2025-01-01", stated(0.5));
    // A neighbour whose id continues ours must never be in the answer.
    const neighbour = await testSource(test.db, "paged-2", { indicator: "paged-count-2" });
    await neighbour.capture("2024-01-01", [["CHN", "2023", 1]]);
  });
  afterAll(() => test.drop());

  const query = (more: Partial<SeriesQuery> = {}): SeriesQuery => ({ indicator: "paged-count", asOf: NOW, limit: 1000, ...more });
  const all = async (read: typeof seriesPage, more: Partial<SeriesQuery>) => {
    const pages = [await read(test.db, query(more))];
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
      pages.push(await read(test.db, query({ ...more, cursor: next })));
    }
    return pages.flatMap((page) => page.data);
  };

  it("is the same whatever the size of the page, without a row lost or doubled", async () => {
    for (const [read, rows] of [
      [seriesPage, 18],
      [vintagesPage, 24],
    ] as const) {
      const whole = (await read(test.db, query())).data;
      expect(whole).toHaveLength(rows);
      expect(new Set(whole.map((o) => o.id)).size).toBe(rows);
      for (const limit of [1, 5, 18, 24]) expect(await all(read, { limit })).toEqual(whole);
    }
  });

  it("selects by area, dimension, span of periods and instant, without clipping what is known", async () => {
    const picked = await all(seriesPage, { areas: ["CHN", "XXX"], dimensions: { visa_class: "F1" }, periodFrom: "2022", periodTo: "2023" });
    expect(picked.map((o) => [o.area, o.period, o.value, o.cause, o.dimensions])).toEqual([
      ["CHN", "2022", 10.5, "revision", { visa_class: "F1" }],
      ["CHN", "2023", 20, "new_period", { visa_class: "F1" }],
    ]);
    const before = await all(seriesPage, { areas: ["CHN"], dimensions: { visa_class: "F1" }, asOf: new Date("2024-06-01") });
    expect(before.map((o) => o.value)).toEqual([0, 10, 20]);
    expect(await all(seriesPage, { asOf: new Date("2023-12-31") })).toEqual([]);
    expect(await all(seriesPage, { periodFrom: "FY2021" })).toEqual([]);
    expect(await all(seriesPage, { indicator: "unknown" })).toEqual([]);
    expect(await all(seriesPage, { dimensions: { visa_class: "f1" } })).toEqual([]);
  });

  it("stays within bounds whatever is requested", async () => {
    expect((await seriesPage(test.db, query({ limit: 1e9 }))).data).toHaveLength(18);
    expect((await seriesPage(test.db, query({ limit: -5 }))).data).toHaveLength(1);
    const areas = Array.from({ length: 10_000 }, (_, at) => `A${at}`);
    expect((await seriesPage(test.db, query({ areas: [...areas, "CHN"] }))).data).toHaveLength(6);
    await expect(seriesPage(test.db, query({ periodFrom: "9999" }))).rejects.toMatchObject({ code: "invalid_row" });
    const forged = [
      ["a"],
      ["a", "b", "c", "d"],
      ["a\0", "2020-01-01", "c", "2020-01-01T00:00:00Z"],
      ["k", "2020-99-99", "l", "2020-01-01T00:00:00Z"],
      7,
    ];
    for (const cursor of ["", "x", "%00", ...forged.map((place) => Buffer.from(JSON.stringify(place)).toString("base64url"))]) {
      await expect(seriesPage(test.db, query({ cursor })), cursor).rejects.toThrow(InvalidCursor);
    }
  });

  it("prints an observation as the contract specifies", async () => {
    const [first] = (await seriesPage(test.db, query({ limit: 1 }))).data;
    expect(first).toEqual({
      id: expect.stringMatching(/^\w+-\w+-\w+$/),
      indicator: "paged-count",
      area: "CHN",
      dimensions: { visa_class: "F1" },
      period: "2021",
      value: 0,
      unit: "persons",
      status: "A",
      vintage: "2024-01-01T00:00:00.000Z",
      publishedOn: null,
      cause: "new_period",
      provenance: "official",
      source: "paged",
      exchange: expect.stringMatching(/^\d+$/),
      snapshot: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      locator: { kind: "csv", line: 2, column: 3 },
      raw: "0",
    });
    expect(await observationById(test.db, first?.id ?? "")).toEqual({ ...first, citation: null });
    expect(await observationsByIds(test.db, ["nonsense", first?.id ?? "", "1-1-1"])).toEqual([first]);
    expect(await observationById(test.db, "1-1-1")).toBeNull();
  });

  it("streams as CSV, one column per dimension", async () => {
    const csv = await textOf(seriesCsv(test.db, { indicator: "paged-count", areas: ["CHN"], asOf: NOW, columns: ["visa_class"] }));
    const lines = csv.split("\r\n");
    expect(lines[0]).toBe(
      "indicator,area,visa_class,period,value,unit,status,low,high,n,bound,vintage,published_on,cause,source,snapshot,raw,withheld,id",
    );
    expect(lines[1]).toMatch(
      /^paged-count,CHN,F1,2021,0,persons,A,,,,,2024-01-01T00:00:00.000Z,,new_period,paged,sha256:\w{64},0,,\w+-\w+-\w+$/,
    );
    expect(lines).toHaveLength(8);
    const sdmx = await textOf(seriesSdmxCsv(test.db, { indicator: "paged-count", areas: ["CHN"], asOf: NOW, columns: ["visa_class"] }));
    expect(sdmx.split("\r\n")[1]).toMatch(/^TALENT:paged-count\(1\.0\),CHN,F1,2021,0,A,persons,/);
  });

  it("neutralises what a spreadsheet would run, so that it can be undone, and leaves numbers alone", async () => {
    const hostile = await testSource(test.db, "formulas");
    const raws = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'x", 'a"b,c', "plain"];
    await hostile.capture(
      "2024-01-01",
      raws.map((raw, at): StatedRow => ["CHN", `${2000 + at}`, -at, { raw }]),
    );
    const csv = await textOf(seriesCsv(test.db, { indicator: "formulas-count", asOf: NOW, columns: [] }));
    const cells = csv
      .split(/\r\n(?=formulas|$)/)
      .slice(1, -1)
      .map((line) => /sha256:\w+,(.*),,[^,]+$/s.exec(line)?.[1] ?? "");
    const unquoted = cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
    for (const cell of unquoted) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(unquoted.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell))).toEqual(raws);
    expect(csv).toContain(",2003,-3,persons");
  });
});
