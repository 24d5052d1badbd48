import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import { type MadePage, pdfOf } from "@talent/readers/testing/pdf-builder";
import { beforeAll, describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts } from "../../testing/exchanges.ts";
import { type Layout, MAY_2024, monthPages, monthPdf, type PrintedRow, rowsOf, sumOf } from "../../testing/niv-monthly-table.ts";
import { source } from "./source.ts";

const FOLDER = new URL("./fixtures/2020-06-05T06-00-00Z/", import.meta.url);
const DAM = "https://travel.state.gov/content/dam/visas/Statistics/Non-Immigrant-Statistics/MonthlyNIVIssuances";
const urlOf = (name: string) => `${DAM}/${encodeURIComponent(name)}%20-%20NIV%20Issuances%20by%20Nationality%20and%20Visa%20Class.pdf`;
const MAY = urlOf("MAY 2024");

let printed: readonly PrintedRow[];
/** Enough for three pages, where it is the layout that is refused. */
let few: readonly PrintedRow[];
beforeAll(async () => {
  printed = await rowsOf(readFileSync(new URL("april-2020.pdf", FOLDER)));
  few = printed.slice(0, 120);
});

async function refusals(body: Uint8Array | string, url = MAY, more: Partial<Exchange> = {}): Promise<string[]> {
  const { observations, refusals: found } = await readSnapshot(source, exchangeOf(url, body, more));
  if (found.some((refusal) => refusal.scope === "snapshot")) expect(observations).toEqual([]);
  return refusalTexts(found);
}
const ofPages = (edit: (pages: MadePage[]) => MadePage[], layout: Layout = {}) => refusals(pdfOf(edit(monthPages(few, layout))));
const ofRows = (edit: (rows: PrintedRow[]) => PrintedRow[], layout: Layout = {}) => refusals(monthPdf(edit([...printed]), layout));
const edited = (rows: PrintedRow[], at: number, row: PrintedRow) => rows.toSpliced(at, 1, row);

describe("state-niv-monthly refuses pages that are not the whole month", () => {
  it("when one is missing in the middle, or at the end", async () => {
    expect(await ofPages((pages) => pages.toSpliced(1, 1))).toEqual([
      'layout_changed (snapshot): page 1 of 2 is "Page 1 of 3": a page is missing',
    ]);
    expect(await ofPages((pages) => pages.slice(0, -1))).toEqual([expect.stringMatching(/"Page 1 of 3": a page is missing/)]);
  });

  it("when they are in another order, or do not say which they are", async () => {
    expect(await ofPages((pages) => pages.toReversed())).toEqual([expect.stringMatching(/page 1 of 3 is "Page 3 of 3"/)]);
    const nameless = ([first, ...rest]: MadePage[]) => [
      { texts: first?.texts.filter(({ text }) => !text.startsWith("Page")) ?? [] },
      ...rest,
    ];
    expect(await ofPages(nameless)).toEqual(["layout_changed (snapshot): page 1 does not say which page it is"]);
  });

  it("when one of them is of another month", async () => {
    const other = monthPages(few, { title: [MAY_2024[0] ?? "", "June 2024 (FY 2024)"] });
    expect(await ofPages((pages) => pages.toSpliced(1, 1, other[1] ?? { texts: [] }))).toEqual([
      "layout_changed (snapshot): a page is of 2024-06, the pages before it of 2024-05",
    ]);
  });

  it("when half the rows are gone, or one", async () => {
    const total = ["GRAND TOTAL", sumOf(printed)] as const;
    for (const kept of [printed.length / 2, printed.length - 1]) {
      expect(await ofRows((rows) => rows.slice(0, kept), { total })).toEqual([expect.stringMatching(/^total_mismatch \(snapshot\)/)]);
    }
    expect(await ofRows((rows) => rows.slice(0, 399))).toEqual([expect.stringMatching(/^(expectation_unmet|unit_changed) \(snapshot\)/)]);
  });

  it("when the file is cut short, encrypted or no PDF", async () => {
    const whole = monthPdf(few);
    expect(await refusals(whole.subarray(0, whole.length / 2))).toEqual([expect.stringMatching(/^unreadable \(snapshot\): .*cut short/)]);
    expect(await refusals(pdfOf(monthPages(few), { encrypted: "open" }))).toEqual(["unreadable (snapshot): the PDF is encrypted"]);
    expect(await refusals("Nationality,Visa Class,Issuances\n")).toEqual(["unreadable (snapshot): the document is not a PDF"]);
  });
});

