import { type Db, openDb } from "@talent/db/connect";
import { personOf } from "@talent/db/testing/subscriber-builders";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";
import { EDGES, pageProblems } from "./testing/looks.ts";
import { CROSSED } from "./testing/seed-alerts.ts";

const site = inject("site");
let browser: Browser;
let db: Db;
let fired = "";
let paths: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  browser = await launch();
  db = openDb(inject("store"));
  const { rows } = await db.pool.query<{ id: string }>("SELECT id::text FROM alert_transitions WHERE rule = $1 AND tells = 'fired'", [
    CROSSED.id,
  ]);
  fired = rows[0]?.id ?? "";
  await fetch(`${site}/api/v1/subscriptions`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": "10.5.0.1" },
    body: JSON.stringify({ address: "looks@example.org", scopes: ["everything", "claim:stem-ratio"] }),
  });
  const person = await personOf(db, "looks@example.org");
  paths = {
    "the alerts": "/alerts",
    "the alerts of one claim": "/alerts?claim=graduate-growth",
    "the alerts as of another day": "/alerts?as_of=2023-06-30",
    "one alert": `/alerts/${fired}`,
    "the form for everything": "/subscribe?scope=everything",
    "the form for a claim": "/subscribe?scope=claim:visas-harder",
    "a rule of one's own": `/subscribe?scope=indicator:us-visas-issued-annual&rule.indicator=us-visas-issued-annual&rule.area=CHN&rule.dim.visa_class=F1&rule.watch=level&rule.op=%3E%3D&rule.threshold=10004&rule.recovery=10000&rule.pending=1&rule.recovering=1&rule.evidence=1&rule.noData=quiet`,
    "the page after asking": "/subscribe/sent",
    "the page to confirm": `/subscriptions/confirm?token=${person?.confirm}`,
    "the page to stop": `/subscriptions/unsubscribe?token=${person?.unsubscribe}`,
    "the page to manage": `/subscriptions/manage?token=${person?.manage}`,
    "a link of nobody": "/subscriptions/manage?token=x",
    "the page after deleting": "/subscriptions/erased",
  };
});
afterAll(async () => {
  await browser.close();
  await db.close();
});

const MAIN = ["the alerts", "one alert", "the form for a claim", "a rule of one's own", "the page to manage"] as const;
const OTHER = [
  "the alerts of one claim",
  "the alerts as of another day",
  "the form for everything",
  "the page after asking",
  "the page to confirm",
  "the page to stop",
  "a link of nobody",
  "the page after deleting",
] as const;

async function textOf(path: string, selector = "main"): Promise<string> {
  const { page } = await open(browser, site + path, { javaScriptEnabled: false });
  const text = (await page.locator(selector).textContent()) ?? "";
  await page.context().close();
  return text;
}

const SOUND =
  "has no accessibility violation, no sideways scroll and no complaint of the browser at 1440 and 390, light and dark, and says the same without scripts";

describe.each(MAIN)("%s", (name) => {
  it(SOUND, async () => expect(await pageProblems(browser, `${site}${paths[name]}`)).toEqual([]));
});

describe.each(OTHER)("%s", (name) => {
  it(SOUND, async () => expect(await pageProblems(browser, `${site}${paths[name]}`, EDGES)).toEqual([]));
});

