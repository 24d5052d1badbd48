import { readFileSync } from "node:fs";
import type { Capture, Exchange } from "@talent/core/capture/capture";
import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { COUNTRIES } from "./countries.ts";
import { INDEX_URL } from "./month-pages.ts";
import { source } from "./source.ts";

const FOLDER = new URL("./fixtures/2025-02-08T06-00-00Z/", import.meta.url);
const PAGE = readFileSync(new URL("january-2025.html", FOLDER), "utf8");
const INDEX = readFileSync(new URL("index.html", FOLDER), "utf8");
const STUDENTS = "us-active-students";
const urlOf = (month: string) => `https://studyinthestates.dhs.gov/sevis-data-mapping-tool/${month}-sevis-data-mapping-tool-data`;
const URL_OF_PAGE = urlOf("january-2025");

const paged = (text: string, more: Partial<Exchange> = {}, url = URL_OF_PAGE) =>
  exchangeOf(url, text, { headers: { "content-type": "text/html; charset=utf-8" }, ...more });
const read = (text: string) => readSnapshot(source, paged(text));

/** The page with one text in another's place; the text must be there. */
function edited(from: string | RegExp, to: string, text = PAGE): string {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`nothing to replace: ${from}`);
  return after;
}

/** The page with the cells of every row, header included, in another arrangement. */
function rearranged(edit: (cells: string[], row: number) => string[]): string {
  let row = 0;
  return PAGE.replace(
    /<tr>(.*)<\/tr>/g,
    (_, inner: string) => `<tr>${edit(inner.match(/<t[dh].*?<\/t[dh]>/g) ?? [], row++).join("")}</tr>`,
  );
}

const whole = async (text: string) => {
  const { observations, refusals } = await read(text);
  expect(observations).toEqual([]);
  return refusalTexts(refusals);
};

describe("sevis-mapping reads a month's page", () => {
  it("gives every country at every level, and nothing summed", async () => {
    const { observations, refusals } = await read(PAGE);
    expect(refusals).toEqual([]);
    expect(observations).toHaveLength(228 * 12);
    const level = (area: string, code: string) => valuesByPeriod(observations, STUDENTS, area, { level: code })["2025-01"];
    expect([level("CHN", "all"), level("CHN", "doctorate"), level("IND", "all")]).toEqual([253762, 56696, 371934]);
    expect(observations.some((seen) => seen.area === "WLD")).toBe(false);
    const sum = observations.reduce((total, seen) => total + (seen.dimensions.level === "all" ? (seen.value ?? 0) : 0), 0);
    expect(sum).toBe(1269297);
  });

  it("points at the cell it read", async () => {
    const { observations } = await read(PAGE);
    const doctorate = observations.find((seen) => seen.area === "CHN" && seen.dimensions.level === "doctorate");
    expect(doctorate).toMatchObject({ raw: "56,696", locator: { kind: "html", selector: "table", column: "Doctorate" }, unit: "records" });
  });

  it("keeps apart what some would join: the mainland and its neighbours, West Bank and Gaza, former states, stateless persons", async () => {
    const { observations } = await read(PAGE);
    const areas = new Set(observations.map((seen) => seen.area));
    for (const area of ["CHN", "HKG", "MAC", "TWN", "XWB", "XGZ", "ANT", "SCG", "SRB", "XKX", "XXA", "XXX"]) expect(areas).toContain(area);
    expect(areas).not.toContain("PSE");
    expect(new Set(Object.values(COUNTRIES)).size).toBe(Object.keys(COUNTRIES).length);
  });

  it("reads names broken over lines and names that lost their blanks", async () => {
    const names = [
      ["ANTIGUA AND BARBUDA", "ANTIGUA AND\n  BARBUDA", "ATG"],
      ["ANTIGUA AND BARBUDA", "ANTIGUA ANDBARBUDA", "ATG"],
      ["BOSNIA AND HERZEGOVINA", "BOSNIA ANDHERZEGOVINA", "BIH"],
      ["MICRONESIA, FEDERATED STATES OF", "MICRONESIA,<br>FEDERATED&nbsp;STATES OF", "FSM"],
    ] as const;
    const before = (await read(PAGE)).observations;
    for (const [from, to, area] of names) {
      const { observations, refusals } = await read(edited(from, to));
      expect(refusals).toEqual([]);
      expect(valuesByPeriod(observations, STUDENTS, area, { level: "all" })).toEqual(
        valuesByPeriod(before, STUDENTS, area, { level: "all" }),
      );
    }
  });

  it("reads headers under the other names they had, columns in another order, and leaves columns of states alone", async () => {
    const before = (await read(PAGE)).observations.map((seen) => `${seen.area} ${seen.dimensions.level} ${seen.value}`);
    const renamed = [
      "Country of Citizenship>CoC",
      "# of Active Students>Active Students",
      "Bachelor's>Bachelors",
      "Master's>Master’s",
    ].reduce((text, pair) => edited(pair.split(">")[0] ?? "", pair.split(">")[1] ?? "", text), PAGE);
    const states = rearranged((cells, row) => [...cells, row === 0 ? "<th>New York</th><th>Georgia</th>" : "<td>7</td><td>1</td>"]);
    for (const text of [renamed, states, rearranged((cells) => cells.toReversed())]) {
      const { observations, refusals } = await read(text);
      expect(refusals).toEqual([]);
      const after = observations.map((seen) => `${seen.area} ${seen.dimensions.level} ${seen.value}`);
      expect(new Set(after)).toEqual(new Set(before));
    }
  });

  it("passes over an empty last row and over men and women who do not add up", async () => {
    const empty = edited("</tbody>", `<tr>${"<td></td>".repeat(17)}</tr></tbody>`);
    const sexes = rearranged((cells, row) => cells.map((cell, at) => (row > 0 && at === 4 ? "<td>1</td>" : cell)));
    for (const text of [empty, sexes]) expect((await read(text)).refusals).toEqual([]);
  });

  it("takes levels that miss the total by a few records, as in December 2017", async () => {
    const { observations, refusals } = await read(edited(/(<td>CHINA<\/td>.*?<td>)253,762</, "$1253,766<"));
    expect(refusals).toEqual([]);
    expect(valuesByPeriod(observations, STUDENTS, "CHN", { level: "all" })).toEqual({ "2025-01": 253766 });
  });
});