describe("state-niv-monthly refuses another month or another table", () => {
  it("served again under a newer month's address", async () => {
    expect(await refusals(monthPdf(few), urlOf("JUNE 2024"))).toEqual([
      "stale_copy (snapshot): the table is of 2024-05, its address promises 2024-06",
    ]);
    expect(await refusals(monthPdf(few), urlOf("SEPT 2024"))).toEqual([expect.stringMatching(/^stale_copy .*promises 2024-09$/)]);
  });

  it("newer than its address promises", async () => {
    expect(await refusals(monthPdf(few), urlOf("MAY2021"))).toEqual([expect.stringMatching(/^layout_changed .*promises 2021-05$/)]);
  });

  it("with the numbers of another month under a new title, keeping the older", async () => {
    const table = (month: string, rows = printed) => monthPdf(rows, { title: [MAY_2024[0] ?? "", `${month} 2024 (FY 2024)`] });
    const other = edited([...printed], 3, ["Argentina", "J1", "2"]);
    const capture = {
      source: source.id,
      exchanges: [
        exchangeOf(urlOf("JUNE 2024"), table("June")),
        exchangeOf(urlOf("MAY 2024"), table("May")),
        exchangeOf(urlOf("JULY 2024"), table("July", other)),
      ],
    };
    const { snapshots } = await source.parse(capture);
    expect(snapshots.map((snapshot) => snapshot.observations.length)).toEqual([0, 664, 664]);
    expect(snapshots.flatMap((snapshot) => refusalTexts(snapshot.refusals))).toEqual([
      "stale_copy (snapshot): every number of 2024-06 is that of 2024-05",
    ]);
  });

  it("but takes the same month from two addresses, and a re-issue with other numbers", async () => {
    const reissued = edited([...printed], 3, ["Argentina", "J1", "2"]);
    const exchanges = [printed, printed, reissued].map((rows, at) => exchangeOf(at === 1 ? `${MAY}?again` : MAY, monthPdf(rows)));
    const { snapshots } = await source.parse({ source: source.id, exchanges });
    expect(snapshots.map((snapshot) => [snapshot.observations.length, snapshot.refusals.length])).toEqual(Array(3).fill([664, 0]));
  });

  it.each<[string, Uint8Array | (() => Uint8Array), RegExp]>([
    [
      "immigrant visas",
      readFileSync(new URL("immigrant-visas.pdf", FOLDER)),
      /neither a row nor anything else|the title is "Immigrant Visa/,
    ],
    ["visas by post", () => monthPdf(few, { title: ["Nonimmigrant Visa Issuances by Post", "May 2024 (FY 2024)"] }), /by Post May 2024/],
    ["no title", () => monthPdf(few, { title: [] }), /the title is ""/],
    ["no such month", () => monthPdf(few, { title: [MAY_2024[0] ?? "", "Mayor 2024 (FY 2024)"] }), /the title is/],
    ["another fiscal year", () => monthPdf(few, { title: [MAY_2024[0] ?? "", "May 2024 (FY 2025)"] }), /May 2024 is in FY 2025/],
    ["a renamed column", () => monthPdf(few, { header: ["Nationality", "Class", "Issuances"] }), /unexpected column "Class"/],
    ["another column", () => monthPdf(few, { header: ["Nationality", "Visa Class", "Refusals"] }), /unexpected column "Refusals"/],
    ["no header", () => monthPdf(few, { header: null }), /neither a row nor anything else/],
    ["no grand total", () => monthPdf(few, { total: null, note: [] }), /no grand total/],
    ["a total of another name", () => monthPdf(few, { total: ["TOTAL", "46,855"] }), /neither a row .*"TOTAL \| 46,855"/],
  ])("such as %s", async (_, body, message) => {
    const [found, ...more] = await refusals(typeof body === "function" ? body() : body);
    expect([found, more]).toEqual([expect.stringMatching(message), []]);
    expect(found).toMatch(/^layout_changed \(snapshot\)/);
  });
});

