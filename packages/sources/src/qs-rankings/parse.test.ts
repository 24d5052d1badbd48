import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { type CellContent, gridsOf, workbookOf } from "../../testing/workbook.ts";
import { COUNTRIES } from "./countries.ts";
import { source } from "./source.ts";

const PAGE = "https://www.topuniversities.com/world-university-rankings";
const LABEL = "(downloadable Excel results table)";
const OF_2022 = readFileSync(new URL("./fixtures/2021-07-01T06-00-00Z/2022QSRankings.xlsx", import.meta.url));
const OF_2024 = readFileSync(new URL("./fixtures/2023-07-01T06-00-00Z/2024QSRankings.xlsx", import.meta.url));

const handedIn = (bytes: Uint8Array, url = `${PAGE}/2022 ${LABEL}`): Exchange => exchangeOf(url, bytes);

/** The ranking of edition 2022 after an edit of its rows, the header being the first. */
async function edited(edit: (rows: CellContent[][]) => CellContent[][] | undefined, sheet = "PUBLISHED"): Promise<Exchange> {
  const rows = (await gridsOf(OF_2022)).PUBLISHED ?? [];
  return handedIn(workbookOf({ [sheet]: edit(rows) ?? rows }));
}

async function refusals(edit: (rows: CellContent[][]) => CellContent[][] | undefined, sheet?: string): Promise<string[]> {
  return refusalTexts((await readSnapshot(source, await edited(edit, sheet))).refusals);
}

const rowNamed = (rows: CellContent[][], name: string): CellContent[] => rows.find((row) => String(row[1]).trim() === name) ?? [];

describe("qs-rankings", () => {
  it.each([
    [2022, OF_2022, { CHN: 6, HKG: 5, USA: 28 }, { tsinghua: 17, peking: 18 }],
    [2024, OF_2024, { CHN: 5, HKG: 5, USA: 27 }, { tsinghua: 25, peking: 17 }],
  ])("counts the first hundred of edition %i by value, whatever the row order and type of the rank", async (year, bytes, counts, ranks) => {
    const { observations, refusals } = await readSnapshot(source, handedIn(bytes, `${PAGE}/${year} ${LABEL}`));
    expect(refusals).toEqual([]);
    const period = `edition ${year}`;
    for (const [area, count] of Object.entries(counts))
      expect(valuesByPeriod(observations, "qs-top100-universities", area)).toEqual({ [period]: count });
    for (const [university, rank] of Object.entries(ranks))
      expect(valuesByPeriod(observations, "qs-rank", "CHN", { university })).toEqual({ [period]: rank });
  });

  it("states zero for every country listed below, and counts ties past a hundred", async () => {
    const { observations } = await readSnapshot(source, handedIn(OF_2022));
    const top100 = observations.filter((seen) => seen.indicator === "qs-top100-universities");
    expect(top100.reduce((sum, seen) => sum + (seen.value ?? 0), 0)).toBe(101);
    expect(valuesByPeriod(observations, "qs-top100-universities", "KAZ")).toEqual({ "edition 2022": 0 });
    expect(valuesByPeriod(observations, "qs-top50-universities", "CHN")).toEqual({ "edition 2022": 5 });
  });

  it("takes a band and the open band 1201 as no rank within a hundred", async () => {
    const { observations } = await readSnapshot(
      source,
      await edited((rows) => [
        ...rows,
        ["1-10", "Banded", "China (Mainland)"],
        [1201, "Open", "China (Mainland)"],
        ["  501-510", "Padded", "China (Mainland)"],
      ]),
    );
    expect(valuesByPeriod(observations, "qs-top100-universities", "CHN")).toEqual({ "edition 2022": 6 });
  });

  it("points a rank to its cell and a count to its rows", async () => {
    const { observations } = await readSnapshot(source, handedIn(OF_2022));
    const rank = observations.find((seen) => seen.dimensions.university === "tsinghua");
    expect(rank).toMatchObject({ raw: "  17  ", locator: { kind: "xlsx", sheet: "PUBLISHED", cell: "A18" } });
    const count = observations.find((seen) => seen.indicator === "qs-top100-universities" && seen.area === "CHN");
    expect(count).toMatchObject({
      raw: "6",
      locator: { kind: "rows", where: 'in "PUBLISHED": "COUNTRY" is "China (Mainland)" and "RANK" is at most 100', count: 6 },
    });
  });

  it("does not take a university of another country or name for one it follows", async () => {
    const { observations } = await readSnapshot(
      source,
      await edited((rows) => {
        rows.push([900, "National Tsing Hua University", "Taiwan"], [901, "Peking University HSBC Business School", "China (Mainland)"]);
        return undefined;
      }),
    );
    expect(observations.filter((seen) => seen.indicator === "qs-rank")).toHaveLength(2);
  });

  it("takes the edition from the address, and requires one", async () => {
    const { refusals } = await readSnapshot(source, handedIn(OF_2022, "deposit:2022QSRankings.xlsx"));
    expect(refusals).toMatchObject([{ code: "not_recognised", scope: "snapshot", message: expect.stringContaining("--url") }]);
    for (const url of [
      `${PAGE}/2023`,
      `${PAGE}/2023?page=2`,
      `https://topuniversities.com/university-rankings/world-university-rankings/2023#t`,
    ]) {
      expect((await readSnapshot(source, handedIn(OF_2022, url))).observations[0]?.period).toBe("edition 2023");
    }
    expect(source.recognise(handedIn(OF_2022, `${PAGE}/20221`))).toBe(false);
    expect(source.recognise(handedIn(OF_2022, "https://elsewhere.example/world-university-rankings/2022"))).toBe(false);
  });

  it("has one spelling for each country, so that a filter on it finds every row", () => {
    expect(new Set(Object.values(COUNTRIES)).size).toBe(Object.keys(COUNTRIES).length);
  });
});

