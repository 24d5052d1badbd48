import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";
import { EDGES, pageProblems } from "./testing/looks.ts";

const site = inject("site");
const VISAS = "/indicators/us-visas-issued-annual";

const MAIN = ["/indicators", VISAS, "/sources", "/sources/state-niv-annual"] as const;
const OTHER = [
  "/indicators?q=nothing+has+this+name",
  `${VISAS}?area=CHN,IND,KOR,USA,XXX&view=index&base=FY2015`,
  `${VISAS}?as_of=1999-01-01`,
  "/indicators/us-active-students",
  "/indicators/rd-intensity",
  "/sources/sevis-mapping",
  "/sources?as_of=2025-01-02",
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The text of the page with scripts off. */
async function textOf(path: string, selector = "main"): Promise<string> {
  const { page } = await open(browser, site + path, { javaScriptEnabled: false });
  const text = (await page.locator(selector).textContent()) ?? "";
  await page.context().close();
  return text;
}

const SOUND =
  "has no accessibility violation, no sideways scroll and no complaint of the browser at 1440 and 390, light and dark, and says the same without scripts";

describe.each(MAIN)("%s", (path) => {
  it(SOUND, async () => expect(await pageProblems(browser, site + path)).toEqual([]));
});

describe.each(OTHER)("%s", (path) => {
  it(SOUND, async () => expect(await pageProblems(browser, site + path, EDGES)).toEqual([]));
});

describe("with scripts off", () => {
  it("areas and a view are picked by the form, at the same as-of and in the same theme", async () => {
    const { page } = await open(browser, `${site}${VISAS}?area=CHN&as_of=2025-02-10&theme=dark`, { javaScriptEnabled: false });
    await page.getByLabel("India").check();
    await page.getByLabel("Against the year before").check();
    await page.locator(".picker button").click();
    const asked = new URL(page.url()).searchParams;
    expect(asked.getAll("area")).toEqual(["CHN", "IND"]);
    expect([asked.get("view"), asked.get("as_of"), asked.get("theme")]).toEqual(["yoy", "2025-02-10", "dark"]);
    expect(await page.locator("#numbers thead").textContent()).toBe("PeriodChina (mainland)India");
    expect(await page.locator("figure svg").first().textContent()).toContain("against the year before");
    await page.context().close();
  });

  it("another day is asked for without losing what was picked", async () => {
    const { page } = await open(browser, `${site}${VISAS}?area=IND&area=KOR&view=index&base=FY2015`, { javaScriptEnabled: false });
    await page.fill("#as-of", "2025-02-10");
    await page.getByRole("button", { name: "Show" }).first().click();
    expect(new URL(page.url()).searchParams.get("area")).toBe("IND,KOR");
    expect(await page.locator("#numbers thead").textContent()).toBe("PeriodIndiaSouth Korea");
    expect(await page.locator("figcaption").textContent()).toContain("FY2015 = 100");
    await page.context().close();
  });

  it("indicators are searched for by words, and what is found is counted", async () => {
    const { page } = await open(browser, `${site}/indicators?theme=light`, { javaScriptEnabled: false });
    await page.getByLabel("Search the indicators").fill("us-visas-issued-annual fiscal");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForLoadState();
    expect(await page.locator(".indicator-row h3").allTextContents()).toEqual(["US nonimmigrant visas issued, by fiscal year"]);
    expect(new URL(page.url()).searchParams.get("theme")).toBe("light");
    await page.context().close();
  });
});

describe("an indicator", () => {
  it("leads from every number to its evidence", async () => {
    const { page } = await open(browser, `${site}${VISAS}?area=CHN&area=IND`);
    const links = await page.locator("#numbers tbody td a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    expect(links).toHaveLength(20);
    for (const link of [links[0], links.at(-1)]) expect((await fetch(link as string)).status).toBe(200);
    await page.context().close();
  });

  it("says what each revision changed, from what to what, when and why", async () => {
    const revisions = await textOf(`${VISAS}?area=CHN`, "#vintages");
    expect(revisions).toContain("1 number changed after being stated");
    expect(revisions).toContain("10,000 → 10,005+0.05%revised by the source3 Jun 2025");
    expect(await textOf(`${VISAS}?area=CHN&as_of=2025-02-10`, "#vintages")).toContain("No number shown here was ever changed");
  });

  it("is empty before anything was known of it, and shows no later number", async () => {
    const text = await textOf(`${VISAS}?as_of=1999-01-01`);
    expect(text).toContain("Nothing was known of it on 1 Jan 1999");
    expect(text).not.toContain("10,000");
  });

  it("offers no index of a seasonal series, whatever the address says, nor of a share", async () => {
    const text = await textOf("/indicators/us-active-students?view=index");
    expect(text).toContain("only the same month of another year compares");
    expect(text).not.toContain("= 100");
    const { page } = await open(browser, `${site}/indicators/top-ai-talent-origin`);
    expect(await page.getByRole("radio", { name: "Index" }).count()).toBe(0);
    await page.context().close();
  });

  it("gives the picked numbers as a CSV at the same as-of", async () => {
    const { page } = await open(browser, `${site}${VISAS}?area=IND&as_of=2025-02-10`);
    const address = await page.getByRole("link", { name: "CSV of what is shown" }).getAttribute("href");
    const lines = (await (await fetch(site + address)).text()).trim().split("\r\n");
    expect(lines).toHaveLength(11);
    expect(lines.slice(1).every((line) => line.startsWith("us-visas-issued-annual,IND,F1,"))).toBe(true);
    await page.context().close();
  });

  it("that no source gives yet is defined, and marked as awaiting", async () => {
    const text = await textOf("/indicators/rd-intensity");
    expect(text).toContain("Awaiting its source");
    expect(text).toContain("What is counted");
  });

  it("that does not exist is not found", async () => {
    for (const path of ["/indicators/no-such-indicator", "/indicators/__proto__", "/sources/no-such-source"])
      expect((await fetch(site + path)).status).toBe(404);
  });

  it("survives an address that asks for everything at once", async () => {
    const areas = Array.from({ length: 3_000 }, (_, i) => `area=${i % 2 ? "CHN" : `X${i}`}`)
      .join("&")
      .slice(0, 12_000);
    const response = await fetch(`${site}${VISAS}?${areas}&dim.visa_class=__proto__&view=constructor&base=<b>`);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain("<b>");
  });
});

describe("a source", () => {
  it("tells ours from theirs: one that we cannot reach is not late for it", async () => {
    const text = await textOf("/sources", "#source-epoch-models");
    expect(text).toContain("The last look brought no answer (unreachable): never fetched successfully.");
    expect(text).toContain("It has stated nothing yet, so nothing can be late.");
  });

  it("says how each look ended in a plain sentence, and what is kept by its digest", async () => {
    const text = await textOf("/sources/state-niv-annual");
    expect(text).toContain("It stated numbers that we did not have: new periods, or old ones revised.");
    expect(text).toContain("Fetched at 06:00, only on Monday (UTC).");
    expect(text.match(/[0-9a-f]{64}/g)).toHaveLength(2);
    expect(text).toContain("The publisher’s own bytes.");
  });

  it("shows hostile addresses and notes as text", async () => {
    const { page, complaints } = await open(browser, `${site}/sources/sevis-mapping`);
    expect(await page.locator("#captures").textContent()).toContain('<script>document.title="owned"</script>');
    expect(await page.locator("main").textContent()).not.toContain("\u202E");
    expect(await page.title()).not.toContain("owned");
    const protocols = await page.locator("a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol));
    expect([...new Set(protocols)].every((protocol) => protocol === "http:" || protocol === "https:")).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("as of another day knows no later look and no later document", async () => {
    const text = await textOf("/sources/state-niv-annual?as_of=2025-02-10");
    expect(text.match(/[0-9a-f]{64}/g)).toHaveLength(1);
    expect(text).not.toContain("Jun 2025");
  });
});

describe("these pages stay light", () => {
  it.each(["/indicators", VISAS, "/sources", "/sources/state-niv-annual"])("%s loads at most 170 kB of script", async (path) => {
    const markup = await (await fetch(site + path)).text();
    const scripts = [...new Set([...markup.matchAll(/<script[^>]+src="([^"]+)"(?![^>]*nomodule)/gi)].map((match) => match[1] as string))];
    const sizes = await Promise.all(scripts.map(async (src) => gzipSync(await (await fetch(site + src)).bytes()).length));
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(170_000);
  });
});
