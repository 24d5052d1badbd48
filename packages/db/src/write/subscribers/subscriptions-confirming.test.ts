import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestAndFind, type SubscriptionStore, subscriptionStore, TEST_KEY, TEST_REQUEST } from "../../../testing/subscriber-builders.ts";
import { readConfirmLink, readManageLink, readUnsubscribeLink } from "../../read/subscribers/subscriber-links.ts";
import { changeSettings, confirmSubscription, endSubscription, unsubscribe } from "./subscriptions.ts";

const DAY = 86_400_000;
const NOW = new Date("2026-11-28T10:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

let store: SubscriptionStore;
beforeAll(async () => {
  store = await subscriptionStore();
});
afterAll(() => store.drop());

describe("a link for a confirmation", () => {
  it("counts once, and reports that when it is used again", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "twice@example.org" }, NOW);
    expect(await readConfirmLink(store.web, person.confirm, NOW)).toMatchObject({
      state: "open",
      asked: { scopes: TEST_REQUEST.scopes, cadence: "instant" },
    });
    expect(await confirmSubscription(store.web, person.confirm, later(1))).toBe("confirmed");
    expect(await confirmSubscription(store.web, person.confirm, later(2))).toBe("used");
    expect(await readConfirmLink(store.web, person.confirm, later(3))).toMatchObject({ state: "used" });
    expect(await store.rows("SELECT confirmed_at FROM subscribers WHERE id = $1", person.id)).toEqual([{ confirmed_at: later(1) }]);
    expect(await store.eventsOf(person.id)).toEqual(["requested", "confirmed"]);
  });

  it("counts once although it is used twice at the same moment", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "race@example.org" }, NOW);
    const said = await Promise.all([1, 2, 3].map((ms) => confirmSubscription(store.web, person.confirm, later(ms))));
    expect(said.sort()).toEqual(["confirmed", "used", "used"]);
  });

  it("does nothing once 48 hours have passed, and is valid again when it is requested again", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "late@example.org" }, NOW);
    expect(await confirmSubscription(store.web, person.confirm, later(2 * DAY))).toBe("expired");
    expect(await readConfirmLink(store.web, person.confirm, later(2 * DAY))).toMatchObject({ state: "expired" });
    expect(await store.stateOf(person.id)).toBe("pending");
    const again = await requestAndFind(store.owner, store.web, { address: "late@example.org" }, later(3 * DAY));
    expect(again.confirm).toBe(person.confirm);
    expect(await confirmSubscription(store.web, again.confirm, later(3 * DAY + 1))).toBe("confirmed");
  });

  it.each(["", "x", "A".repeat(43), "\0", "a".repeat(100_000)])("that we never gave out does nothing (case %#)", async (token) => {
    expect(await readConfirmLink(store.web, token, NOW)).toBeNull();
    expect(await readUnsubscribeLink(store.web, token, NOW)).toBeNull();
    expect(await readManageLink(store.web, TEST_KEY, token, NOW)).toBeNull();
    expect([await confirmSubscription(store.web, token, NOW), await unsubscribe(store.web, token, "page", NOW)]).toEqual([
      "unknown",
      "unknown",
    ]);
    expect(await changeSettings(store.web, token, TEST_REQUEST, NOW)).toBe(false);
  });

  it("opens no other page, and no other link opens its", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "purpose@example.org" }, NOW);
    expect(await readManageLink(store.web, TEST_KEY, person.confirm, NOW)).toBeNull();
    expect(await readManageLink(store.web, TEST_KEY, person.unsubscribe, NOW)).toBeNull();
    expect(await confirmSubscription(store.web, person.manage, NOW)).toBe("unknown");
    expect(await unsubscribe(store.web, person.confirm, "page", NOW)).toBe("unknown");
    expect(await endSubscription(store.web, person.unsubscribe, (await store.wishesOf(person.id))[0]?.id ?? "", NOW)).toBe(false);
  });

  it("is over once everything was ended, and begins nothing again", async () => {
    const person = await requestAndFind(store.owner, store.web, { address: "changed-mind@example.org" }, NOW);
    await unsubscribe(store.web, person.unsubscribe, "page", later(1));
    expect(await confirmSubscription(store.web, person.confirm, later(2))).toBe("ended");
    expect(await store.stateOf(person.id)).toBe("unsubscribed");
  });
});
