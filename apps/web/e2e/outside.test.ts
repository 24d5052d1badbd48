import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";
import { type Served, serve } from "./testing/next-site.ts";

const site = inject("site");
const PAGES = ["/", "/claims/graduate-growth", "/about", "/?as_of=nonsense"];
const MOST_SCRIPT = 170_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The addresses of the scripts that a page names in its markup, in order. */
async function scriptsOf(path: string): Promise<string[]> {
  const markup = await (await fetch(site + path)).text();
  const found = new Set([...markup.matchAll(/<script[^>]+src="([^"]+)"/gi)].map((match) => match[1] as string));
  expect(found.size).toBeGreaterThan(2);
  return [...found].sort();
}

describe("every page", () => {
  it.each(PAGES)("%s forbids foreign scripts and styles, framing and guessing of types", async (path) => {
    const { headers } = await fetch(site + path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'nonce-[\w-]+' 'strict-dynamic'/);
    expect(policy).not.toContain("unsafe");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it.each(PAGES)("%s keeps its own policy in the browser", async (path) => {
    const { page, complaints } = await open(browser, site + path);
    expect(complaints.filter((text) => !/status of 400/.test(text))).toEqual([]);
    await page.context().close();
  });

  it.each(["/", "/claims/graduate-growth", "/about"])("%s loads at most 170 kB of script", async (path) => {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    const scripts = new Set<string>();
    let bytes = 0;
    session.on("Network.responseReceived", ({ requestId, type }) => {
      if (type === "Script") scripts.add(requestId);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(site + path, { waitUntil: "networkidle" });
    expect(scripts.size).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(MOST_SCRIPT);
    await page.close();
  });

  it.each(["/", "/claims/graduate-growth", "/indicators", "/sources", "/alerts", "/subscribe", "/operator"])(
    "%s loads the scripts that the method page loads, and no other: no widget adds to them",
    async (path) => expect(await scriptsOf(path)).toEqual(await scriptsOf("/about")),
  );

  it.each(PAGES.slice(0, 3))("%s answers no server action and no forged middleware header", async (path) => {
    const action = await fetch(site + path, { method: "POST", headers: { "next-action": "00".repeat(20) }, body: "[]" });
    expect(action.status).toBeGreaterThanOrEqual(400);
    const forged = await fetch(`${site}/claims/no-such-claim`, { headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" } });
    expect(forged.status).toBe(404);
  });
});

describe("without its database", () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve("postgresql://talent_web:x@127.0.0.1:1/none");
  });
  afterAll(() => served.stop());

  it("says so on every page, with status 503 and scripts off", async () => {
    const { page } = await open(browser, `${served.address}/`, { javaScriptEnabled: false });
    expect(await page.locator("main").textContent()).toContain("The database does not answer");
    expect((await fetch(`${served.address}/claims/graduate-growth`)).status).toBe(503);
    await page.context().close();
  });

  it("is alive, not ready, and tells a program why", async () => {
    expect((await fetch(`${served.address}/api/health`)).status).toBe(200);
    const ready = await fetch(`${served.address}/api/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: "not_ready", checks: { database: "does not answer", migrations: "unknown", scheduler: "unknown" } },
    ]);
    const series = await fetch(`${served.address}/api/v1/claims`);
    expect(series.status).toBe(503);
    expect(series.headers.get("content-type")).toContain("application/problem+json");
    expect(await series.text()).not.toMatch(/127\.0\.0\.1|talent_web/);
  });
});
