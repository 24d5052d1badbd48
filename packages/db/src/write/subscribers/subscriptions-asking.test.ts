import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  personOf,
  requestAndFind,
  type SubscriptionStore,
  subscriptionStore,
  TEST_KEY,
  TEST_REQUEST,
} from "../../../testing/subscriber-builders.ts";
import { confirmSubscription, requestSubscription } from "./subscriptions.ts";

const DAY = 86_400_000;
const NOW = new Date("2026-11-28T10:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

let store: SubscriptionStore;
beforeAll(async () => {
  store = await subscriptionStore();
});
afterAll(() => store.drop());

const mailsTo = async (id: string) => (await store.rows("SELECT FROM messages WHERE subscriber_id = $1 AND kind = 'confirm'", id)).length;

describe("requesting a subscription", () => {
  it("queues one mail and counts for nothing before it is confirmed", async () => {
    const person = await requestAndFind(
      store.owner,
      store.web,
      { address: "new@example.org", scopes: ["everything", "claim:a", "everything"] },
      NOW,
    );
    expect(await store.stateOf(person.id)).toBe("pending");
    expect(await store.wishesOf(person.id)).toMatchObject([
      { scope: "claim:a", confirmed: false },
      { scope: "everything", confirmed: false },
    ]);
    expect(await mailsTo(person.id)).toBe(1);
    expect(await store.eventsOf(person.id)).toEqual(["requested"]);
  });

  it("stores no token, only its hash", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "hash@example.org" }, NOW);
    const kept = await store.rows<{ hash: Buffer; purpose: string }>(
      "SELECT hash, purpose FROM tokens WHERE subscriber_id = $1 ORDER BY purpose",
      person.id,
    );
    expect(kept.map((token) => token.purpose)).toEqual(["confirm", "manage", "unsubscribe"]);
    for (const token of [person.confirm, person.manage, person.unsubscribe])
      expect(kept.some(({ hash }) => hash.includes(Buffer.from(token)) || hash.equals(Buffer.from(token, "base64url")))).toBe(false);
  });

  it("responds the same whether the address is known, and finds it whatever its case", async () => {
    const first = await requestAndFind(store.owner, store.web, { address: "Known@example.org" }, NOW);
    expect(await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address: "known@example.org" }, later(1000))).toBeUndefined();
    expect((await personOf(store.owner, "KNOWN@example.org"))?.id).toBe(first.id);
  });

  it("writes to one address at most three times an hour and six times a day, and does not reveal it", async () => {
    const address = "often@example.org";
    const person = await requestAndFind(store.owner, store.web, { address }, NOW);
    const ask = async (at: Date) => {
      await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address, scopes: [`claim:c${at.getTime()}`] }, at);
      return mailsTo(person.id);
    };
    expect([await ask(later(1)), await ask(later(2)), await ask(later(3)), await ask(later(3_000_000))]).toEqual([2, 3, 3, 3]);
    const hour = 3_600_000;
    expect([await ask(later(hour + 9)), await ask(later(hour + 10)), await ask(later(hour + 11))]).toEqual([4, 5, 6]);
    expect([await ask(later(9 * hour)), await ask(later(DAY + 1_000))]).toEqual([6, 7]);
    expect((await store.wishesOf(person.id)).length).toBe(7);
  });

  it("never writes again to a person who complained", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "angry@example.org" }, NOW);
    await store.owner.pool.query("UPDATE subscribers SET state = 'complained' WHERE id = $1", [person.id]);
    await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address: "angry@example.org" }, later(DAY * 2));
    expect(await mailsTo(person.id)).toBe(1);
    expect(await confirmSubscription(store.web, person.confirm, later(1))).toBe("ended");
    expect(await store.stateOf(person.id)).toBe("complained");
  });

  it("leaves the settings of a confirmed subscriber as they are until the new subscription is confirmed", async () => {
    const address = "settled@example.org";
    const person = await requestAndFind(store.owner, store.web, { address, cadence: "instant" }, NOW);
    await confirmSubscription(store.web, person.confirm, later(1));
    const again = await requestAndFind(
      store.owner,
      store.web,
      { address, scopes: ["source:s"], cadence: "weekly", locale: "zh-CN" },
      later(2),
    );
    const settings = async () => (await store.rows("SELECT cadence, locale, state FROM subscribers WHERE id = $1", person.id))[0];
    expect(await settings()).toEqual({ cadence: "instant", locale: "en", state: "active" });
    expect(await confirmSubscription(store.web, again.confirm, later(3))).toBe("confirmed");
    expect(await settings()).toEqual({ cadence: "weekly", locale: "zh-CN", state: "active" });
  });

  it("refuses a time zone the database does not know, and stores nothing of it", async () => {
    const asked = requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address: "zone@example.org", timeZone: "Mars/Olympus" }, NOW);
    await expect(asked).rejects.toThrow("time zone");
    expect(await personOf(store.owner, "zone@example.org")).toBeNull();
  });

  it("stores a user rule once, at most 500 new ones a day", async () => {
    const spec = { id: "own-0123456789abcdef" } as never;
    for (const address of ["rule-a@example.org", "rule-b@example.org"])
      await requestAndFind(store.owner, store.web, { address, rule: spec, scopes: ["rule:own-0123456789abcdef"] }, NOW);
    expect(await store.rows("SELECT id, spec FROM alert_rules")).toEqual([{ id: "own-0123456789abcdef", spec }]);
    await store.owner.pool.query(
      `INSERT INTO alert_rules (id, spec, created_at) SELECT 'own-' || n, '{}', $1 FROM generate_series(1, 499) n`,
      [NOW],
    );
    const late = { ...TEST_REQUEST, address: "rule-c@example.org", rule: { id: "own-late" } as never, scopes: ["rule:own-late"] };
    await requestSubscription(store.web, TEST_KEY, late, later(1));
    expect((await store.rows("SELECT FROM alert_rules WHERE id = 'own-late'")).length).toBe(0);
    await requestSubscription(store.web, TEST_KEY, late, later(DAY + 2));
    expect((await store.rows("SELECT FROM alert_rules WHERE id = 'own-late'")).length).toBe(1);
  });

  it("follows the limits that the owner has set, and writes to no one while they are missing", async () => {
    const address = "limits@example.org";
    await store.owner.pool.query(
      "UPDATE subscription_limits SET confirmations_per_hour = 1, confirm_link_hours = 1, open_subscriptions = 2",
    );
    const person = await requestAndFind(store.owner, store.web, { address, scopes: ["claim:a"] }, NOW);
    await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address, scopes: ["claim:b"] }, later(1));
    expect(await mailsTo(person.id)).toBe(1);
    expect(await confirmSubscription(store.web, person.confirm, later(3_600_000))).toBe("expired");
    await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address, scopes: ["claim:b"] }, later(DAY));
    await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address, scopes: ["claim:c"] }, later(2 * DAY));
    expect((await store.wishesOf(person.id)).map(({ scope }) => scope)).toEqual(["claim:a", "claim:b"]);
    await store.owner.pool.query("DELETE FROM subscription_limits");
    await expect(requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address }, later(3 * DAY))).rejects.toThrow(
      "returned no rows",
    );
    await store.owner.pool.query("INSERT INTO subscription_limits DEFAULT VALUES");
    await expect(store.owner.pool.query("INSERT INTO subscription_limits (id) VALUES (2)")).rejects.toThrow("violates check constraint");
  });

  it("wakes the queue in the same transaction, where there is one", async () => {
    await store.owner.pool.query(`CREATE SCHEMA graphile_worker; CREATE TABLE graphile_worker.woken (job text, key text);
      CREATE FUNCTION graphile_worker.add_job(identifier text, job_key text) RETURNS void LANGUAGE sql AS 'INSERT INTO graphile_worker.woken VALUES (identifier, job_key)'`);
    await requestAndFind(store.owner, store.web, { address: "wake@example.org" }, NOW);
    expect(await store.rows("SELECT * FROM graphile_worker.woken")).toEqual([{ job: "deliver", key: "deliver" }]);
    await store.owner.pool.query("DROP SCHEMA graphile_worker CASCADE");
  });

  it("deletes after a week what was not confirmed", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "mistyped@example.org" }, NOW);
    await requestAndFind(store.owner, store.web, { address: "other@example.org" }, later(8 * DAY));
    expect([await personOf(store.owner, "mistyped@example.org"), await store.stateOf(person.id)]).toEqual([null, "erased"]);
    expect(await store.eventsOf(person.id)).toEqual(["requested", "forgotten"]);
  });
});