describe("qs-rankings refuses what it cannot be sure of", () => {
  it("a renamed, missing or new column, and a sheet of another name", async () => {
    const renamed = await refusals((rows) =>
      rows.map((row, at) => (at === 0 ? row.map((name) => (name === "COUNTRY" ? "LOCATION" : name)) : row)),
    );
    expect(renamed).toEqual(['layout_changed (snapshot): unexpected column "LOCATION"; missing column "COUNTRY"']);
    const missing = await refusals((rows) => rows.map((row) => row.toSpliced(2, 1)));
    expect(missing).toEqual(['layout_changed (snapshot): missing column "COUNTRY"']);
    const added = await refusals((rows) => rows.map((row, at) => [at === 0 ? "PREVIOUS RANK" : 1, ...row]));
    expect(added).toEqual(['layout_changed (snapshot): unexpected column "PREVIOUS RANK"']);
    expect(await refusals(() => undefined, "Sheet1")).toEqual(['layout_changed (snapshot): there is no sheet "PUBLISHED", only "Sheet1"']);
  });

  it("but not a column order of another edition", async () => {
    const turned = ([rank = null, name = null, country = null, ...scores]: CellContent[]) => [country, name, rank, ...scores];
    const { observations, refusals } = await readSnapshot(source, await edited((rows) => rows.map(turned)));
    expect(refusals).toEqual([]);
    expect(valuesByPeriod(observations, "qs-top100-universities", "CHN")).toEqual({ "edition 2022": 6 });
  });

  it("an unknown country: the row is named, and counts it may belong to are estimates", async () => {
    const { observations, refusals } = await readSnapshot(
      source,
      await edited((rows) => {
        rowNamed(rows, "Tsinghua University")[2] = "China";
        return undefined;
      }),
    );
    expect(observations).toEqual([]);
    expect(refusalTexts(refusals)).toEqual([
      'unknown_code (value): "Tsinghua University": unknown value "China"',
      "expectation_unmet (snapshot): mandatory series without a number: qs-rank|CHN|university=tsinghua",
    ]);
    const other = await readSnapshot(
      source,
      await edited((rows) => {
        rowNamed(rows, "University 001")[2] = "Atlantis";
        return undefined;
      }),
    );
    expect(refusalTexts(other.refusals)).toEqual(['unknown_code (value): "University 001": unknown value "Atlantis"']);
    expect(other.observations.filter((seen) => seen.indicator !== "qs-rank").every((seen) => seen.status === "E")).toBe(true);
  });

  it("an unreadable rank: its country's counts are estimates, the others are not", async () => {
    const { observations, refusals } = await readSnapshot(
      source,
      await edited((rows) => {
        rows.push(["n/a", "Unranked", "Japan"]);
        return undefined;
      }),
    );
    expect(refusalTexts(refusals)).toEqual(['invalid_row (value): "Unranked": "n/a" is no rank']);
    const estimated = observations.filter((seen) => seen.status === "E").map((seen) => seen.area);
    expect(estimated).toEqual(["JPN", "JPN"]);
  });

  it("half a ranking", async () => {
    const half = await refusals((rows) => rows.filter((_, at) => at % 2 === 0));
    expect(half).toEqual([
      expect.stringMatching(/^expectation_unmet \(snapshot\): \d\d universities have a rank of 100 or better, expected 95 to 105/),
    ]);
  });

  it("a ranking where every score stands in the rank's place", async () => {
    const scores = await refusals((rows) => rows.map((row, at) => (at === 0 ? row : ["99.9", ...row.slice(1)])));
    expect(scores).toEqual([expect.stringMatching(/^layout_changed \(snapshot\): 107 of 107 rows cannot be read/)]);
  });

  it("a rank that its total score does not bear out", async () => {
    const scored = (rows: CellContent[][], rank: (row: CellContent[]) => CellContent) =>
      rows.map((row, at) => (at === 0 ? row : [rank(row), ...row.slice(1, -1), Number(row[0]) <= 100 ? 101 - Number(row[0]) : "-"]));
    const textOf = (row: CellContent[]) => row[0] ?? null;
    expect(await refusals((rows) => scored(rows, textOf))).toEqual([]);
    const other = await refusals((rows) => scored(rows, (row) => (row[1] === "Tsinghua University" ? 71 : textOf(row))));
    expect(other).toEqual([expect.stringMatching(/^expectation_unmet \(snapshot\): rank 18 has total score 83, rank 71 has 84/)]);
  });

  it("a row without a name", async () => {
    expect(await refusals((rows) => [...rows, [7, " ", "Japan"]])).toEqual(["layout_changed (snapshot): row 109 names no university"]);
  });

  it("a truncated workbook, a web page, an empty body", async () => {
    expect((await readSnapshot(source, handedIn(OF_2022.subarray(0, 2000)))).refusals).toMatchObject([
      { code: "unreadable", scope: "snapshot" },
    ]);
    const page = new TextEncoder().encode("<!doctype html><title>Download our results</title>");
    expect((await readSnapshot(source, handedIn(page))).refusals).toMatchObject([{ code: "blocked_by_site" }]);
    expect((await readSnapshot(source, handedIn(new Uint8Array()))).refusals).toMatchObject([{ code: "blocked_by_site" }]);
  });
});
