import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { subscriberKey } from "@talent/db/subscriber-key";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { requestSubscription, unsubscribe } from "@talent/db/write/subscribers/subscriptions";
import { simpleParser } from "mailparser";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { addNotice, clearDeliveries, settledDeliveries } from "../../../testing/deliveries.ts";
import { factsOf } from "../../../testing/notice-facts.ts";
import { type Delivery, type DeliveryEnvironment, openDelivery } from "./delivery-service.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const SECRET = "0123456789abcdef0123456789abcdef";
const LOOKS_FAIL = factsOf("looks-world-bank", { tells: "late", cause: "time", standing: { word: "layout_changed", due: null } });
let store: TestDatabase;
let folder: string;
let delivery: Delivery | null = null;
let said: string[] = [];
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "delivery-"));
  said = [];
});
afterEach(async () => {
  await delivery?.stop();
  delivery = null;
  await clearDeliveries(store.db);
  rmSync(folder, { recursive: true });
});

async function open(more: Partial<DeliveryEnvironment> = {}): Promise<Delivery> {
  await delivery?.stop();
  const env = {
    smtpUrl: null,
    mailFrom: null,
    publicUrl: "http://localhost:3000",
    dataDir: folder,
    operatorMail: null,
    subscribersKey: SECRET,
    ...more,
  };
  delivery = await openDelivery({ db: store.db, env, clock: () => new Date(), log: (_level, line) => said.push(line) });
  return delivery;
}

const mails = () =>
  Promise.all(readdirSync(join(folder, "outbox")).map((name) => simpleParser(readFileSync(join(folder, "outbox", name)))));
const operators = async () =>
  (await store.db.pool.query("SELECT id FROM subscribers WHERE state = 'active' ORDER BY created_at")).rows.map((row) => row.id);

describe("the operator's mails", () => {
  it("come from the environment alone, through the same pipeline, and can be stopped like any other", async () => {
    await open({ operatorMail: "operator@example.org" });
    await (await open({ operatorMail: "operator@example.org" })).drain();
    const people = await operators();
    expect(people).toHaveLength(1);
    await addNotice(store.db, people, { facts: LOOKS_FAIL, scopes: ["rule:looks-world-bank", "operator"], dueAt: new Date() });
    expect(await delivery?.drain()).toEqual({ accepted: 1, deferred: 0, rejected: 0 });
    const [mail] = await mails();
    expect(mail?.subject).toMatch(/: fetches fail \(layout changed\)$/);
    const token = /unsubscribe\?token=([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
    expect(await unsubscribe(store.db, token, "page", new Date())).toBe("unsubscribed");
    await open({ operatorMail: "operator@example.org" });
    expect(await operators()).toEqual([]);
    expect(said.join()).toContain("OPERATOR_MAIL has unsubscribed");
  });

  it("go to the new address only when it changes, and to no one when it is removed", async () => {
    const open_ = "SELECT count(*)::int AS open FROM subscriptions WHERE scope = 'operator' AND ended_at IS NULL";
    await open({ operatorMail: "one@example.org" });
    await open({ operatorMail: "two@example.org" });
    expect((await store.db.pool.query(open_)).rows).toEqual([{ open: 1 }]);
    await open();
    expect((await store.db.pool.query(open_)).rows).toEqual([{ open: 0 }]);
  });
});

describe("a mail that requests a confirmation", () => {
  const wish = {
    address: "reader@example.org",
    scopes: ["claim:visas-harder", "source:world-bank", "rule:f1-china-may-to-august"],
    includeFuture: true,
    rule: null,
    cadence: "weekly",
    locale: "zh-CN",
    timeZone: "Asia/Shanghai",
    quiet: null,
  } as const;

  it("is in the requested language, names what was requested, and its links are those the dashboard accepts", async () => {
    const { drain } = await open();
    await requestSubscription(store.db, subscriberKey(SECRET), wish, new Date());
    expect(await drain()).toEqual({ accepted: 1, deferred: 0, rejected: 0 });
    const [mail] = await mails();
    expect(mail?.subject).toBe("请确认：中国AI人才数据通知");
    expect(mail?.to).toMatchObject({ text: "reader@example.org" });
    expect(mail?.text).toContain("每周一封汇总");
    expect(mail?.text).toMatch(/F-1签证/);
    expect(mail?.text).not.toMatch(/visas-harder|world-bank|f1-china/);
    const tokens = [...(mail?.text ?? "").matchAll(/token=([\w-]{43})/g)].map((match) => match[1]);
    const { rows } = await store.db.pool.query<{ purpose: string; token: string }>(
      "SELECT purpose, encode(hash, 'hex') AS token FROM tokens",
    );
    const { createHash } = await import("node:crypto");
    const hashes = tokens.map((token) =>
      createHash("sha256")
        .update(token ?? "")
        .digest("hex"),
    );
    expect(
      rows
        .filter((row) => row.purpose !== "manage")
        .map((row) => row.token)
        .sort(),
    ).toEqual(hashes.sort());
  });

  it("is not sent to a person who blocked all mails meanwhile", async () => {
    const { drain } = await open();
    await requestSubscription(store.db, subscriberKey(SECRET), wish, new Date());
    await store.db.pool.query("UPDATE subscribers SET state = 'unsubscribed'");
    await drain();
    expect((await store.db.pool.query("SELECT state, reason FROM messages")).rows).toEqual([{ state: "dropped", reason: "unsubscribed" }]);
  });
});

describe("drains requested at once", () => {
  it("run one after the other, and one more serves all requests made meanwhile", async () => {
    const { drain } = await open({ operatorMail: "operator@example.org" });
    const people = await operators();
    await addNotice(store.db, people, { facts: LOOKS_FAIL, scopes: ["operator"], dueAt: new Date() });
    const first = drain();
    await new Promise((resolve) => setImmediate(resolve));
    const [second, third] = [drain(), drain()];
    expect(second).toBe(third);
    expect((await first).accepted + (await second).accepted).toBe(1);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 1 }, conserved: true });
    await delivery?.stop();
    expect(await drain()).toEqual({ accepted: 0, deferred: 0, rejected: 0 });
  });
});
