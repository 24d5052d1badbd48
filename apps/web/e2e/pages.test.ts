import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch } from "./testing/browser.ts";
import { EDGES, pageProblems } from "./testing/looks.ts";

const site = inject("site");
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

const MAIN = ["the ledger", "a claim", "evidence", "the method"] as const;
const OTHER = [
  "the ledger, narrowed",
  "the ledger as known before any evidence",
  "a claim about a policy",
  "an opinion",
  "a date that cannot be read",
  "nothing there",
] as const;

const SOUND =
  "has no accessibility violation, no sideways scroll and no complaint of the browser at 1440 and 390, light and dark, and says the same without scripts";

describe.each(MAIN)("%s", (name) => {
  it(SOUND, async () => expect(await pageProblems(browser, `${site}${pages[name]}`)).toEqual([]));
});

describe.each(OTHER)("%s", (name) => {
  it(SOUND, async () => expect(await pageProblems(browser, `${site}${pages[name]}`, EDGES)).toEqual([]));
});

it("a page that is too wide at 390, has unreadable words in the dark and says other words without scripts is told so", async () => {
  const bad = `<!doctype html><html lang="en"><title>Bad</title><meta name="viewport" content="width=device-width"><style>p { min-width: 500px }
    @media (prefers-color-scheme: dark) { body { background: #000 } p { color: #111 } }</style>
    <main><h1>Words enough for a page of ours, and some more so that nobody calls it empty</h1><p>and more of them</p></main><script>document.querySelector("p").textContent += "!"</script>`;
  const found = await pageProblems(browser, `data:text/html,${encodeURIComponent(bad)}`);
  expect(found.filter((problem) => problem.startsWith("1440, light"))).toEqual([]);
  expect(found.filter((problem) => problem.includes("contrast")).map((problem) => problem.split(":")[0])).toEqual([
    "1440, dark",
    "390, dark",
  ]);
  expect(found.filter((problem) => problem.includes("sideways")).map((problem) => problem.split(":")[0])).toEqual([
    "390, light",
    "390, dark",
  ]);
  expect(found.at(-1)).toMatch(/^without scripts it says .*of them", not .*of them!"$/);
});
