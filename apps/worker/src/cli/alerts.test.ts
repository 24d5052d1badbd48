import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { subscriberKey } from "@talent/db/subscriber-key";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { addNotice, addSubscriber, clearDeliveries, settledDeliveries } from "../../testing/deliveries.ts";
import { VISAS_FELL } from "../../testing/notice-facts.ts";
import { main } from "./alerts.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const SECRET = "a secret of more than thirty-two characters".replaceAll(" ", "-");
let store: TestDatabase;
let folder: string;
let [out, err] = ["", ""];
beforeAll(async () => {
  store = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "alerts-"));
});
afterAll(async () => {
  await store.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest) => {
    out += String(text);
    rest.find((one) => typeof one === "function")?.();
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await clearDeliveries(store.db);
});

async function run(...argv: string[]): Promise<number> {
  [out, err] = ["", ""];
  return await main(argv, { DATABASE_URL: store.url, DATA_DIR: folder, SUBSCRIBERS_KEY: SECRET });
}

describe("alerts list, history and backtest", () => {
  it("shows every rule and where it stands", async () => {
    expect(await run("list")).toBe(0);
    expect(out).toContain("f1-china-may-to-august");
    expect(out).toContain("never evaluated");
    expect(await run("list", "--json")).toBe(0);
    const { data } = JSON.parse(out) as { data: { rule: string; phase: string | null }[] };
    expect(data.find((one) => one.rule === "f1-china-may-to-august")).toMatchObject({ phase: null, audience: "readers" });
  });

  it("shows the steps of a rule, and how many were notified", async () => {
    const rule = "f1-china-may-to-august";
    await addNotice(store.db, [await addSubscriber(store.db, { address: "a@example.org" })], {
      rule,
      scopes: [`rule:${rule}`, "everything"],
    });
    expect(await run("history", rule)).toBe(0);
    expect(out).toMatch(/2025-09-12\s+f1-china-may-to-august\s+normal > firing\s+fired\s+new_period/);
    expect(await run("history")).toBe(0);
    expect(out).toContain(rule);
    expect(await run("history", "arena-gap")).toBe(0);
    expect(out).toBe("no alert history yet\n");
    expect(await run("history", "no-such-rule")).toBe(2);
    expect(err).toContain('There is no rule "no-such-rule"');
  });

  it("says how often a rule would have notified", async () => {
    expect(await run("backtest", "rd-intensity-revised", "--since", "2024-01-01")).toBe(0);
    expect(out).toBe("would have notified you 0 times since 2024-01-01\n");
    expect(await run("backtest", "rd-intensity-revised", "--since", "yesterday")).toBe(2);
    expect(await run("backtest")).toBe(2);
  });
});

describe("alerts deliveries", () => {
  it("counts what became of everything, and says whether it adds up", async () => {
    await addNotice(store.db, [await addSubscriber(store.db, { address: "a@example.org" })]);
    expect(await run("deliveries")).toBe(0);
    expect(out).toContain("1 notifications = 0 delivered + 1 held + 0 suppressed\n");
    expect(out).not.toContain("example.org");
    expect(await settledDeliveries(store.db)).toMatchObject({ conserved: true });
  });
  it("fails where something told is in no delivery", async () => {
    await addNotice(store.db, []);
    await store.db.pool.query(
      `WITH t AS (
         INSERT INTO alert_transitions (rule, rule_fingerprint, effective_at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes)
         VALUES ('r', 'f', now(), now(), 'normal', 'firing', 'fired', 'new_period', $1, '{}') RETURNING id
       ) INSERT INTO notices (transition_id, audience) SELECT id, 3 FROM t`,
      [JSON.stringify(VISAS_FELL)],
    );
    expect(await run("deliveries")).toBe(1);
    expect(out).toContain("the counts do not add up");
  });
});

