import { hash } from "node:crypto";
import { monthPdf, rowsOf } from "@talent/sources/testing/niv-monthly-table";
import { afterEach, describe, expect, it } from "vitest";
import { type LiveTest, liveTest } from "../../testing/live-source.ts";
import { ministryPages } from "../../testing/ministry-site.ts";
import { type PublisherAnswer, type PublisherRequest, recorded, servedWith } from "../../testing/publishers.ts";
import { worldBankAnswers } from "../../testing/world-bank-api.ts";
import { normalizeUrl } from "../fetch/recordings.ts";

// Each live source as registered, fetched as by the worker, from a server with the publisher's names, paths and recorded bytes.

const FIRST = "2026-07-20T06:00:00.000Z";
const SECOND = "2026-07-21T06:00:00.000Z";
const ROBOTS: PublisherAnswer = {
  status: 200,
  headers: { "content-type": "text/plain" },
  body: "User-agent: *\nDisallow: /search/\nCrawl-delay: 0\n",
};
const GONE: PublisherAnswer = { status: 404, headers: { "content-type": "text/html" }, body: "<html><h1>Page not found</h1></html>" };

let test: LiveTest | undefined;
afterEach(async () => {
  await test?.close();
  test = undefined;
});

/** A site that has these documents, its robots.txt, and nothing else; it knows of conditional requests. */
function siteOf(
  documents: ReadonlyMap<string, { readonly body: Uint8Array | string; readonly headers: Readonly<Record<string, string>> }>,
) {
  return (asked: PublisherRequest): PublisherAnswer => {
    if (new URL(asked.url).pathname === "/robots.txt") return ROBOTS;
    const document = documents.get(normalizeUrl(asked.url));
    if (document === undefined) return GONE;
    return servedWith(`"${hash("sha1", document.body)}"`, document.body, document.headers["content-type"] ?? "", asked);
  };
}

const paths = (asked: readonly PublisherRequest[]): string[] => asked.map(({ url }) => new URL(url).pathname);
const conditional = (asked: readonly PublisherRequest[]): PublisherRequest[] =>
  asked.filter(({ headers }) => headers["if-none-match"] !== undefined);