describe("state-niv-monthly refuses rows it cannot be sure of", () => {
  it("when a name wraps onto a second line", async () => {
    const wrapped = await ofPages((pages) => {
      const [first, ...rest] = pages;
      const half = { text: "Northern Ireland", x: 60, y: 653 };
      return [{ texts: [...(first?.texts ?? []), half] }, ...rest];
    });
    expect(wrapped).toEqual(['layout_changed (snapshot): neither a row nor anything else we know: "Northern Ireland"']);
  });

  it("when a cell is missing, or one is too many", async () => {
    for (const row of [
      ["Chad", "F1", ""],
      ["", "F1", "3"],
    ] as const) {
      expect(await ofRows((rows) => edited(rows, 3, row))).toEqual([expect.stringMatching(/^layout_changed .*neither a row nor/)]);
    }
  });

  it("when a pair is printed twice, also in two spellings", async () => {
    expect(await ofRows((rows) => [...rows, ["China - mainland", "F1", "17"]])).toEqual([
      "duplicate_key (snapshot): two numbers for us-visas-issued-monthly|CHN|visa_class=F1|2024-05",
    ]);
    expect(await ofRows((rows) => [...rows, ["Taiwan", "F1", "16"]])).toEqual([expect.stringMatching(/^duplicate_key .*TWN/)]);
  });

  it("when a row stands below the total, or there are two totals", async () => {
    const below = (text: readonly string[]) => (pages: MadePage[]) => {
      const last = pages.at(-1)?.texts ?? [];
      return [
        ...pages.slice(0, -1),
        { texts: [...last, ...text.map((one, at) => ({ text: one, x: [60, 312, 562][at] ?? 0, y: 36, size: 5 }))] },
      ];
    };
    expect(await ofPages(below(["Chad", "F1", "3"]))).toEqual(["layout_changed (snapshot): a row stands below the grand total"]);
    expect(await ofPages(below(["GRAND TOTAL", "3"]))).toEqual(["layout_changed (snapshot): there are two grand totals"]);
  });

  it("leaves out one unreviewed nationality or class, and reads the rest", async () => {
    for (const [row, message] of [
      [["Atlantis", "F1", "3"], 'unknown_code (value): unknown value "Atlantis"'],
      [["China", "F1", "3"], 'unknown_code (value): unknown value "China"'],
      [["Chad", "F-1", "3"], 'unknown_code (value): unknown visa class "F-1"'],
    ] as const) {
      const { observations, refusals: found } = await readSnapshot(source, exchangeOf(MAY, monthPdf([...printed, row])));
      expect([observations.length, refusalTexts(found)]).toEqual([664, [message]]);
    }
  });

  it.each(["D", "<5", "-", "1.234", "12,34", "-5", "NA"])("leaves out %s where visas are counted", async (text) => {
    const found = await ofRows((rows) => edited(rows, 3, ["Argentina", "J1", text]), { total: ["GRAND TOTAL", sumOf(printed)] });
    expect(found).toEqual([expect.stringMatching(/^not_a_number \(value\)/)]);
  });

  it("refuses the month when many rows are none we know, or count in thousands", async () => {
    const swapped = await ofRows((rows) => rows.map(([nationality, visaClass, number]) => [visaClass, nationality, number]));
    expect(swapped).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): 663 of 663 rows are not what we know: unknown value "B1\/B2"/),
    ]);
    const thousands = await ofRows((rows) =>
      rows.map(([a, b, number]) => [a, b, String(Math.ceil(Number(number.replace(",", "")) / 1000))]),
    );
    expect(thousands).toEqual([expect.stringMatching(/^unit_changed \(snapshot\): \d+ visas in all are no month's$/)]);
  });

  it("refuses the month when China's students are gone from it", async () => {
    const found = await ofRows((rows) => rows.filter(([name, visaClass]) => !(name === "China - mainland" && visaClass === "F1")));
    expect(found).toEqual([
      expect.stringMatching(/^expectation_unmet \(snapshot\): mandatory series without a number: .*CHN\|visa_class=F1$/),
    ]);
  });
});

describe("state-niv-monthly says blocked_by_site", () => {
  it.each<[string, string, Partial<Exchange>]>([
    ["a challenge page with 200", "<!doctype html><title>Just a moment...</title>", {}],
    ["a refusal with 403", "<!doctype html><title>Access denied</title>", { status: 403 }],
    ["an empty 200", "", {}],
    ["any web page in place of a table", "<!DOCTYPE html><html><body>Sign in</body></html>", {}],
  ])("for %s", async (_, body, more) => {
    expect(await refusals(body, MAY, more)).toEqual([expect.stringMatching(/^blocked_by_site \(snapshot\)/)]);
  });
});
