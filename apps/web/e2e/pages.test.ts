import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";

const site = inject("site");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = [
  { width: 1440, height: 1000 },
  { width: 390, height: 844 },
] as const;
const THEMES = ["light", "dark"] as const;

let browser: Browser;
let pages: Readonly<Record<string, string>>;

beforeAll(async () => {
  browser = await launch();
  const { data } = await (await fetch(`${site}/api/v1/series?indicator=us-visas-issued-annual&area=CHN`)).json();
  pages = {
    "the ledger": "/",
    "the ledger, narrowed": "/?verdict=contradicted&question=atPublication",
    "the ledger as known before any evidence": "/?as_of=1999-01-01",
    "a claim": "/claims/graduate-growth",
    "a claim about a policy": "/claims/visas-harder",
    "an opinion": "/claims/exam-oriented",
    evidence: `/evidence/${data[0].id}`,
    "the method": "/about",
    "a date that cannot be read": "/?as_of=tomorrow",
    "nothing there": "/claims/no-such-claim",
  };
});
afterAll(() => browser.close());

async function axeProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
  return results.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

const MAIN = ["the ledger", "a claim", "evidence", "the method"] as const;
const OTHER = [
  "the ledger, narrowed",
  "the ledger as known before any evidence",
  "a claim about a policy",
  "an opinion",
  "a date that cannot be read",
  "nothing there",
] as const;

const LOOKS = SIZES.flatMap((viewport) => THEMES.map((colorScheme) => ({ viewport, colorScheme })));
const EDGES = LOOKS.filter(({ viewport, colorScheme }) => (viewport.width === 390) === (colorScheme === "dark"));

async function passes(name: string, options: (typeof LOOKS)[number]): Promise<void> {
  const { page, complaints } = await open(browser, site + pages[name], { ...options, bypassCSP: true });
  expect(await axeProblems(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(options.viewport.width);
  expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  await page.context().close();
}

const TITLE = "has no accessibility violation, no complaint of the browser and no sideways scroll at $viewport.width, $colorScheme";

describe.each(MAIN)("%s", (name) => {
  it.each(LOOKS)(TITLE, (options) => passes(name, options));
});

describe.each(OTHER)("%s", (name) => {
  it.each(EDGES)(TITLE, (options) => passes(name, options));
});

describe("with scripts off", () => {
  it.each([...MAIN, ...OTHER])("%s says the same", async (name) => {
    const [on, off] = [await open(browser, site + pages[name]), await open(browser, site + pages[name], { javaScriptEnabled: false })];
    const words = async (page: Page) => (await page.locator("main").textContent()) ?? "";
    expect(await words(off.page)).toBe(await words(on.page));
    expect((await words(off.page)).length).toBeGreaterThan(80);
    await on.page.context().close();
    await off.page.context().close();
  });
});