describe("sevis-mapping refuses another table under the month's name", () => {
  it("when the address, the title or the heading name different months", async () => {
    const stale = /^stale_copy \(snapshot\): the page names both/;
    expect(refusalTexts((await readSnapshot(source, paged(PAGE, {}, urlOf("march-2025")))).refusals)).toEqual([
      expect.stringMatching(stale),
    ]);
    expect(await whole(edited("<h1>January 2025", "<h1>September 2024"))).toEqual([expect.stringMatching(stale)]);
    expect(await whole(edited("<table>", "<table><caption>Data of May 2023</caption>"))).toEqual([expect.stringMatching(stale)]);
  });

  it("when no month is printed, or one that had not begun", async () => {
    const nameless = edited("<h1>January 2025", "<h1>", edited("<title>January 2025", "<title>"));
    expect(await whole(nameless)).toEqual([expect.stringMatching(/^layout_changed \(snapshot\): neither the title nor a heading/)]);
    const early = await readSnapshot(source, paged(PAGE, { capturedAt: "2024-12-08T06:00:00Z" }));
    expect(refusalTexts(early.refusals)).toEqual([expect.stringMatching(/2025-01 had not begun/)]);
  });

  it("when a later month of the same capture repeats its table cell for cell, in whatever order they came", async () => {
    const november = paged(PAGE.replaceAll("January 2025", "March 2025"), {}, urlOf("march-2025"));
    for (const exchanges of [
      [paged(PAGE), november],
      [november, paged(PAGE)],
    ]) {
      const { snapshots } = await source.parse({ source: source.id, exchanges } satisfies Capture);
      const [kept, refused] = snapshots.toSorted((a, b) => b.observations.length - a.observations.length);
      expect(new Set(kept?.observations.map((seen) => seen.period))).toEqual(new Set(["2025-01"]));
      expect(refused?.observations).toEqual([]);
      expect(refusalTexts(refused?.refusals ?? [])).toEqual([
        "stale_copy (snapshot): the page of 2025-03 repeats the table of 2025-01 cell for cell",
      ]);
    }
  });

  it("but not when one number differs, nor when one page came twice", async () => {
    const march = edited(/(<td>CHINA<\/td>.*?<td>)253,762</, "$1253,763<", PAGE.replaceAll("January 2025", "March 2025"));
    for (const exchanges of [
      [paged(PAGE), paged(march, {}, urlOf("march-2025"))],
      [paged(PAGE), paged(PAGE)],
    ]) {
      const { snapshots } = await source.parse({ source: source.id, exchanges });
      expect(snapshots.map((snapshot) => snapshot.refusals)).toEqual([[], []]);
    }
  });
});

