import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  heldNotice,
  requestAndFind,
  type SubscriptionStore,
  subscriptionStore,
  TEST_KEY,
  TEST_REQUEST,
} from "../../../testing/subscriber-builders.ts";
import { readUnsubscribeLink } from "../../read/subscribers/subscriber-links.ts";
import { confirmSubscription, requestSubscription, unsubscribe } from "./subscriptions.ts";

const DAY = 86_400_000;
const NOW = new Date("2026-11-28T10:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

let store: SubscriptionStore;
beforeAll(async () => {
  store = await subscriptionStore();
});
afterAll(() => store.drop());

describe("unsubscribing", () => {
  it("ends everything, sends nothing of what is held, and again does nothing", async () => {
    const address = "stop@example.org";
    const person = await requestAndFind(store.owner, store.web, { address, scopes: ["claim:a", "source:s"] }, NOW);
    await confirmSubscription(store.web, person.confirm, NOW);
    await requestAndFind(store.owner, store.web, { address, scopes: ["indicator:i"] }, later(1));
    const wishes = [{ id: (await store.wishesOf(person.id))[0]?.id ?? "", person: person.id }];
    const id = await heldNotice(store.owner, { scopes: ["claim:a"], wishes, at: "2026-11-28T11:00:00Z" });
    expect(await readUnsubscribeLink(store.web, person.unsubscribe, later(2))).toEqual({ state: "active", open: 3, everConfirmed: true });
    expect(await unsubscribe(store.web, person.unsubscribe, "one_click", later(3))).toBe("unsubscribed");
    expect(await unsubscribe(store.web, person.unsubscribe, "one_click", later(4))).toBe("already");
    expect(await readUnsubscribeLink(store.web, person.unsubscribe, later(5))).toEqual({
      state: "unsubscribed",
      open: 0,
      everConfirmed: true,
    });
    expect(await store.rows("SELECT state, reason, settled_at FROM deliveries WHERE transition_id = $1", id)).toEqual([
      { state: "suppressed", reason: "unsubscribed", settled_at: later(3) },
    ]);
    expect(await store.rows("SELECT state, reason FROM messages WHERE subscriber_id = $1", person.id)).toEqual([
      { state: "dropped", reason: "unsubscribed" },
      { state: "dropped", reason: "unsubscribed" },
    ]);
    expect(await store.eventsOf(person.id)).toEqual(["requested", "confirmed", "requested", "unsubscribed"]);
  });

  it("leaves what is on the wire to the worker", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "wire@example.org" }, NOW);
    await confirmSubscription(store.web, person.confirm, NOW);
    const wishes = [{ id: (await store.wishesOf(person.id))[0]?.id ?? "", person: person.id }];
    const id = await heldNotice(store.owner, { scopes: TEST_REQUEST.scopes, wishes, at: "2026-11-28T11:00:00Z" });
    await store.owner.pool.query(
      `WITH m AS (INSERT INTO messages (id, subscriber_id, kind, state, due_at, created_at) VALUES (gen_random_uuid(), $1, 'notices', 'sending', $2, $2) RETURNING id)
       UPDATE deliveries SET message_id = m.id FROM m WHERE transition_id = $3`,
      [person.id, NOW, id],
    );
    await unsubscribe(store.web, person.unsubscribe, "page", later(1));
    expect(await store.rows("SELECT state FROM deliveries WHERE transition_id = $1", id)).toEqual([{ state: "held" }]);
    expect(await store.rows("SELECT state FROM messages WHERE subscriber_id = $1 AND kind = 'notices'", person.id)).toEqual([
      { state: "sending" },
    ]);
  });

  it("can be undone by a new double opt-in, and only by that", async () => {
    const address = "back@example.org";
    const person = await requestAndFind(store.owner, store.web, { address }, NOW);
    await confirmSubscription(store.web, person.confirm, NOW);
    await unsubscribe(store.web, person.unsubscribe, "page", later(1));
    expect(await confirmSubscription(store.web, person.confirm, later(2))).toBe("ended");
    const again = await requestAndFind(store.owner, store.web, { address }, later(3));
    expect(again.id).toBe(person.id);
    expect(again.confirm).not.toBe(person.confirm);
    expect(await confirmSubscription(store.web, again.confirm, later(4))).toBe("confirmed");
    expect(await store.stateOf(person.id)).toBe("active");
    expect((await store.wishesOf(person.id)).map((wish) => wish.ended)).toEqual([true, false]);
  });

  it("of a person whom others sign up blocks that for half a year, because nothing was ever confirmed", async () => {
    const address = "pestered@example.org";
    const person = await requestAndFind(store.owner, store.web, { address }, NOW);
    await unsubscribe(store.web, person.unsubscribe, "page", later(1));
    const mails = async () => (await store.rows("SELECT FROM messages WHERE subscriber_id = $1", person.id)).length;
    for (const days of [1, 30, 179]) await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address }, later(days * DAY));
    expect([await mails(), await store.stateOf(person.id)]).toEqual([1, "unsubscribed"]);
    expect(await readUnsubscribeLink(store.web, person.unsubscribe, later(2))).toMatchObject({ everConfirmed: false });
    await requestSubscription(store.web, TEST_KEY, { ...TEST_REQUEST, address }, later(181 * DAY));
    expect([await mails(), await store.stateOf(person.id)]).toEqual([2, "pending"]);
  });

  it("of a person who complained keeps the complaint", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "complaint@example.org" }, NOW);
    await store.owner.pool.query("UPDATE subscribers SET state = 'complained' WHERE id = $1", [person.id]);
    expect(await unsubscribe(store.web, person.unsubscribe, "one_click", later(1))).toBe("unsubscribed");
    expect(await store.stateOf(person.id)).toBe("complained");
  });
});
