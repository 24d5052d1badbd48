import { type Db, openDb } from "@talent/db/connect";
import { personOf, type TestPerson } from "@talent/db/testing/subscriber-builders";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { described } from "./testing/described.ts";
import { nextClient } from "./testing/next-client.ts";
import { storeDigest } from "./testing/store-digest.ts";

const site = inject("site");
const API = `${site}/api/v1/subscriptions`;
let db: Db;
beforeAll(() => {
  db = openDb(inject("store"));
});
afterAll(() => db.close());

const client = () => ({ "x-forwarded-for": nextClient(), "content-type": "application/json" });

async function ask(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(API, { method: "POST", headers: { ...client(), ...headers }, body: JSON.stringify(body) });
}

async function someone(address: string, scopes: readonly string[] = ["everything"]): Promise<TestPerson> {
  expect((await ask({ address, scopes })).status).toBe(202);
  const found = await personOf(db, address);
  if (!found) throw new Error("nobody was made");
  return found;
}

const state = async (id: string) =>
  (await db.pool.query<{ state: string }>("SELECT state FROM subscribers WHERE id = $1", [id])).rows[0]?.state;
const send = (path: string, init: RequestInit = {}) => fetch(`${API}/${path}`, { method: "POST", ...init });

describe("asking by the API", () => {
  it("is answered the same for a new address, a known one, one written to too often, and a trap", async () => {
    const answers: string[] = [];
    const shapes: string[] = [];
    for (const body of [
      { address: "new-one@example.org", scopes: ["everything"] },
      { address: "new-one@example.org", scopes: ["everything"] },
      { address: "NEW-ONE@example.org", scopes: ["claim:stem-ratio"] },
      { address: "new-one@example.org", scopes: ["claim:stem-ratio"] },
      { address: "robot@example.org", scopes: ["everything"], website: "https://spam.example" },
    ]) {
      const response = await ask(body);
      answers.push(`${response.status} ${await response.text()}`);
      shapes.push([...response.headers.keys()].filter((name) => name !== "date").join());
    }
    expect(new Set(answers).size).toBe(1);
    described("post", "/api/v1/subscriptions", JSON.parse(answers[0]?.slice(4) ?? ""));
    expect(new Set(shapes).size).toBe(1);
    const known = await personOf(db, "new-one@example.org");
    expect((await db.pool.query("SELECT FROM messages WHERE subscriber_id = $1", [known?.id])).rowCount).toBe(3);
    expect(await personOf(db, "robot@example.org")).toBeNull();
  });

  it("takes about the same time whether the address is known", async () => {
    const time = async (address: string) => {
      const begun = performance.now();
      await ask({ address, scopes: ["everything"] });
      return performance.now() - begun;
    };
    await time("warm@example.org");
    const [known, fresh]: [number[], number[]] = [[], []];
    for (let turn = 1; turn <= 5; turn++) {
      known.push(await time("warm@example.org"));
      fresh.push(await time(`cold-${turn}@example.org`));
    }
    // Of each the least: what the machine did besides only adds.
    expect(Math.min(...known, ...fresh)).toBeGreaterThan(240);
    expect(Math.abs(Math.min(...known) - Math.min(...fresh))).toBeLessThan(100);
  });

  it.each([
    ["address", { scopes: ["everything"] }],
    ["address", { address: "a@example.org\nBcc: b@example.org", scopes: ["everything"] }],
    ["scopes", { address: "a@example.org" }],
    ["scopes", { address: "a@example.org", scopes: ["claim:no-such"] }],
    ["scopes", { address: "a@example.org", scopes: ["operator"] }],
    ["scopes", { address: "a@example.org", scopes: ["rule:looks-state-niv-annual"] }],
    ["time_zone", { address: "a@example.org", scopes: ["everything"], time_zone: "Nowhere" }],
    ["colour", { address: "a@example.org", scopes: ["everything"], colour: "red" }],
  ])("with a bad %s is a problem document that names it", async (parameter, body) => {
    const response = await ask(body);
    expect([response.status, response.headers.get("content-type")]).toEqual([400, "application/problem+json; charset=utf-8"]);
    expect((await response.json()).parameter).toBe(parameter);
  });

  it("from a page of another site is refused, and from none of ours either when it says nothing readable", async () => {
    const body = { address: "cross@example.org", scopes: ["everything"] };
    expect((await ask(body, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await ask(body, { origin: "https://evil.example" })).status).toBe(403);
    expect(
      (await fetch(API, { method: "POST", headers: { "x-forwarded-for": "10.9.9.9", "content-type": "text/plain" }, body: "{}" })).status,
    ).toBe(415);
    expect((await fetch(API, { method: "OPTIONS" })).headers.get("access-control-allow-headers")).toBeNull();
    expect(await personOf(db, "cross@example.org")).toBeNull();
  });

  it("is limited for one client, which is told when to come back", async () => {
    const headers = { "x-forwarded-for": "10.2.2.2", "content-type": "application/json" };
    const statuses: number[] = [];
    let wait: string | null = null;
    for (let i = 0; i < 24; i += 1) {
      const response = await fetch(API, { method: "POST", headers, body: "{}" });
      statuses.push(response.status);
      wait ??= response.headers.get("retry-after");
    }
    expect(statuses.slice(0, 20).every((status) => status === 400)).toBe(true);
    expect(statuses.slice(20).every((status) => status === 429)).toBe(true);
    expect(Number(wait)).toBeGreaterThan(0);
  });

  it("reads no body without end", async () => {
    const response = await ask({ address: "a@example.org", scopes: ["everything"], website: "x".repeat(100_000) });
    expect(response.status).toBe(413);
  });
});

describe("links of mails", () => {
  it("change nothing under any number of looks, whoever looks and however", async () => {
    const { confirm, manage, unsubscribe } = await someone("storm@example.org");
    const paths = [
      `/api/v1/subscriptions/confirm?token=${confirm}`,
      `/subscriptions/confirm?token=${confirm}`,
      `/api/v1/subscriptions/unsubscribe?token=${unsubscribe}`,
      `/subscriptions/unsubscribe?token=${unsubscribe}`,
      `/subscriptions/manage?token=${manage}`,
      `/api/v1/subscriptions/manage?token=${manage}`,
      "/subscribe?scope=everything",
    ];
    const looks: RequestInit[] = [
      {},
      { method: "HEAD" },
      { method: "OPTIONS" },
      { headers: { purpose: "prefetch", "sec-purpose": "prefetch" } },
      { headers: { rsc: "1", "next-router-prefetch": "1" } },
      { headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" } },
      { headers: { "user-agent": "Mail scanner", accept: "*/*" } },
    ];
    const before = await storeDigest(db.pool);
    for (let round = 0; round < 3; round += 1)
      await Promise.all(
        paths.flatMap((path) =>
          looks.map((look) => fetch(site + path, { redirect: "manual", ...look }).then((response) => response.text())),
        ),
      );
    expect(await storeDigest(db.pool)).toEqual(before);
  });

  it("show their page at the address for programs as well, and tell nobody where a reader came from", async () => {
    const { confirm, manage, unsubscribe } = await someone("page@example.org");
    for (const [path, heading] of [
      [`/api/v1/subscriptions/confirm?token=${confirm}`, "Confirm what you asked for"],
      [`/api/v1/subscriptions/unsubscribe?token=${unsubscribe}`, "Stop all alerts"],
      [`/subscriptions/manage?token=${manage}`, "Your alerts"],
    ] as const) {
      const response = await fetch(site + path, { redirect: "manual" });
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
      expect(response.headers.get("cache-control")).toContain("no-store");
      expect(response.headers.get("x-robots-tag")).toContain("noindex");
      expect(response.headers.get("content-security-policy")).toContain("script-src 'nonce-");
      const text = await response.text();
      expect(text).toContain(heading);
      expect(text).toContain('name="robots" content="noindex');
    }
  });

  it.each(["confirm", "unsubscribe", "manage"])("to %s that are forged are refused", async (page) => {
    for (const token of ["x", "A".repeat(43), "%00", "..%2f", encodeURIComponent("<script>")]) {
      expect((await fetch(`${site}/subscriptions/${page}?token=${token}`)).status).toBe(404);
      const answer = await send(
        `${page}?token=${token}`,
        page === "manage" ? { headers: { "content-type": "application/json" }, body: '{"act":"erase"}' } : {},
      );
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json; charset=utf-8"]);
    }
    expect((await fetch(`${site}/subscriptions/${page}`)).status).toBe(404);
    expect((await send(page)).status).toBe(400);
  });

  it("confirm once; a second time says so and does nothing", async () => {
    const { id, confirm } = await someone("again@example.org");
    const first = await send(`confirm?token=${confirm}`);
    expect([first.status, described("post", "/api/v1/subscriptions/confirm", await first.json()), await state(id)]).toEqual([
      200,
      { status: "confirmed" },
      "active",
    ]);
    const before = await storeDigest(db.pool);
    const second = await send("confirm", { headers: { "content-type": "application/x-www-form-urlencoded" }, body: `token=${confirm}` });
    expect([second.status, described("post", "/api/v1/subscriptions/confirm", await second.json())]).toEqual([
      200,
      { status: "already_confirmed" },
    ]);
    expect(await storeDigest(db.pool)).toEqual(before);
  });

  it("confirm nothing once they have expired", async () => {
    const { id, confirm } = await someone("slow@example.org");
    await db.pool.query("UPDATE tokens SET expires_at = now() - interval '1 second' WHERE subscriber_id = $1 AND purpose = 'confirm'", [
      id,
    ]);
    expect((await send(`confirm?token=${confirm}`)).status).toBe(410);
    const page = await fetch(`${site}/subscriptions/confirm?token=${confirm}`);
    expect([page.status, await state(id)]).toEqual([410, "pending"]);
    expect(await page.text()).toContain("This link has expired");
  });

  it.each([
    ["as a form", { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" }],
    ["as a form in parts", { body: parts() }],
    [
      "from another site, as mail programs on the web do",
      {
        headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://mail.example", "sec-fetch-site": "cross-site" },
        body: "List-Unsubscribe=One-Click",
      },
    ],
  ])("unsubscribe with one click %s, without a cookie, and again with the same answer", async (how, init) => {
    const { id, confirm, unsubscribe } = await someone(`one-click-${how.length}@example.org`);
    await send(`confirm?token=${confirm}`);
    for (let i = 0; i < 2; i += 1) {
      const answer = await send(`unsubscribe?token=${unsubscribe}`, init as RequestInit);
      expect([answer.status, described("post", "/api/v1/subscriptions/unsubscribe", await answer.json()), await state(id)]).toEqual([
        200,
        { status: "unsubscribed" },
        "unsubscribed",
      ]);
    }
    const { rows } = await db.pool.query("SELECT detail FROM consent_events WHERE subscriber_id = $1 AND event = 'unsubscribed'", [id]);
    expect(rows).toEqual([{ detail: { how: "one_click" } }]);
  });

  it("manage by programs as by people", async () => {
    const { id, confirm, manage } = await someone("program@example.org");
    await send(`confirm?token=${confirm}`);
    const act = (body: unknown) =>
      send(`manage?token=${manage}`, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    expect((await act({ act: "settings", cadence: "weekly", quiet_from: 22, quiet_to: 6 })).status).toBe(200);
    expect((await db.pool.query("SELECT cadence, quiet_from FROM subscribers WHERE id = $1", [id])).rows).toEqual([
      { cadence: "weekly", quiet_from: 22 },
    ]);
    expect((await act({ act: "settings", quiet_from: 22 })).status).toBe(400);
    expect((await act({ act: "explode" })).status).toBe(400);
    expect((await act({ act: "end", subscription: "no-uuid" })).status).toBe(400);
    expect((await act({ act: "end", subscription: "00000000-0000-4000-8000-000000000000" })).status).toBe(409);
    const renewed = described("post", "/api/v1/subscriptions/manage", await (await act({ act: "renew" })).json());
    expect(renewed).toEqual({ status: "done", token: (await personOf(db, "program@example.org"))?.manage });
    expect((await act({ act: "erase" })).status).toBe(404);
    expect(await state(id)).toBe("active");
  });
});

function parts(): FormData {
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  return form;
}
