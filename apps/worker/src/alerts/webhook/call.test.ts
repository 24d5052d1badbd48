import { createHmac } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo, LookupFunction } from "node:net";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { testCertificate } from "../../../testing/certificate.ts";
import {
  addNotice,
  addSubscriber,
  clearDeliveries,
  deliverAllDue,
  messagesOf,
  NOW,
  settledDeliveries,
} from "../../../testing/deliveries.ts";
import { type LocalServer, localServer } from "../../../testing/http-server.ts";
import { VERDICT_CHANGED } from "../../../testing/notice-facts.ts";
import type { Transport } from "../mail/transport.ts";
import { createWebhookClient, newWebhookSecret, type WebhookClient, webhookHeaders } from "./call.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

type Call = { readonly path: string; readonly headers: Record<string, string>; readonly body: string };
type Receiver = { readonly url: string; readonly calls: Call[]; readonly caller: WebhookClient; close(): Promise<void> };

const certificate = testCertificate(new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000));
const NO_MAIL: Transport = {
  concurrency: 1,
  send: async () => ({ code: null, reply: "no mail here", trouble: "message" }),
  close: async () => undefined,
};

/** A receiver on 127.0.0.1 with TLS, and a caller that may reach it and nothing else that is not public. */
async function receiver(
  answer: (call: Call) => { status: number; location?: string } | null,
  waits: { readonly deadlineMs?: number } = {},
): Promise<Receiver> {
  const calls: Call[] = [];
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const call = { path: request.url ?? "", headers: request.headers as Record<string, string>, body };
      calls.push(call);
      const said = answer(call);
      if (said !== null) response.writeHead(said.status, said.location === undefined ? {} : { location: said.location }).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const caller = createWebhookClient("test", { allow: [`127.0.0.1:${port}`], ca: certificate.cert, ...waits });
  return {
    url: `https://127.0.0.1:${port}/hook?key=1`,
    calls,
    caller,
    async close() {
      await caller.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

let store: TestDatabase;
let inside: LocalServer;
let open: Receiver | null = null;
beforeAll(async () => {
  store = await testDatabase();
  inside = await localServer((_request, response) => response.end("internal"));
});
afterAll(() => Promise.all([store.drop(), inside.close()]));
afterEach(async () => {
  await open?.close();
  open = null;
  await clearDeliveries(store.db);
});

const send = (caller: WebhookClient, url: string) => caller.send({ id: "m1", url, body: "{}", secrets: [newWebhookSecret()], at: NOW });

describe("a signature", () => {
  it("is verified by a third-party library, over the very bytes of the body", () => {
    const secret = newWebhookSecret();
    const body = '{"a": "ü中"}';
    const seconds = Math.floor(Date.now() / 1000);
    const headers = webhookHeaders({ id: "msg", seconds, body }, [secret]);
    expect(new Webhook(secret).verify(body, headers)).toEqual({ a: "ü中" });
    expect(() => new Webhook(secret).verify(body.replace("ü", "u"), headers)).toThrow();
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
    expect(() => new Webhook(secret).verify(body, { ...headers, "webhook-id": "other" })).toThrow();
  });
  it("is the HMAC-SHA256 of id, seconds and body under the decoded secret, as the specification says", () => {
    const headers = webhookHeaders({ id: "msg", seconds: 1_700_000_000, body: "{}" }, ["whsec_c2VjcmV0IG9mIDI0IGJ5dGVzISEh"]);
    const expected = createHmac("sha256", "secret of 24 bytes!!!").update("msg.1700000000.{}").digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  });
  it("that is old is refused by it: a replay", () => {
    const secret = newWebhookSecret();
    const headers = webhookHeaders({ id: "msg", seconds: Math.floor(Date.now() / 1000) - 3_600, body: "{}" }, [secret]);
    expect(() => new Webhook(secret).verify("{}", headers)).toThrow(/old/);
  });
  it("while a secret is exchanged is good for both", () => {
    const [now, former] = [newWebhookSecret(), newWebhookSecret()];
    const headers = webhookHeaders({ id: "msg", seconds: Math.floor(Date.now() / 1000), body: "{}" }, [now, former]);
    for (const secret of [now, former]) expect(new Webhook(secret).verify("{}", headers)).toEqual({});
    expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  });
});

describe("a call that must not be made", () => {
  it.each([
    "https://127.0.0.1:P/",
    "https://localhost:P/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]:P/",
    "https://[::ffff:127.0.0.1]:P/",
    "https://2130706433:P/",
    "https://10.0.0.1/",
    "http://example.org/",
    "https://user:pass@example.org/",
    "file:///etc/passwd",
  ])("to %s is not made", async (url) => {
    const caller = createWebhookClient("test");
    expect(await send(caller, url.replace("P", new URL(inside.url).port))).toMatchObject({ code: null, trouble: "later" });
    expect(inside.hits()).toBe(0);
    await caller.close();
  });
  it("to a name that resolves to a private address, at once or at the second lookup, is not made", async () => {
    let looks = 0;
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(null, [{ address: looks++ === 0 ? "127.0.0.1" : "93.184.215.14", family: 4 }]);
    const caller = createWebhookClient("test", { lookup });
    expect(await send(caller, `https://rebinding.example:${new URL(inside.url).port}/`)).toMatchObject({
      reply: expect.stringContaining("not a public address"),
    });
    expect(inside.hits()).toBe(0);
    await caller.close();
  });
  it.each([301, 302, 303, 307, 308])("is not made because a receiver leads there with %d: that is a failure", async (status) => {
    for (const location of [`${inside.url}/`, "http://169.254.169.254/latest/meta-data/", "https://127.0.0.1/other"]) {
      open = await receiver(() => ({ status, location }));
      expect(await send(open.caller, open.url)).toEqual({ code: status, reply: `status ${status}`, trouble: "later" });
      expect(open.calls).toHaveLength(1);
      await open.close();
      open = null;
    }
    expect(inside.hits()).toBe(0);
  });
});

describe("a receiver", () => {
  const hooked = async (answer: Parameters<typeof receiver>[0], more: Partial<Parameters<typeof addSubscriber>[1]> = {}) => {
    const made = await receiver(answer);
    open = made;
    const secret = newWebhookSecret();
    const id = await addSubscriber(store.db, { address: made.url, channel: "webhook", secret, ...more });
    return { ...made, secret, id };
  };

  it("gets the content of a mail, signed, under the message's id", async () => {
    const { calls, caller, secret, id } = await hooked(() => ({ status: 204 }));
    await addNotice(store.db, [id]);
    await addNotice(store.db, [id], { facts: VERDICT_CHANGED });
    const now = new Date();
    expect(await deliverAllDue(store.db, { transport: NO_MAIL, webhookClient: caller, now })).toEqual({
      accepted: 1,
      deferred: 0,
      rejected: 0,
    });
    const [message] = await messagesOf(store.db);
    const [call] = calls;
    expect(call?.headers["webhook-id"]).toBe(message?.id);
    expect(call?.headers["content-type"]).toBe("application/json");
    expect(new Webhook(secret).verify(call?.body ?? "", call?.headers ?? {})).toMatchObject({
      type: "notices",
      timestamp: now.toISOString(),
      data: { total: 2, notices: [{ tells: "changed" }, { tells: "fired", after: { period: "2025-08", value: -18.2 } }] },
    });
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 2 }, conserved: true });
  });

  it("that is not there is called again, with the same id and the same bytes, until it is given up", async () => {
    const { calls, caller, id } = await hooked(() => ({ status: 500 }));
    await addNotice(store.db, [id]);
    let now = NOW;
    for (let attempt = 1; attempt <= 6; attempt++) {
      await deliverAllDue(store.db, { transport: NO_MAIL, webhookClient: caller, now });
      now = (await messagesOf(store.db))[0]?.due_at ?? now;
    }
    expect(calls).toHaveLength(6);
    expect(new Set(calls.map((call) => call.headers["webhook-id"])).size).toBe(1);
    expect(new Set(calls.map((call) => call.body)).size).toBe(1);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed undeliverable": 1 }, conserved: true });
  });

  it("that does not respond in time has not accepted", async () => {
    open = await receiver(() => null, { deadlineMs: 700 });
    expect(await send(open.caller, open.url)).toMatchObject({
      code: null,
      reply: expect.stringContaining("no answer within"),
      trouble: "later",
    });
  });

  it("that is gone for good is not called again", async () => {
    const { calls, caller, id } = await hooked(() => ({ status: 410 }));
    await addNotice(store.db, [id]);
    await deliverAllDue(store.db, { transport: NO_MAIL, webhookClient: caller });
    await addNotice(store.db, [id]);
    await deliverAllDue(store.db, { transport: NO_MAIL, webhookClient: caller });
    expect(calls).toHaveLength(1);
    expect((await store.db.pool.query("SELECT state FROM subscribers")).rows).toEqual([{ state: "bounced" }]);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed bounced": 2 }, conserved: true });
  });

  it("is not held up by a mail server in cooldown", async () => {
    const { calls, caller, id } = await hooked(() => ({ status: 200 }));
    const away: Transport = { ...NO_MAIL, send: async () => ({ code: null, reply: "away", trouble: "away" }) };
    const mails = await Promise.all(["a", "b", "c"].map((name) => addSubscriber(store.db, { address: `${name}@example.org` })));
    await addNotice(store.db, [...mails, id]);
    await deliverAllDue(store.db, { transport: away, webhookClient: caller });
    expect(calls).toHaveLength(1);
    expect((await settledDeliveries(store.db)).counts).toMatchObject({ delivered: 1 });
  });

  it("whose former secret has run out is signed for with the new one only", async () => {
    const former = newWebhookSecret();
    const { calls, caller, id } = await hooked(() => ({ status: 200 }), {
      formerSecret: former,
      formerSecretUntil: new Date(NOW.getTime() + 1_000),
    });
    await addNotice(store.db, [id]);
    await deliverAllDue(store.db, { transport: NO_MAIL, webhookClient: caller });
    const after = new Date(NOW.getTime() + 2_000);
    await addNotice(store.db, [id]);
    await deliverAllDue(store.db, { transport: NO_MAIL, webhookClient: caller, now: after });
    expect(calls.map((call) => call.headers["webhook-signature"]?.split(" ").length)).toEqual([2, 1]);
  });
});