describe("alerts webhook", () => {
  const URL_ = "https://hooks.example.org/talent?x=1";
  const idIn = (text: string): string => /receiver ([0-9a-f-]{36})/.exec(text)?.[1] ?? "";

  it("takes on a receiver, shows its secret once, exchanges it and lets it go", async () => {
    expect(await run("webhook", "list")).toBe(0);
    expect(out).toBe("no webhook receivers\n");
    expect(await run("webhook", "add", URL_, "--scope", "claim:visas-harder", "--scope", "operator")).toBe(0);
    const id = idIn(out);
    const secret = /secret (whsec_\S+)/.exec(out)?.[1] ?? "";
    expect(Buffer.from(secret.slice(6), "base64")).toHaveLength(32);
    const { rows } = await store.db.pool.query<{ secret_cipher: Buffer }>("SELECT secret_cipher FROM subscribers");
    expect(subscriberKey(SECRET).open(rows[0]?.secret_cipher ?? Buffer.alloc(0))).toBe(secret);
    expect(await run("webhook", "list")).toBe(0);
    expect(out).toContain(URL_);
    expect(out).toContain("claim:visas-harder, operator");
    expect(out).not.toContain("whsec_");
    expect(await run("webhook", "add", URL_, "--scope", "everything")).toBe(3);
    expect(await run("webhook", "rotate", id)).toBe(0);
    expect(out).toContain("secret whsec_");
    expect(out).not.toContain(secret);
    expect(await run("webhook", "remove", id)).toBe(0);
    expect(await run("webhook", "remove", id)).toBe(3);
    const left = await store.db.pool.query("SELECT state, address_cipher, secret_cipher, former_secret_cipher FROM subscribers");
    expect(left.rows).toEqual([{ state: "erased", address_cipher: null, secret_cipher: null, former_secret_cipher: null }]);
    expect(await run("webhook", "add", URL_, "--scope", "everything")).toBe(0);
  });

  it.each([
    "http://hooks.example.org/",
    "https://127.0.0.1/",
    "https://169.254.169.254/",
    "https://[::1]/",
    "https://a:b@example.org/",
    "ftp://example.org/",
    "example",
  ])("refuses a receiver at %s", async (url) => {
    expect(await run("webhook", "add", url, "--scope", "everything")).toBe(3);
    expect(err).toMatch(/^The receiver cannot be called: .*\.\n$/);
  });

  it.each([
    [["webhook"]],
    [["webhook", "add", "https://example.org"]],
    [["webhook", "add", "https://example.org", "--scope", "claim:no-such-claim"]],
    [["webhook", "add", "https://example.org", "--scope", "toString:x"]],
    [["webhook", "rotate", "7"]],
    [["webhook", "sing", "7"]],
    [["sing"]],
    [[]],
  ])("does not take %j for a call", async (argv) => expect(await run(...argv)).toBe(2));
});

describe("alerts erase", () => {
  it("leaves nothing that leads to a person, and suppresses what was held", async () => {
    await store.db.pool.query(
      `INSERT INTO subscribers (id, channel, address_cipher, address_hash, state, locale, cadence, created_at, state_since)
       VALUES ('7d1a7b0e-0000-4000-8000-000000000001', 'mail', $1, $2, 'active', 'en', 'instant', now(), now())`,
      [subscriberKey(SECRET).seal("ada@example.org"), subscriberKey(SECRET).lookup("ada@example.org")],
    );
    await store.db.pool.query(
      `INSERT INTO subscriptions (id, subscriber_id, scope, created_at, confirmed_at) SELECT gen_random_uuid(), id, 'everything', now(), now() FROM subscribers`,
    );
    await addNotice(store.db, ["7d1a7b0e-0000-4000-8000-000000000001"]);
    expect(await run("erase", "Ada@example.org")).toBe(0);
    expect((await store.db.pool.query("SELECT state, address_cipher, address_hash FROM subscribers")).rows).toEqual([
      { state: "erased", address_cipher: null, address_hash: null },
    ]);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed erased": 1 }, conserved: true });
    expect((await store.db.pool.query("SELECT event FROM consent_events")).rows).toEqual([{ event: "erased" }]);
    expect(await run("erase", "ada@example.org")).toBe(3);
    expect(await run("erase", "a@example.org, b@example.org")).toBe(3);
  });
});
