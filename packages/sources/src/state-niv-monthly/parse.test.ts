import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { beforeAll, describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { type Layout, MAY_2024, monthPdf, type PrintedRow, rowsOf, sumOf } from "../../testing/niv-monthly-table.ts";
import { type Grid, workbookOf } from "../../testing/workbook.ts";
import { NATIONALITIES } from "./nationalities.ts";
import { source } from "./source.ts";
import { INDEX_URL } from "./table-links.ts";

const FOLDER = new URL("./fixtures/2020-06-05T06-00-00Z/", import.meta.url);
const DAM = "https://travel.state.gov/content/dam/visas/Statistics";
const tableUrl = (name: string) => `${DAM}/Non-Immigrant-Statistics/MonthlyNIVIssuances/${name}`;
const MAY_URL = tableUrl("MAY%202024%20-%20NIV%20Issuances%20by%20Nationality%20and%20Visa%20Class.pdf");
const VISAS = "us-visas-issued-monthly";

let printed: readonly PrintedRow[];
beforeAll(async () => {
  printed = await rowsOf(readFileSync(new URL("april-2020.pdf", FOLDER)));
});

const issued = (observations: readonly ParsedObservation[], area: string, visa_class: string) =>
  valuesByPeriod(observations, VISAS, area, { visa_class });
const drawn = (layout: Layout = {}, rows = printed, url = MAY_URL): Exchange => exchangeOf(url, monthPdf(rows, layout));
const keyed = (observations: readonly ParsedObservation[]) =>
  observations.map((seen) => `${seen.area} ${seen.dimensions.visa_class} ${seen.value}`);

describe("state-niv-monthly reads a month", () => {
  it("of every nationality and class, with the printed grand total as the world, and names the place of each number", async () => {
    const { observations, refusals } = await readSnapshot(source, drawn());
    expect([refusals, observations.length]).toEqual([[], 664]);
    expect(issued(observations, "CHN", "F1")).toEqual({ "2024-05": 17 });
    expect(issued(observations, "WLD", "all")).toEqual({ "2024-05": 46855 });
    const total = observations.at(-1);
    expect(total).toMatchObject({ unit: "visas", status: "A", raw: "46,855", locator: { kind: "pdf", page: 16, column: 2 } });
    expect(observations.find((seen) => seen.area === "CHN" && seen.dimensions.visa_class === "F1")).toMatchObject({
      locator: { kind: "pdf", column: 3 },
      raw: "17",
    });
  });

  it("keeps the mainland, Hong Kong, its overseas passport, Taiwan and issuances without a nationality apart", async () => {
    const { observations } = await readSnapshot(source, drawn());
    const visitors = ["CHN", "HKG", "XHB", "TWN", "XNN"].map((area) => issued(observations, area, "B1/B2")["2024-05"]);
    expect(visitors).toEqual([81, 88, 7, 43, 2]);
  });

  it("leaves a pair that is not printed absent, and reads a printed zero as zero", async () => {
    const zero: PrintedRow = ["Chad", "H3", "0"];
    const { observations } = await readSnapshot(source, drawn({}, [...printed, zero]));
    expect(issued(observations, "CHN", "H2A")).toEqual({});
    expect(issued(observations, "TCD", "H3")).toEqual({ "2024-05": 0 });
  });

  const LAYOUTS: readonly (readonly [string, Layout, string])[] = [
    ["title and month on one line", { title: ["Nonimmigrant Visa Issuances by Nationality March 2017 (FY 2017)"] }, "2017-03"],
    ["a dash before the month", { title: ["Nonimmigrant Visa Issuances By Nationality - December 2017", "(FY 2018)"] }, "2017-12"],
    ["a head on the first page only", { title: [MAY_2024[0] ?? "", "May 2019 (FY 2019)"], headerOn: "first page" }, "2019-05"],
    ["a marking on each page", { title: [MAY_2024[0] ?? "", "June 2020 (FY 2020)"], marking: "# SBU - IMMIGRATION" }, "2020-06"],
    ["a last page without rows or total", { title: [MAY_2024[0] ?? "", "June 2023 (FY 2023)"], emptyLastPage: true }, "2023-06"],
    ["columns in another order", { header: ["Visa Class", "Nationality", "Issuances"] }, "2024-05"],
    ["no note", { note: [] }, "2024-05"],
  ];
  it.each(LAYOUTS)("with %s", async (what, layout, period) => {
    const rows = what.startsWith("columns") ? printed.map(([a, b, c]) => [b, a, c] as const) : printed;
    const total = ["Grand Total", sumOf(printed)] as const;
    const { observations, refusals } = await readSnapshot(source, drawn({ ...layout, total }, rows, tableUrl("table.pdf")));
    expect(refusalTexts(refusals)).toEqual([]);
    expect(new Set(observations.map((seen) => seen.period))).toEqual(new Set([period]));
    expect(keyed(observations)).toEqual(keyed((await readSnapshot(source, drawn())).observations));
  });

  it("by any reviewed spelling of a nationality: 233 of them for 210 areas", () => {
    expect([Object.keys(NATIONALITIES).length, new Set(Object.values(NATIONALITIES)).size]).toEqual([233, 210]);
    const spellings = (area: string) =>
      Object.keys(NATIONALITIES)
        .filter((name) => NATIONALITIES[name] === area)
        .sort();
    expect(spellings("CHN")).toEqual(["China - mainland", "China-mainland"]);
    expect(spellings("TWN")).toEqual(["China - Taiwan", "China-Taiwan", "Taiwan"]);
    expect(spellings("HKG")).toEqual(["Hong Kong S. A. R.", "Hong Kong S.A.R."]);
    expect(spellings("XNN")).toHaveLength(3);
    expect(Object.keys(NATIONALITIES).filter((name) => /hong kong|china|taiwan/i.test(name))).toHaveLength(8);
  });
});

describe("state-niv-monthly holds the rows against the printed total", () => {
  const of2017 = (more: number) =>
    drawn(
      { title: ["Nonimmigrant Visa Issuances By Nationality - December 2017", "(FY 2018)"], total: ["Grand Total", sumOf(printed, more)] },
      printed,
      tableUrl("table.pdf"),
    );

  it("and marks an old month's total that leaves a few visas out, as those of December 2017 and May 2019 do", async () => {
    const { observations, refusals } = await readSnapshot(source, of2017(-4));
    expect(refusals).toEqual([]);
    expect(observations.at(-1)).toMatchObject({ area: "WLD", value: 46851, status: "E" });
    expect(observations.filter((seen) => seen.status !== "A")).toHaveLength(1);
  });

  it.each([
    ["rows exceed an old total by more than one in 10,000", () => of2017(-5)],
    ["rows fall short of an old total, by however little", () => of2017(1)],
    ["rows exceed a total of the years when they agree", () => drawn({ total: ["GRAND TOTAL", sumOf(printed, -1)] })],
  ])("and refuses the month when %s", async (_, made) => {
    const { observations, refusals } = await readSnapshot(source, made());
    expect([observations, refusals]).toMatchObject([[], [{ code: "total_mismatch", scope: "snapshot" }]]);
    expect(refusals[0]?.message).toMatch(/^the rows of \d{4}-\d\d add up to 46855, printed is 468\d\d$/);
  });
});

describe("state-niv-monthly finds its tables", () => {
  const index = (body: string) => exchangeOf(INDEX_URL, body, { headers: { "content-type": "text/html" } });
  const dam = "/content/dam/visas/Statistics/Non-Immigrant-Statistics/MonthlyNIVIssuances";

  it("by the folder of their addresses, however they are named, each once, and no other table", () => {
    const names = [
      "DECEMBER%202017%20-%20NIV%20Issuances%20by%20Nationlity%20and%20Visa%20Class.pdf",
      "OCTOBER%202019%20NIV%20Issuances%20by%20Nationality%20and%20Visa%20Class.pdf",
      "MAY2021%20-%20NIV%20Issuances%20by%20Nationality%20and%20Visa%20Class.pdf",
      "MARCH%202025%20-%20NIV%20Issuances%20by%20Nationality%20and%20Visa%20Class.xlsx",
    ];
    const others = [
      `${dam}/MARCH%202017%20-%20NIV%20Issuances%20by%20Post%20and%20Visa%20Class.pdf`,
      "/content/dam/visas/Statistics/Immigrant-Statistics/MonthlyIVIssuances/March%202017%20-%20IV%20Issuances%20by%20FSC%20and%20Visa%20Class.pdf",
      `https://elsewhere.example${dam}/MAY2021.pdf`,
    ];
    const links = [...names.map((name) => `${dam}/${name}`), `${dam}/${names[0]}`, ...others];
    const page = index(links.map((href) => `<a href="${href}">FEBRUARY 1999</a>`).join(""));
    expect(source.discover?.([page]).map((request) => request.url)).toEqual(names.map(tableUrl));
  });

  it("and reads no number on the index, which must link them", async () => {
    const page = index(readFileSync(new URL("index.html", FOLDER), "utf8"));
    expect(await readSnapshot(source, page)).toEqual({ exchange: 0, observations: [], refusals: [] });
    const bare = await readSnapshot(source, index("<html><body><p>Statistics have moved.</p></body></html>"));
    expect(refusalTexts(bare.refusals)).toEqual(["layout_changed (snapshot): the index links no table of monthly issuances"]);
  });

  it("and knows them by address, or by kind when handed in without one, never the immigrant visas", () => {
    const pdf = monthPdf([]);
    expect(source.recognise(exchangeOf(MAY_URL, pdf))).toBe(true);
    expect(source.recognise(exchangeOf("deposit:may.pdf", pdf))).toBe(true);
    expect(source.recognise(exchangeOf("deposit:may.csv", "a,b\n"))).toBe(false);
    const immigrant = `${DAM}/Immigrant-Statistics/MonthlyIVIssuances/March%202017%20-%20IV%20Issuances%20by%20FSC%20and%20Visa%20Class.pdf`;
    expect(source.recognise(exchangeOf(immigrant, readFileSync(new URL("immigrant-visas.pdf", FOLDER))))).toBe(false);
  });
});

describe("state-niv-monthly reads a workbook", () => {
  const WORKBOOK_URL = MAY_URL.replace(/pdf$/, "xlsx");
  const table = (): Grid => [
    ["Nationality", "Visa Class", "Issuances"],
    ...printed.map(([nationality, visaClass, number]) => [nationality, visaClass, Number(number.replaceAll(",", ""))]),
    ["GRAND TOTAL", null, 46855],
  ];
  const read = (grid: Grid, url = WORKBOOK_URL) => readSnapshot(source, exchangeOf(url, workbookOf({ May: grid })));

  it("as it reads the pages, under a title or under the month of its address", async () => {
    for (const grid of [table(), [...MAY_2024.map((text) => [text]), [], ...table(), [], ["*Note"]]]) {
      const { observations, refusals } = await read(grid);
      expect(refusalTexts(refusals)).toEqual([]);
      expect(keyed(observations)).toEqual(keyed((await readSnapshot(source, drawn())).observations));
      expect(observations.at(-1)).toMatchObject({ period: "2024-05", locator: { kind: "xlsx", sheet: "May" } });
    }
  });

  it.each<[string, (grid: Grid) => Grid, RegExp]>([
    ["another title", (grid) => [["Immigrant Visa Issuances"], ...grid], /the title is "Immigrant Visa Issuances"/],
    ["another header", (grid) => [["Nationality", "Visa", "Issuances"], ...grid.slice(1)], /unexpected column "Visa"/],
    ["no header", (grid) => grid.slice(1), /no header/],
    ["no total", (grid) => grid.slice(0, -1), /no grand total/],
    ["a row below the total", (grid) => [...grid, ["Chad", "F1", 1]], /below the grand total/],
    ["a row of two cells", (grid) => grid.toSpliced(5, 1, ["Chad", null, 1]), /a row of 2 cells/],
  ])("and refuses it with %s", async (_, edit, message) => {
    const { observations, refusals } = await read(edit(table()));
    expect([observations, refusals]).toMatchObject([[], [{ code: "layout_changed", message: expect.stringMatching(message) }]]);
  });

  it("and refuses one whose month nothing says, or with more sheets", async () => {
    const nameless = await read(table(), tableUrl("table.xlsx"));
    expect(refusalTexts(nameless.refusals)).toEqual([expect.stringMatching(/neither the sheet nor its address says which month/)]);
    const two = await readSnapshot(source, exchangeOf(WORKBOOK_URL, workbookOf({ May: table(), June: table() })));
    expect(refusalTexts(two.refusals)).toEqual(["layout_changed (snapshot): the workbook has 2 sheets, not one"]);
  });
});