describe("a live source, fetched as by the worker", { timeout: 180_000 }, () => {
  it("state-niv-annual: the landing page, then the workbook it links; a day later only what changed", async () => {
    const documents = await recorded("state-niv-annual", "2019-04-01T06-00-00Z");
    test = await liveTest("state-niv-annual", siteOf(documents));
    const first = await test.run(FIRST);
    expect([first.outcome, first.report.refusals]).toEqual(["new_values", []]);
    const workbook = paths(first.asked).at(-1) ?? "";
    expect(paths(first.asked)).toEqual(["/robots.txt", expect.stringMatching(/nonimmigrant-visa-statistics\.html$/), workbook]);
    expect(workbook).toMatch(/\/NIVDetailTables\/FYs97-\d\d_NIVDetailTable\.xlsx$/);
    expect(
      first.asked.every(({ headers }) => headers["user-agent"] === "ChinaAITalentMonitor/1.0 (+https://monitor.example/sources)"),
    ).toBe(true);
    expect(await test.known("us-visas-issued-annual", "CHN", { visa_class: "F1" })).toMatchObject({ FY1997: 11909 });
    const second = await test.run(SECOND);
    // The landing page is requested whole each time, because it decides what else there is.
    expect([second.outcome, paths(conditional(second.asked))]).toEqual(["same_bytes", [workbook]]);
  });

  it("state-niv-annual: a site that answers robots.txt with a challenge gets no further requests, and a deposit continues the series", async () => {
    const documents = await recorded("state-niv-annual", "2019-04-01T06-00-00Z");
    const wall =
      "<!doctype html><html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue</body></html>";
    test = await liveTest("state-niv-annual", () => ({ status: 403, headers: { "content-type": "text/html" }, body: wall }));
    const look = await test.run(FIRST);
    expect([look.outcome, paths(look.asked)]).toEqual(["blocked_by_site", ["/robots.txt"]]);
    expect(look.report.ended).toMatchObject([{ retry: false }]);
    const file = [...documents.values()].find(({ url }) => url.endsWith(".xlsx"));
    if (file === undefined) throw new Error("no workbook was recorded");
    expect((await test.deposit({ name: "download.xlsx", body: file.body, url: file.url }, SECOND)).outcome).toBe("new_values");
    expect(await test.known("us-visas-issued-annual", "CHN", { visa_class: "F1" })).toMatchObject({ FY1997: 11909 });
    expect((await test.run("2026-07-22T06:00:00.000Z")).outcome).toBe("blocked_by_site");
    expect(await test.known("us-visas-issued-annual", "CHN", { visa_class: "F1" })).toMatchObject({ FY1997: 11909 });
  });

  it("state-niv-monthly: the index, then each month's table and no other document it links", async () => {
    // The fixture's index lists one month and a table of immigrant visas; that of the capture lists five months more.
    const documents = new Map([...(await recorded("state-niv-monthly", "2020-06-05T06-00-00Z"))]);
    const fixture = await recorded("state-niv-monthly", "2020-06-05T06-00-00Z", "fixture");
    for (const [url, exchange] of fixture) if (url.endsWith(".html")) documents.set(url, exchange);
    test = await liveTest("state-niv-monthly", siteOf(documents));
    const first = await test.run(FIRST);
    expect([first.outcome, first.report.refusals]).toEqual(["new_values", []]);
    expect(paths(first.asked)).toEqual([
      "/robots.txt",
      expect.stringMatching(/monthly-nonimmigrant-visa-issuances\.html$/),
      expect.stringMatching(/\/MonthlyNIVIssuances\/APRIL%202020%20-%20NIV%20Issuances%20by%20Nationality%20and%20Visa%20Class\.pdf$/),
    ]);
    expect(await test.known("us-visas-issued-monthly", "CHN", { visa_class: "F1" })).toEqual({ "2020-04": 17 });
    const second = await test.run(SECOND);
    expect([second.outcome, conditional(second.asked).length]).toEqual(["same_bytes", 1]);
  });

  it("state-niv-monthly: a file re-issued without notice under its old address is a new vintage, and the old one stays as it was known", async () => {
    const documents = await recorded("state-niv-monthly", "2020-06-05T06-00-00Z", "fixture");
    test = await liveTest("state-niv-monthly", siteOf(documents));
    expect((await test.run(FIRST)).outcome).toBe("new_values");
    const [address, april] = [...documents].find(([url]) => url.includes("APRIL")) ?? [];
    if (address === undefined || april === undefined) throw new Error("April 2020 was not recorded");
    const rows = (await rowsOf(april.body)).map(
      (row) => (/^China\s*-\s*mainland$/.test(row[0]) && row[1] === "F1" ? [row[0], row[1], "19"] : row) as typeof row,
    );
    const title = ["Nonimmigrant Visa Issuances by Nationality", "April 2020 (FY 2020)"];
    documents.set(address, { ...april, body: monthPdf(rows, { title }) });
    const second = await test.run(SECOND);
    // The students and the grand total; every other number is as it was.
    expect([second.outcome, second.report.counts.revisions, second.report.counts.withdrawals]).toEqual(["new_values", 2, 0]);
    expect(await test.known("us-visas-issued-monthly", "CHN", { visa_class: "F1" })).toEqual({ "2020-04": 19 });
    expect(await test.known("us-visas-issued-monthly", "CHN", { visa_class: "F1" }, FIRST)).toEqual({ "2020-04": 17 });
  });

  it("sevis-mapping: the index, then the page of every month on the site itself", async () => {
    const [january, september, december] = await Promise.all(
      ["2025-02-08T06-00-00Z", "2024-10-08T06-00-00Z", "2018-01-08T06-00-00Z"].map((stamp) => recorded("sevis-mapping", stamp)),
    );
    const documents = new Map([...(december ?? []), ...(september ?? []), ...(january ?? [])]);
    const whole = (september?.size ?? 0) > 0;
    test = await liveTest("sevis-mapping", siteOf(documents));
    const first = await test.run(FIRST);
    expect(paths(first.asked)).toEqual([
      "/robots.txt",
      "/sevis-by-the-numbers/sevis-by-the-numbers-data",
      "/sevis-data-mapping-tool/january-2025-sevis-data-mapping-tool-data",
      "/sevis-data-mapping-tool/september-2024-sevis-data-mapping-tool-data",
      "/sevis-data-mapping-tool/december-2017-sevis-data-mapping-tool-data",
    ]);
    // Without the captures two of the three months are not there, which a page that lists them must not hide.
    expect(first.outcome).toBe(whole ? "new_values" : "layout_changed");
    const months = { "2025-01": 253762, ...(whole ? { "2024-09": 260555, "2017-12": 382908 } : {}) };
    expect(await test.known("us-active-students", "CHN", { level: "all" })).toEqual(months);
    const second = await test.run(SECOND);
    expect([second.outcome, conditional(second.asked).length]).toEqual([whole ? "same_bytes" : "layout_changed", whole ? 3 : 1]);
  });

  it("moe-education-tables: five indexes, the table each leads to, and the older ones, through a redirect to plain http", async () => {
    const pages = await ministryPages();
    const site = siteOf(pages);
    const asHttp = (asked: PublisherRequest): PublisherAnswer => {
      const url = new URL(asked.url);
      if (url.protocol === "http:" || url.pathname === "/robots.txt") return site(asked);
      return { status: 302, headers: { location: asked.url.replace("https:", "http:") } };
    };
    test = await liveTest("moe-education-tables", asHttp);
    const first = await test.run(FIRST);
    expect([first.outcome, first.report.refusals, first.report.ended]).toEqual(["new_values", [], []]);
    expect(new Set(first.visits.map(({ origin }) => origin))).toEqual(new Set(["https://www.moe.gov.cn", "http://www.moe.gov.cn"]));
    expect(paths(first.asked).filter((path) => path === "/robots.txt")).toHaveLength(2);
    const graduates = await test.known("cn-graduates", "CHN", { level: "regular-normal" });
    expect(Object.keys(graduates).sort()).toEqual(["2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024"]);
    expect(graduates).toMatchObject({ 2017: 3841839, 2020: 4205097, 2021: 4280970 });
    const second = await test.run(SECOND);
    // A validator is not sent to another origin: behind the redirect each table comes whole, and its bytes are known.
    expect([second.outcome, new Set(paths(conditional(second.asked))).size]).toEqual(["same_bytes", 10]);
  });

  it("world-bank: one response of every country for each series, of a service without validators", async () => {
    const answers = await worldBankAnswers();
    test = await liveTest("world-bank", (asked) => {
      const { pathname } = new URL(asked.url);
      if (pathname === "/robots.txt") return GONE;
      const body = answers.get(pathname);
      return body === undefined ? GONE : { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body };
    });
    const first = await test.run(FIRST);
    expect([first.outcome, first.report.refusals, first.report.ended]).toEqual(["new_values", [], []]);
    expect(first.asked.slice(1).every(({ url }) => /\/country\/all\/indicator\/[A-Z0-9.]+\?format=json&per_page=32500$/.test(url))).toBe(
      true,
    );
    expect(await test.known("rd-intensity", "CHN")).toMatchObject({ 2023: 2.57729 });
    expect(await test.known("researchers-per-million", "CHN")).toMatchObject({ 2008: 1197.58885, 2009: 861.24883 });
    expect(await test.known("tertiary-enrolment-rate", "CHN")).toMatchObject({ 2014: 43.711 });
    const second = await test.run(SECOND);
    expect([second.outcome, conditional(second.asked)]).toEqual(["same_bytes", []]);
    answers.set(
      "/v2/country/all/indicator/SE.TER.ENRR",
      JSON.stringify([{ message: [{ id: "120", key: "Invalid value", value: "not valid" }] }]),
    );
    expect((await test.run("2026-07-22T06:00:00.000Z")).outcome).toBe("layout_changed");
    expect(await test.known("tertiary-enrolment-rate", "CHN")).toMatchObject({ 2014: 43.711 });
  });

  it("epoch-models: one list, and not again while it is the same", async () => {
    const documents = await recorded("epoch-models", "2025-02-24T06-00-00Z");
    test = await liveTest("epoch-models", siteOf(documents));
    const first = await test.run(FIRST);
    expect([first.outcome, paths(first.asked)]).toEqual(["new_values", ["/robots.txt", "/data/notable_ai_models.csv"]]);
    expect(await test.known("notable-ai-models", "CHN")).toMatchObject({ 2023: 22 });
    const second = await test.run(SECOND);
    expect([second.outcome, second.asked.length, conditional(second.asked).length]).toEqual(["not_modified", 2, 1]);
  });

  it("github-innovation-graph: four files, and of a later release what it adds", async () => {
    const release = await recorded("github-innovation-graph", "2023-09-21T06-00-00Z");
    let [served, number] = [release, 1];
    test = await liveTest("github-innovation-graph", (asked) => {
      const { pathname } = new URL(asked.url);
      if (pathname === "/robots.txt") return GONE;
      const file = served.get(normalizeUrl(asked.url));
      return file === undefined ? GONE : servedWith(`W/"${number}"`, file.body, "text/plain; charset=utf-8", asked);
    });
    const first = await test.run(FIRST);
    expect([first.outcome, first.report.refusals, first.asked.length]).toEqual(["new_values", [], 5]);
    expect(await test.known("github-developers", "CHN")).toMatchObject({ "2020-Q1": 5885036, "2023-Q1": 8863326 });
    expect(await test.run(SECOND)).toMatchObject({ outcome: "not_modified", report: { exchanges: [] } });
    const later = await recorded("github-innovation-graph", "2024-07-18T06-00-00Z");
    [served, number] = [later.size > 0 ? later : release, 2];
    expect((await test.run("2026-07-22T06:00:00.000Z")).outcome).toBe(later.size > 0 ? "new_values" : "same_bytes");
  });
});