describe("sevis-mapping refuses what it cannot be sure of", () => {
  it("a column it reads that is renamed or gone, and one it has never seen", async () => {
    expect(await whole(edited('<th scope="col">Doctorate', '<th scope="col">PhD'))).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): unexpected column "PhD"; missing column "Doctorate"/),
    ]);
    expect(await whole(rearranged((cells) => cells.filter((_, at) => at !== 8)))).toEqual([
      expect.stringMatching(/missing column "Doctorate"/),
    ]);
    expect(await whole(rearranged((cells, row) => [...cells, row === 0 ? "<th>STEM</th>" : "<td>1</td>"]))).toEqual([
      expect.stringMatching(/unexpected column "STEM"/),
    ]);
    expect(await whole(rearranged((cells) => [...cells, cells[8] ?? ""]))).toEqual([expect.stringMatching(/"Doctorate" is there twice/)]);
  });

  it("an unknown country, alone", async () => {
    const { observations, refusals } = await read(edited("<td>CHAD</td>", "<td>TCHAD</td>"));
    expect(refusalTexts(refusals)).toEqual(['unknown_code (value): unknown country "TCHAD"']);
    expect(observations).toHaveLength(227 * 12);
    const nameless = await read(edited("<td>CHAD</td>", "<td></td>"));
    expect(refusalTexts(nameless.refusals)).toEqual(["unknown_code (value): a row with numbers names no country"]);
  });

  it("a country that is there twice", async () => {
    expect(await whole(edited("<td>CHAD</td>", "<td>CHINA</td>"))).toEqual([expect.stringMatching(/^duplicate_key \(snapshot\)/)]);
  });

  it.each(["-", "", "D", "<5", "1.5", "12,34"])("a cell that prints %j, alone and never as zero", async (text) => {
    const { observations, refusals } = await read(
      edited(/(<td>CHAD<\/td><td>Africa<\/td><td>.*?<\/td><td>)[\d,]+</, `$1${text.replace("<", "&lt;")}<`),
    );
    expect(refusals).toMatchObject([{ code: "not_a_number", scope: "value", locator: { kind: "html", column: "# of Active Students" } }]);
    expect(valuesByPeriod(observations, STUDENTS, "TCD", { level: "all" })).toEqual({});
    expect(observations).toHaveLength(228 * 12 - 1);
  });

  it("a row whose levels do not make its total", async () => {
    const { observations, refusals } = await read(edited(/(<td>CHAD<\/td><td>Africa<\/td><td>.*?<\/td><td>)[\d,]+</, "$19,999<"));
    expect(refusalTexts(refusals)).toEqual([
      expect.stringMatching(/^total_mismatch \(value\): TCD: the levels miss the printed total of # of Active Students by \d+$/),
    ]);
    expect(observations.some((seen) => seen.area === "TCD")).toBe(false);
  });

  it("columns whose numbers moved under each other's headers", async () => {
    const swapped = rearranged((cells, row) => (row === 0 ? cells : cells.with(3, cells[4] ?? "").with(4, cells[3] ?? "")));
    expect(await whole(swapped)).toEqual([expect.stringMatching(/^total_mismatch \(snapshot\): in \d+ of 228 rows/)]);
  });

  it("doctorates under the bachelors' header, which no total shows", async () => {
    const swapped = rearranged((cells, row) => (row === 0 ? cells : cells.with(7, cells[8] ?? "").with(8, cells[7] ?? "")));
    expect(await whole(swapped)).toEqual([
      expect.stringMatching(/^layout_changed \(snapshot\): doctorate has 354111 records and bachelors 186395/),
    ]);
  });

  it("another unit: thousands with and without a decimal point, and ten times everything", async () => {
    const scaled = (scale: (value: number) => string) =>
      PAGE.replace(/<td>([\d,]+)<\/td>/g, (_, text: string) => `<td>${scale(Number(text.replaceAll(",", "")))}</td>`);
    expect(await whole(scaled((value) => (value / 1000).toFixed(1)))).toEqual([
      expect.stringMatching(/^unit_changed \(snapshot\): \d+ cells hold no count/),
    ]);
    expect(await whole(scaled((value) => String(Math.round(value / 1000))))).toEqual([
      expect.stringMatching(/^unit_changed \(snapshot\): all countries have/),
    ]);
    expect(await whole(scaled((value) => String(value * 10)))).toEqual([
      expect.stringMatching(/^unit_changed \(snapshot\): all countries have/),
    ]);
  });

  it("half the rows", async () => {
    const half = rearranged((cells, row) => (row % 2 === 1 ? [] : cells));
    expect(await whole(half)).toEqual([expect.stringMatching(/^expectation_unmet \(snapshot\): 11\d countries, and no month/)]);
    expect(await whole(PAGE.slice(0, PAGE.length / 2))).toEqual([expect.stringMatching(/^expectation_unmet \(snapshot\)/)]);
  });

  it("a page without the table, and one with two", async () => {
    expect(await whole(PAGE.replace(/<table>.*<\/table>/s, "<p>Try again later.</p>"))).toEqual([
      expect.stringMatching(/has 0 tables by country/),
    ]);
    expect(await whole(edited("</body>", `${PAGE.slice(PAGE.indexOf("<table>"), PAGE.indexOf("</table>"))}</table></body>`))).toEqual([
      expect.stringMatching(/has 2 tables by country/),
    ]);
  });

  it("a file where a page was", async () => {
    expect(await whole("PK\u0003\u0004")).toEqual(["layout_changed (snapshot): the document is no web page"]);
  });

  it.each([
    ["a challenge page with 200", "<!doctype html><title>Just a moment...</title>", {}, "blocked_by_site"],
    ["a challenge page with 403", "<!doctype html><title>Just a moment...</title>", { status: 403 }, "blocked_by_site"],
    ["an empty 200", "", {}, "blocked_by_site"],
    ["a page that is gone", "<h1>Not found</h1>", { status: 404 }, "layout_changed"],
  ])("%s", async (_, text, more, code) => {
    const { observations, refusals } = await readSnapshot(source, paged(text, more));
    expect([observations, refusals]).toMatchObject([[], [{ code, scope: "snapshot" }]]);
  });
});