describe("the alerts", () => {
  it("name every rule for readers under a theme, with its phase, and none about our own looks", async () => {
    const { page } = await open(browser, `${site}/alerts`);
    const rules = await (await fetch(`${site}/api/v1/alerts`)).json();
    expect(await page.locator(".rule-row").count()).toBe(rules.data.length);
    expect(rules.data.length).toBeGreaterThan(30);
    expect(await page.locator("main").textContent()).not.toContain(": fetches");
    expect(await page.locator("#rule-late-macropolo-talent").textContent()).toContain("Late");
    expect(await page.locator("#verdicts .rule-row").count()).toBeGreaterThan(10);
    await page.context().close();
  });

  it("come newest first, by the moment at which they could be known, and lead to a page each", async () => {
    const { page } = await open(browser, `${site}/alerts`);
    const times = await page.locator("#history time").evaluateAll((all) => all.map((time) => time.getAttribute("datetime") ?? ""));
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual([...times].sort().reverse());
    for (const path of await page
      .locator(".notice-subject")
      .evaluateAll((all) => all.slice(0, 3).map((a) => (a as HTMLAnchorElement).href)))
      expect((await fetch(path)).status).toBe(200);
    await page.context().close();
  });

  it("are narrowed by a rule, a claim, an indicator or a source", async () => {
    expect(await textOf(`/alerts?rule=${CROSSED.id}`)).toContain(CROSSED.name.en);
    expect(await textOf("/alerts?source=macropolo-talent", "#history")).toContain("talent tracker is late");
    expect(await textOf("/alerts?indicator=us-visas-issued-annual", "#history")).toContain("10,009");
    expect(await textOf("/alerts?claim=no-such")).toContain("There is no claim “no-such”");
    expect(await textOf("/alerts?rule=%3Cscript%3E")).toContain("There is no rule “<script>”");
  });

  it("of another day know nothing later", async () => {
    const { page } = await open(browser, `${site}/alerts?as_of=2023-06-30`);
    const times = await page.locator("main time").evaluateAll((all) => all.map((time) => time.getAttribute("datetime") ?? ""));
    expect(times.length).toBeGreaterThan(2);
    expect(times.filter((time) => time > "2023-07")).toEqual([]);
    await page.context().close();
    expect(await textOf("/alerts?as_of=2023-06-30", "#rule-late-cn-graduate-counts")).toContain("On time");
    expect((await fetch(`${site}/alerts/${fired}?as_of=2024-12-31`)).status).toBe(404);
    expect((await fetch(`${site}/alerts/${fired}?as_of=2025-01-04`)).status).toBe(200);
  });

  it("say what changed, against which threshold, why, on which number, and how many were told", async () => {
    const text = await textOf(`/alerts/${fired}`);
    for (const words of ["10,009 visas in FY2022", "at or above 10,004 visas", "Its source published a new period.", "No subscribers."])
      expect(text).toContain(words);
    const { page } = await open(browser, `${site}/alerts/${fired}`);
    expect(await page.locator("figure svg").count()).toBe(2);
    await page.locator("#evidence tbody a").first().click();
    expect(await page.locator("h1").textContent()).toContain("10,009");
    await page.context().close();
  });

  it("say what takes back what", async () => {
    const { data } = await (await fetch(`${site}/api/v1/alerts/history?indicator=us-visas-issued-annual`)).json();
    const back = data.find((one: { tells: string }) => one.tells === "retracted");
    expect(await textOf(`/alerts/${back.retracts}`)).toContain("This was taken back since.");
    expect(await textOf(`/alerts/${back.id}`)).toContain("What this takes back");
  });

  it("stand on the pages of what they concern", async () => {
    expect(await textOf("/sources/macropolo-talent", "#alerts")).toContain("is late");
    expect(await textOf("/indicators/us-visas-issued-annual", "#alerts")).toContain("10,009");
    const { page } = await open(browser, `${site}/sources/macropolo-talent`);
    await page.getByRole("link", { name: "All alerts on it" }).click();
    expect(new URL(page.url()).search).toBe("?source=macropolo-talent");
    await page.context().close();
  });

  it.each(["0", "01", "-1", "999999999999", "1e3", "x", "%00", "1/2", "constructor"])(
    "with the made-up id %s are not found",
    async (id) => {
      expect((await fetch(`${site}/alerts/${id}`)).status).toBe(404);
    },
  );

  it("about our own looks are not shown to readers", async () => {
    const { rows } = await db.pool.query<{ id: string }>("SELECT id::text FROM alert_transitions WHERE 'operator' = ANY (scopes) LIMIT 1");
    expect((await fetch(`${site}/alerts/${rows[0]?.id}`)).status).toBe(404);
    expect((await (await fetch(`${site}/api/v1/alerts/history?rule=looks-epoch-models`)).json()).data).toEqual([]);
  });

  it("come page by page by the API as at once", async () => {
    const whole = await (await fetch(`${site}/api/v1/alerts/history`)).json();
    const ids: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { data: { id: string }[]; next: string | null } = await (
        await fetch(`${site}/api/v1/alerts/history?limit=3${cursor ? `&cursor=${cursor}` : ""}`)
      ).json();
      ids.push(...page.data.map((one) => one.id));
      cursor = page.next;
    }
    expect(ids).toEqual(whole.data.map((one: { id: string }) => one.id));
    expect(ids.length).toBeGreaterThan(4);
  });

  it.each([
    ["cursor", "cursor=abc"],
    ["claim", "rule=a&claim=b"],
    ["rule", "rule=%3Cb%3E"],
    ["limit", "limit=100000"],
  ])("refuse a bad %s of the API by name", async (parameter, query) => {
    const answer = await fetch(`${site}/api/v1/alerts/history?${query}`);
    expect([answer.status, (await answer.json()).parameter]).toEqual([400, parameter]);
  });
});
