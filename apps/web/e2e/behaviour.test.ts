import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";

const site = inject("site");
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function observations(query: string): Promise<{ id: string; vintage: string }[]> {
  return (await (await fetch(`${site}/api/v1/series?${query}`)).json()).data;
}

describe("the ledger", () => {
  it("lists every checkable claim in the article's order, and the opinions apart", async () => {
    const { page } = await open(browser, `${site}/`);
    const paragraphs = await page.locator("#ledger .claim-paragraph").allTextContents();
    const numbers = paragraphs.map((text) => Number(text.replace(/\D+/g, "")));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(await page.locator("#opinions li").count()).toBeGreaterThan(15);
    expect(await page.locator("#opinions .tremor-Badge-root").allTextContents()).toEqual(expect.arrayContaining(["Not checkable"]));
    await page.context().close();
  });

  it("says contradicted where the growth was eightfold, with value, period and what it needed", async () => {
    const { page } = await open(browser, `${site}/`);
    const row = page.locator("#graduate-growth");
    expect(await row.textContent()).toContain("contradicted by its closest reading, 8.39× for 2020 against more than 14× claimed");
    expect(await row.locator(".row-lines").textContent()).toContain("8.39×, 2020");
    expect(await row.locator("svg.spark").count()).toBe(1);
    await page.context().close();
  });

  it("never says the bare word true", async () => {
    const { page } = await open(browser, `${site}/`);
    expect(await page.locator("main").textContent()).not.toMatch(/\btrue\b/i);
    await page.context().close();
  });

  it("is narrowed by links that keep the as-of and the theme in the address", async () => {
    const { page } = await open(browser, `${site}/?as_of=2025-02-10&theme=dark`, { javaScriptEnabled: false });
    const all = await page.locator("#ledger > div > ol > li").count();
    await page.locator(".filter-link", { hasText: "Contradicted" }).click();
    await page.waitForLoadState();
    expect(page.url()).toBe(`${site}/?verdict=contradicted&as_of=2025-02-10&theme=dark#ledger`);
    const left = await page.locator("#ledger > div > ol > li").count();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(all);
    await page.context().close();
  });

  it("shows another day when asked by its form, without scripts", async () => {
    const { page } = await open(browser, `${site}/`, { javaScriptEnabled: false });
    await page.fill("#as-of", "2003-06-30");
    await page.locator("form button").click();
    expect(page.url()).toBe(`${site}/?as_of=2003-06-30`);
    expect(await page.locator("aside").textContent()).toContain("As known on 30 Jun 2003");
    expect(await page.locator("#graduate-growth").textContent()).toContain("not checkable");
    await page.context().close();
  });

  it("names the last outcome of every source it fetches", async () => {
    const { page } = await open(browser, `${site}/`);
    expect(await page.locator("#source-epoch-models").textContent()).toContain("Unreachable");
    expect(await page.locator("#source-state-niv-annual").textContent()).toContain("New values");
    await page.context().close();
  });
});

describe("a theme", () => {
  it.each([
    ["dark", "light"],
    ["light", "dark"],
  ] as const)("of the address, %s, wins over the system's, %s", async (theme, colorScheme) => {
    const { page } = await open(browser, `${site}/about?theme=${theme}`, { colorScheme });
    const background = (await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")) as string;
    const lightness = Math.max(...(background.match(/\d+/g) ?? []).map(Number));
    expect(lightness > 128).toBe(theme === "light");
    await page.context().close();
  });
});

describe("hostile text of a publisher", () => {
  it("is shown as text, follows no address and turns no line round", async () => {
    const [observation] = await observations("indicator=us-active-students");
    const { page, complaints } = await open(browser, `${site}/evidence/${observation?.id}`);
    const main = page.locator("main");
    expect(await main.locator(".excerpt").textContent()).toContain('<script>document.title="owned"</script>');
    expect(await main.textContent()).toContain("⟦U+202E⟧");
    expect(await main.textContent()).not.toContain("\u202E");
    expect(await page.title()).not.toContain("owned");
    const links = await page.locator("a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol));
    expect([...new Set(links)].every((protocol) => protocol === "http:" || protocol === "https:")).toBe(true);
    expect(await main.textContent()).toContain("The publisher’s numbers, markup of ours");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("a licence that allows counts only", () => {
  it("shows the filter, the number and the digest, and never a row", async () => {
    const [observation] = await observations("indicator=qs-top100-universities");
    for (const address of [`/evidence/${observation?.id}`, `/api/v1/observations/${observation?.id}/evidence`]) {
      const text = await (await fetch(site + address)).text();
      expect(text).toMatch(/country.{0,12} is .{0,8}China/);
      expect(text).toMatch(/sha256:[0-9a-f]{64}/);
      expect(text).not.toContain("SECRET ROW");
    }
  });
});

describe("evidence", () => {
  it("marks the number among its neighbours and gives every vintage", async () => {
    const all = await observations("indicator=us-visas-issued-annual&area=CHN&period_to=FY2013");
    const { page } = await open(browser, `${site}/evidence/${all[0]?.id}`);
    expect(await page.locator(".excerpt mark").textContent()).toBe("10005");
    expect(await page.locator("#vintages tbody tr").count()).toBe(2);
    expect(await page.locator("#vintages tbody").textContent()).toContain("revised by the source");
    await page.context().close();
  });

  it("of a later vintage does not exist before it was known", async () => {
    const [observation] = await observations("indicator=us-visas-issued-annual&area=CHN&period_to=FY2013");
    expect((await fetch(`${site}/evidence/${observation?.id}?as_of=2025-02-10`)).status).toBe(404);
    expect((await fetch(`${site}/evidence/${observation?.id}`)).status).toBe(200);
  });

  it.each(["zz-z-z", "%00", "..%2f..", "1-1-%F0%28"])("with the made-up id %s is a 404", async (id) => {
    expect((await fetch(`${site}/evidence/${id}`)).status).toBe(404);
  });
});
