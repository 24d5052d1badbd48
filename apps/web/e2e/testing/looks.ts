import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { open } from "./browser.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
type Look = { readonly width: number; readonly colorScheme: "light" | "dark" };
const LOOKS: readonly Look[] = [1440, 390].flatMap((width) => (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })));
/** Both widths and both themes, but not each with each: for a page built like another one that has all four. */
export const EDGES = LOOKS.filter(({ width, colorScheme }) => (width === 390) === (colorScheme === "dark"));

/** The page as the server sent it: what somebody without scripts reads. */
const SENT = `fetch(location.href).then(async (answer) =>
  new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main")?.textContent ?? "")`;
const SHOWN = "document.querySelector('main')?.textContent ?? ''";

/**
 * What is wrong with a page of ours: accessibility violations and sideways scroll, each with the look it has them in, complaints of the
 * browser (but for the 4xx of a page that is one), and words that are other ones without scripts. Opened once, everything folded opened, then resized and relit.
 */
export async function pageProblems(browser: Browser, address: string, looks = LOOKS): Promise<string[]> {
  const { page, complaints } = await open(browser, address, { bypassCSP: true });
  const isRefusal = await page.evaluate<boolean>("performance.getEntriesByType('navigation')[0]?.responseStatus >= 400");
  const [shown, sent] = [await page.evaluate<string>(SHOWN), await page.evaluate<string>(SENT)];
  const found = [
    ...(await lookProblems(page, looks)),
    ...complaints.filter((text) => !(isRefusal && /status of 4\d\d/.test(text))).map((text) => `the browser complains: ${text}`),
    ...(shown === sent ? [] : [`without scripts it says ${JSON.stringify(sent)}, not ${JSON.stringify(shown)}`]),
    ...(shown.length > 80 ? [] : [`it says no more than ${JSON.stringify(shown)}`]),
  ];
  await page.context().close();
  return found;
}

/** The accessibility violations and the sideways scroll of an opened page, in each look. It must have been opened with `bypassCSP`. */
export async function lookProblems(page: Page, looks = LOOKS): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
  await page.evaluate(axe);
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'], preload: false })");
    const needed = await page.evaluate<number>("document.documentElement.scrollWidth");
    const problems = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
    if (needed > width) problems.push(`sideways scroll: ${needed} px wide`);
    found.push(...problems.map((problem) => `${width}, ${colorScheme}: ${problem}`));
  }
  return found;
}
