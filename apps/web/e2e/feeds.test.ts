import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";
import { atomProblems, childrenOf, linkOf, readXml, textOf } from "./testing/read-atom.ts";

const site = inject("site");
const ATOM = "application/atom+xml";
const FEEDS = [
  "/feeds/changes.atom",
  "/feeds/changes.atom?before=5",
  "/feeds/alerts.atom",
  "/feeds/claims/world-class-universities.atom",
  "/feeds/claims/exam-oriented.atom",
  "/feeds/indicators/us-visas-issued-annual.atom",
  "/feeds/indicators/rd-intensity.atom",
  "/feeds/sources/epoch-models.atom",
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const read = async (path: string) => (await fetch(site + path)).text();
const entriesOf = async (path: string) => childrenOf(readXml(await read(path)), "entry");
const pathOf = (address: string | null) => (address === null ? null : address.replace(/^https?:\/\/[^/]+/, ""));

describe.each(FEEDS)("the feed %s", (path) => {
  it("is an Atom document with all that RFC 4287 asks for", async () => {
    const response = await fetch(site + path);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, `${ATOM}; charset=utf-8`]);
    const text = await response.text();
    expect(atomProblems(text)).toEqual([]);
    expect(pathOf(linkOf(readXml(text), "self"))).toBe(path);
  });

  it("is well-formed XML to the parser of a browser", async () => {
    const { page } = await open(browser, "about:blank");
    const parse = `(text) => { const parsed = new DOMParser().parseFromString(text, "application/xml");
      return [parsed.querySelector("parsererror")?.textContent ?? null, parsed.documentElement.namespaceURI]; }`;
    expect(await page.evaluate(`(${parse})(${JSON.stringify(await read(path))})`)).toEqual([null, "http://www.w3.org/2005/Atom"]);
    await page.context().close();
  });

  it("need not be sent again to a reader who has it", async () => {
    const first = await fetch(site + path);
    const etag = first.headers.get("etag") ?? "";
    expect([etag, first.headers.get("cache-control")]).toEqual([expect.stringMatching(/^W\/".+"$/), "public, max-age=60"]);
    const again = await fetch(site + path, { headers: { "if-none-match": `"other", ${etag}` } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await fetch(site + path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    const head = await fetch(site + path, { method: "HEAD" });
    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, etag, ""]);
  });
});

