import { type Db, openDb } from "@talent/db/connect";
import { personOf, type TestPerson } from "@talent/db/testing/subscriber-builders";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./testing/browser.ts";
import { CROSSED } from "./testing/seed-alerts.ts";

const site = inject("site");
let db: Db;
let browser: Browser;
beforeAll(async () => {
  db = openDb(inject("store"));
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await db.close();
});

async function person(address: string): Promise<TestPerson> {
  const found = await personOf(db, address);
  if (!found) throw new Error("nobody was made");
  return found;
}

/** A page with scripts off: everything here works without. */
async function plain(path: string): Promise<Page> {
  return (await open(browser, site + path, { javaScriptEnabled: false })).page;
}

const words = async (page: Page) => (await page.locator("main").textContent()) ?? "";
const rows = async (sql: string, id: string) => (await db.pool.query(sql, [id])).rows;

describe("somebody without scripts", () => {
  const address = "first@example.org";

  it("finds the form on the page of a claim, an indicator and a source", async () => {
    for (const path of ["/claims/graduate-growth", "/indicators/us-visas-issued-annual", "/sources/state-niv-annual"]) {
      const page = await plain(path);
      await page.getByRole("link", { name: "Subscribe" }).click();
      await page.getByRole("button", { name: "Send confirmation" }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/subscribe");
      await page.context().close();
    }
  });

  it("asks to be told, is told the same as everybody, and nothing counts yet", async () => {
    const page = await plain("/subscribe?scope=claim:graduate-growth");
    expect(await words(page)).toContain("written as files into the folder outbox");
    await page.fill("#address", address);
    await page.getByLabel("Once a day").check();
    await page.getByLabel("from").selectOption("22");
    await page.getByLabel("to", { exact: true }).selectOption("7");
    await page.getByLabel("Time zone").selectOption("Asia/Shanghai");
    await page.getByLabel("Only the rules of today").check();
    await page.getByRole("button", { name: "Send confirmation" }).click();
    expect(page.url()).toBe(`${site}/subscribe/sent`);
    expect(await words(page)).toContain("Look into your mail");
    const { id } = await person(address);
    expect(await rows("SELECT state, cadence, time_zone, quiet_from, quiet_to FROM subscribers WHERE id = $1", id)).toEqual([
      { state: "pending", cadence: "daily", time_zone: "Asia/Shanghai", quiet_from: 22, quiet_to: 7 },
    ]);
    expect(await rows("SELECT scope, include_future, confirmed_at FROM subscriptions WHERE subscriber_id = $1", id)).toEqual([
      { scope: "claim:graduate-growth", include_future: false, confirmed_at: null },
    ]);
    await page.context().close();
  });

  it("confirms by a button, and is told on a second visit that it is confirmed", async () => {
    const { id, confirm } = await person(address);
    const page = await plain(`/subscriptions/confirm?token=${confirm}`);
    expect(await words(page)).toContain("Quiet from 22:00 to 07:00 (Asia/Shanghai)");
    expect(await rows("SELECT state FROM subscribers WHERE id = $1", id)).toEqual([{ state: "pending" }]);
    await page.getByRole("button", { name: "Confirm" }).click();
    expect(await words(page)).toContain("This is confirmed");
    expect(await rows("SELECT state FROM subscribers WHERE id = $1", id)).toEqual([{ state: "active" }]);
    await page.reload();
    expect(await page.getByRole("button", { name: "Confirm" }).count()).toBe(0);
    await page.context().close();
  });

  it("sees and changes everything behind the manage link", async () => {
    const { id, manage } = await person(address);
    const page = await plain(`/subscriptions/manage?token=${manage}`);
    expect(await words(page)).toContain(`For ${address}.`);
    await page.getByLabel("Once a week").check();
    await page.getByLabel("简体中文").check();
    await page.getByRole("button", { name: "Save" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Saved");
    expect(await rows("SELECT cadence, locale FROM subscribers WHERE id = $1", id)).toEqual([{ cadence: "weekly", locale: "zh-CN" }]);
    await page.getByRole("button", { name: /^End:/ }).click();
    expect(await words(page)).toContain("What was ended (1)");
    await page.locator("summary", { hasText: "What was ended" }).click();
    await page.getByRole("button", { name: /^Begin again/ }).click();
    await page.waitForLoadState();
    expect(await page.getByRole("button", { name: /^End:/ }).count()).toBe(1);
    expect(await page.locator("#consent tbody tr").count()).toBe(5);
    await page.getByRole("button", { name: "Make new links" }).click();
    expect(new URL(page.url()).searchParams.get("token")).toBe((await person(address)).manage);
    expect((await fetch(`${site}/subscriptions/manage?token=${manage}`)).status).toBe(404);
    await page.context().close();
  });

  it("stops everything with one press, and sees that it is stopped", async () => {
    const { id, unsubscribe } = await person(address);
    const page = await plain(`/subscriptions/unsubscribe?token=${unsubscribe}`);
    expect(await words(page)).not.toContain(address);
    await page.getByRole("button", { name: "Stop all alerts" }).click();
    expect(await words(page)).toContain("Unsubscribed");
    expect(await rows("SELECT state FROM subscribers WHERE id = $1", id)).toEqual([{ state: "unsubscribed" }]);
    await page.context().close();
  });

  it("has the address deleted, after which its links lead nowhere", async () => {
    const { id, manage, unsubscribe } = await person(address);
    const page = await plain(`/subscriptions/manage?token=${manage}`);
    await page.getByLabel("Yes, delete my address").check();
    await page.getByRole("button", { name: "Delete" }).click();
    expect(new URL(page.url()).pathname).toBe("/subscriptions/erased");
    expect(await rows("SELECT state, address_cipher, address_hash FROM subscribers WHERE id = $1", id)).toEqual([
      { state: "erased", address_cipher: null, address_hash: null },
    ]);
    for (const path of [`/subscriptions/manage?token=${manage}`, `/subscriptions/unsubscribe?token=${unsubscribe}`])
      expect((await fetch(site + path)).status).toBe(404);
    await page.context().close();
  });
});

describe("the form", () => {
  it("shows what each rule would have told, with its day and its value, before anybody asks", async () => {
    const page = await plain(`/subscribe?scope=rule:${CROSSED.id}`);
    const told = page.locator(".backtest");
    expect(await told.locator("summary").textContent()).toContain("Would have told you once since 2025");
    expect(await told.locator("ol").textContent()).toMatch(/3 Jan 2025.*10,009 visas in FY2022/);
    await page.context().close();
  });

  it("shows a rule of the reader's own before it is asked for, and keeps it when it is", async () => {
    const page = await plain("/subscribe?scope=indicator:us-visas-issued-annual");
    await page.getByLabel("Area").first().selectOption("IND");
    await page.getByLabel("its value", { exact: true }).check();
    await page.getByLabel("Threshold").fill("20005");
    await page.getByLabel("Over again at").fill("20000");
    await page.getByRole("button", { name: "Preview" }).click();
    expect(await page.locator("#own-preview").textContent()).toContain("Would have told you once since 2025");
    await page.fill("#address", "own@example.org");
    await page.getByRole("button", { name: "Send confirmation" }).click();
    expect(page.url()).toBe(`${site}/subscribe/sent`);
    const { id, confirm } = await person("own@example.org");
    const [wish] = await rows("SELECT scope FROM subscriptions WHERE subscriber_id = $1", id);
    expect(wish.scope).toMatch(/^rule:own-[0-9a-f]{16}$/);
    await page.goto(`${site}/subscriptions/confirm?token=${confirm}`);
    expect(await words(page)).toContain("India, F-1: at least 20,005 visas");
    await page.context().close();
  });

  it("says what is wrong with a rule of the reader's own, and asks for nothing", async () => {
    const page = await plain("/subscribe?scope=indicator:us-visas-issued-annual");
    await page.getByLabel("its value", { exact: true }).check();
    await page.getByLabel("Threshold").fill("10");
    await page.getByLabel("Over again at").fill("20");
    await page.getByRole("button", { name: "Preview" }).click();
    expect(await page.locator("#own [role=alert]").textContent()).toContain("recovery must lie below the threshold of 10");
    expect(await page.getByLabel("Threshold").inputValue()).toBe("10");
    await page.context().close();
  });

  it("says what is wrong with an address, and keeps all that was chosen but the address", async () => {
    const { page } = await open(browser, `${site}/subscribe?scope=everything`);
    await page.evaluate("document.querySelector('form#subscribe').noValidate = true");
    await page.fill("#address", "a@example.org, b@example.org");
    await page.getByLabel("Once a week").check();
    await page.getByRole("button", { name: "Send confirmation" }).click();
    expect(await page.locator("#subscribe [role=alert]").textContent()).toContain("not one mail address");
    expect(page.url()).not.toMatch(/example\.org|%40/);
    expect(await page.getByLabel("Once a week").isChecked()).toBe(true);
    await page.context().close();
  });

  it("knows no such thing, whatever the address names", async () => {
    for (const scope of ["claim:__proto__", "rule:own-0000000000000000", "source:<b>", "operator", "x".repeat(3_000)]) {
      const response = await fetch(`${site}/subscribe?scope=${encodeURIComponent(scope)}`);
      const text = await response.text();
      expect([response.status, text.includes("to subscribe to")]).toEqual([200, true]);
      expect(text).not.toContain("source:<b>");
    }
  });
});
