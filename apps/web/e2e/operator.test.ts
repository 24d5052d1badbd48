import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";
import { described } from "./testing/described.ts";
import { lookProblems } from "./testing/looks.ts";
import { nextClient } from "./testing/next-client.ts";
import { serve } from "./testing/next-site.ts";
import { OPERATOR_TOKEN } from "./testing/operator-token.ts";
import { rawRequest } from "./testing/raw-request.ts";

const site = inject("site");
const LOG = `${site}/api/v1/operator/deliveries`;
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const signIn = (token: string, headers: Record<string, string> = {}) =>
  fetch(`${site}/api/v1/operator/session`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": nextClient(), ...headers },
    body: new URLSearchParams({ token }),
  });

async function cookie(): Promise<string> {
  const answer = await signIn(OPERATOR_TOKEN);
  described("post", "/api/v1/operator/session", await answer.json());
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

describe("the operator's log", () => {
  it("is for the operator: by the cookie of a session or the token itself", async () => {
    expect((await fetch(LOG, { headers: { authorization: `Bearer ${OPERATOR_TOKEN}` } })).status).toBe(200);
    const answer = await fetch(LOG, { headers: { cookie: await cookie() } });
    expect(answer.status).toBe(200);
    expect(Object.keys(described("get", "/api/v1/operator/deliveries", await answer.json()))).toEqual([
      "data",
      "next",
      "counts",
      "conservation",
    ]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("shows no address and no more than a pseudonym", async () => {
    await fetch(`${site}/api/v1/subscriptions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": "10.3.9.1" },
      body: JSON.stringify({ address: "hidden@example.org", scopes: ["everything"] }),
    });
    for (const path of ["/operator", "/api/v1/operator/deliveries"]) {
      const text = await (await fetch(site + path, { headers: { cookie: await cookie() } })).text();
      expect(text).not.toContain("hidden@example.org");
      expect(text).toMatch(/[0-9a-f]{8}/);
    }
  });

  const DISGUISES: readonly Readonly<Record<string, string>>[] = [
    {},
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
    { purpose: "prefetch", "x-middleware-prefetch": "1" },
    { "x-nextjs-data": "1" },
    { authorization: "Bearer wrong" },
    { authorization: "Basic b3BlcmF0b3I6eA==" },
    { cookie: "talent_operator=9999999999999.x.y" },
    { cookie: "talent_operator=; talent_operator=1" },
    { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
  ];
  const PATHS = [
    "/operator",
    "/operator?state=dead",
    "/operator?_rsc=abc",
    "/operator.rsc",
    "/operator.segments/_tree.segment.rsc",
    "/%6fperator",
    "/operator/",
    "//operator",
    "/x/../operator",
    "/api/v1/operator/deliveries",
    "/api/v1/operator/deliveries?_rsc=abc",
    "/api/v1/operator/%64eliveries",
    "/api/v1/operator/deliveries/",
  ];

  it.each(PATHS)("is not shown at %s to anybody else, however it is asked for", async (path) => {
    for (const headers of DISGUISES) {
      const { body } = await rawRequest(site, "GET", path, headers);
      expect(body, JSON.stringify(headers)).not.toMatch(/conservation|meant for somebody|"counts"/);
    }
  });
});

describe("signing in", () => {
  it("gives a cookie that no script reads, no other site sends, and that ends by itself", async () => {
    const plain = (await signIn(OPERATOR_TOKEN)).headers.get("set-cookie") ?? "";
    for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=3600"]) expect(plain).toContain(attribute);
    expect(plain).not.toContain("Secure");
    expect((await signIn(OPERATOR_TOKEN, { "x-forwarded-proto": "https" })).headers.get("set-cookie")).toContain("; Secure");
  });

  it("needs the very token, and a form of our own", async () => {
    for (const token of ["", "x", `${OPERATOR_TOKEN} `, OPERATOR_TOKEN.slice(0, -1), OPERATOR_TOKEN.toUpperCase()]) {
      const answer = await signIn(token);
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
    }
    expect((await signIn(OPERATOR_TOKEN, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await signIn(OPERATOR_TOKEN, { origin: "https://evil.example" })).status).toBe(403);
  });

  it("is limited, so that nobody tries one token after another", async () => {
    const statuses = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await signIn("guess", { "x-forwarded-for": "10.4.4.4" })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429, 429]);
    expect((await signIn(OPERATOR_TOKEN, { "x-forwarded-for": "10.4.4.4" })).status).toBe(429);
  });

  it("is undone for every copy of the cookie by signing out", async () => {
    const session = await cookie();
    const out = await fetch(`${site}/api/v1/operator/sign-out`, { method: "POST", headers: { cookie: session } });
    described("post", "/api/v1/operator/sign-out", await out.json());
    expect([out.status, out.headers.get("set-cookie")]).toEqual([200, "talent_operator=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"]);
    expect((await fetch(LOG, { headers: { cookie: session } })).status).toBe(401);
  });

  it("works in a browser without scripts, and out again", async () => {
    const { page } = await open(browser, `${site}/operator`, { javaScriptEnabled: false });
    await page.fill("#token", "wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect(await page.locator("main [role=alert]").textContent()).toContain("not the token");
    await page.fill("#token", OPERATOR_TOKEN);
    await page.getByRole("button", { name: "Sign in" }).click();
    expect(await page.locator("#conservation").textContent()).toMatch(
      /^\d+ meant for somebody = \d+ delivered \+ \d+ held \+ \d+ suppressed\.$/,
    );
    await page.getByRole("link", { name: /^Mail me when fetches fail/ }).click();
    expect(await page.locator("#rules").textContent()).toContain(": fetches");
    await page.goto(`${site}/operator`);
    await page.locator(".filter-link", { hasText: "Dead letters" }).click();
    expect(new URL(page.url()).searchParams.get("state")).toBe("dead");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForLoadState();
    expect(await page.locator("#conservation").count()).toBe(0);
    await page.context().close();
  });
});

describe("an installation without an operator", () => {
  it("says how to set one, and takes no token", async () => {
    const served = await serve("postgresql://talent_web:x@127.0.0.1:1/none", { OPERATOR_TOKEN: "" });
    const answer = await fetch(`${served.address}/api/v1/operator/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"token":""}',
    });
    expect([answer.status, (await answer.json()).title]).toEqual([403, "No operator"]);
    expect((await fetch(`${served.address}/api/v1/operator/deliveries`, { headers: { authorization: "Bearer undefined" } })).status).toBe(
      401,
    );
    await served.stop();
  });
});

describe("the operator's pages", () => {
  it("have no accessibility violation, no sideways scroll and no complaint of the browser at 1440 and 390, light and dark", async () => {
    const { page, complaints } = await open(browser, `${site}/operator`, { bypassCSP: true });
    expect(await lookProblems(page)).toEqual([]);
    await page.fill("#token", OPERATOR_TOKEN);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator("#conservation").waitFor();
    expect(await lookProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