describe("feeds", () => {
  it("tell of new periods, revisions, verdicts and the health of sources, in words", async () => {
    const titles = (await entriesOf("/feeds/changes.atom")).map((entry) => textOf(entry, "title"));
    expect(titles).toContain("US nonimmigrant visas issued, by fiscal year: 40 new numbers, FY2013 to FY2022");
    expect(titles).toContain("US nonimmigrant visas issued, by fiscal year: 1 number revised by the source, FY2013");
    expect(titles).toContain("Notable AI models: a fetch failed (unreachable)");
    expect(titles.some((title) => /from not checkable to contradicted .*, because of a new period$/.test(title))).toBe(true);
  });

  it("give one thing one id, in whichever feed it stands", async () => {
    const all = new Map((await entriesOf("/feeds/changes.atom")).map((entry) => [textOf(entry, "id"), textOf(entry, "title")]));
    for (const path of FEEDS.filter((one) => !/changes|alerts/.test(one)))
      for (const entry of await entriesOf(path)) expect(all.get(textOf(entry, "id"))).toBe(textOf(entry, "title"));
  });

  it("hold a claim's verdicts and numbers, an indicator's numbers, and a source's health, and nothing else", async () => {
    const terms = async (path: string) =>
      [
        ...new Set((await entriesOf(path)).flatMap((entry) => childrenOf(entry, "category").map(({ attributes }) => attributes.term))),
      ].sort();
    expect(await terms("/feeds/claims/world-class-universities.atom")).toEqual(["new_period", "verdict"]);
    expect(await terms("/feeds/indicators/us-visas-issued-annual.atom")).toEqual(["new_period", "revision"]);
    expect(await terms("/feeds/sources/epoch-models.atom")).toEqual(["source_health"]);
    expect(await terms("/feeds/indicators/rd-intensity.atom")).toEqual([]);
  });

  it("lead to pages and to evidence that are there", async () => {
    const entries = await entriesOf("/feeds/changes.atom");
    const links = entries.flatMap((entry) => [linkOf(entry, "alternate"), linkOf(entry, "related")].filter((link) => link !== null));
    expect(links.some((link) => link.includes("/evidence/"))).toBe(true);
    for (const link of new Set(links.map(pathOf))) expect([link, (await fetch(site + link)).status]).toEqual([link, 200]);
  });

  it("tell what readers are told, each with a page of its own, and no stranger's threshold", async () => {
    const entries = await entriesOf("/feeds/alerts.atom");
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      const page = pathOf(linkOf(entry, "alternate"));
      expect(page).toBe(`/alerts/${textOf(entry, "id").split(":").at(-1)}`);
      expect([page, (await fetch(site + page)).status]).toEqual([page, 200]);
    }
    expect(entries.map((entry) => textOf(entry, "title")).join()).not.toContain("10,009 visas");
  });

  it("begin a further page where they are told to", async () => {
    const numbers = (await entriesOf("/feeds/changes.atom?before=5")).map((entry) => Number(textOf(entry, "id").split(":").at(-1)));
    expect(numbers).toEqual([4, 3, 2, 1]);
  });

  it("never show a row that a licence keeps back, nor a publisher's markup", async () => {
    const all = (
      await Promise.all(["changes", "sources/qs-rankings", "sources/sevis-mapping"].map((one) => read(`/feeds/${one}.atom`)))
    ).join();
    expect(all).toContain("2 universities");
    expect(all).not.toMatch(/SECRET ROW|<script|owned|\u202E/);
  });

  it.each([
    "/feeds",
    "/feeds/changes",
    "/feeds/claims/no-such-claim.atom",
    "/feeds/claims/graduate-growth",
    "/feeds/indicators/constructor.atom",
    "/feeds/sources/__proto__.atom",
    "/feeds/constructor/graduate-growth.atom",
    "/feeds/claims/graduate-growth.atom/more",
    "/feeds/claims/%E0%A4%A.atom",
    "/feeds/claims/..%2Fchanges.atom",
  ])("of nothing, like %s, are a problem document", async (path) => {
    const response = await fetch(site + path);
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json; charset=utf-8"]);
  });

  it.each(["before=0", "before=x", "before=", "before=1&before=2", "before=99999999999999999999"])("refuse %s by name", async (query) => {
    const response = await fetch(`${site}/feeds/changes.atom?${query}`);
    expect([response.status, ((await response.json()) as { parameter: string }).parameter]).toEqual([400, "before"]);
  });
});

describe("a reader of feeds finds them", () => {
  it.each([
    ["/", ["/feeds/changes.atom", "/feeds/alerts.atom"]],
    ["/claims/graduate-growth", ["/feeds/claims/graduate-growth.atom"]],
    ["/indicators/us-visas-issued-annual", ["/feeds/indicators/us-visas-issued-annual.atom"]],
    ["/sources/state-niv-annual", ["/feeds/sources/state-niv-annual.atom"]],
  ])("in the head of %s", async (path, feeds) => {
    const { page } = await open(browser, site + path, { javaScriptEnabled: false });
    const found = await page
      .locator(`head link[rel="alternate"][type="${ATOM}"]`)
      .evaluateAll((links) => links.map((link) => [link.getAttribute("href"), link.getAttribute("title")]));
    expect(found.map(([href]) => href)).toEqual(feeds);
    expect(found.every(([, title]) => title)).toBe(true);
    const self = readXml(await read(feeds[0] ?? ""));
    expect(pathOf(linkOf(self, "alternate", "text/html"))).toBe(path);
    await page.context().close();
  });

  it("beside the same changes as JSON, and the other way round", async () => {
    const json = await fetch(`${site}/api/v1/changes?limit=1`);
    expect(json.headers.get("link")).toBe(`</feeds/changes.atom>; rel="alternate"; type="${ATOM}"`);
    expect(pathOf(linkOf(readXml(await read("/feeds/changes.atom")), "alternate", "application/json"))).toBe("/api/v1/changes");
  });
});