describe("sevis-mapping finds its pages", () => {
  const index = paged(INDEX, {}, INDEX_URL);

  it("on the index, newest first, each once, on the publisher's own site", async () => {
    expect(source.discover?.([index]).map((request) => request.url)).toEqual([
      URL_OF_PAGE,
      urlOf("september-2024"),
      urlOf("december-2017"),
    ]);
    expect(await readSnapshot(source, index)).toEqual({ exchange: 0, observations: [], refusals: [] });
  });

  it("and says so when the index lists none", async () => {
    const bare = paged("<h1>We have moved</h1>", {}, INDEX_URL);
    expect(() => source.discover?.([bare])).toThrow("the index lists no page of a month");
    expect((await readSnapshot(source, bare)).refusals).toMatchObject([{ code: "layout_changed", scope: "snapshot" }]);
  });

  it("by address, whatever stands around it, and by title when handed in without one", () => {
    const recognised = (url: string, text = "") => source.recognise(exchangeOf(url, text));
    expect(
      [URL_OF_PAGE, `${URL_OF_PAGE}/?x=1#top`, `https://web.archive.org/web/2025/${URL_OF_PAGE}`, INDEX_URL].map((url) => recognised(url)),
    ).toEqual(Array(4).fill(true));
    expect(recognised("deposit:january.html", PAGE)).toBe(true);
    expect(recognised("deposit:other.html", "<title>Other data</title>")).toBe(false);
    expect(recognised("https://studyinthestates.dhs.gov/sevis-data-mapping-tool/january-2025", PAGE)).toBe(false);
  });

  it("reads a page handed in without an address as the month it prints", async () => {
    const { observations } = await readSnapshot(source, paged(PAGE, {}, "deposit:january.html"));
    expect(valuesByPeriod(observations, STUDENTS, "IND", { level: "all" })).toEqual({ "2025-01": 371934 });
  });
});
