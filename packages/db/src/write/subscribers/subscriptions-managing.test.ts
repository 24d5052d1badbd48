import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  heldNotice,
  personOf,
  requestAndFind,
  type SubscriptionStore,
  subscriptionStore,
  TEST_KEY,
} from "../../../testing/subscriber-builders.ts";
import { readManageLink } from "../../read/subscribers/subscriber-links.ts";
import { changeSettings, confirmSubscription, endSubscription, renewLinks, restartSubscription, unsubscribe } from "./subscriptions.ts";

const DAY = 86_400_000;
const NOW = new Date("2026-11-28T10:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

let store: SubscriptionStore;
beforeAll(async () => {
  store = await subscriptionStore();
});
afterAll(() => store.drop());

describe("a manage link", () => {
  const confirmed = async (address: string, scopes: string[]) => {
    const person = await requestAndFind(store.owner, store.web, { address, scopes }, NOW);
    await confirmSubscription(store.web, person.confirm, NOW);
    return person;
  };

  it("shows its holder the address and every subscription", async () => {
    const person = await confirmed("shown@example.org", ["claim:a", "source:s"]);
    expect(await readManageLink(store.web, TEST_KEY, person.manage, NOW)).toMatchObject({
      address: "shown@example.org",
      state: "active",
      generation: 1,
      subscriptions: [{ scope: "claim:a", endedAt: null }, { scope: "source:s" }],
      consents: [{ event: "confirmed" }, { event: "requested" }],
      held: 0,
    });
  });

  it("changes the settings, for what is held as well", async () => {
    const person = await confirmed("settings@example.org", ["claim:a"]);
    const [wish] = await store.wishesOf(person.id);
    await heldNotice(store.owner, { scopes: ["claim:a"], wishes: [{ id: wish?.id ?? "", person: person.id }], at: "2026-11-28T11:00:00Z" });
    const settings = { cadence: "daily", locale: "zh-CN", timeZone: "Asia/Shanghai", quiet: { from: 22, to: 7 } } as const;
    expect(await changeSettings(store.web, person.manage, settings, later(1))).toBe(true);
    expect(await store.rows("SELECT due_at FROM deliveries WHERE subscriber_id = $1", person.id)).toEqual([
      { due_at: new Date("2026-11-28T23:00:00Z") },
    ]);
    expect(await changeSettings(store.web, person.manage, settings, later(2))).toBe(true);
    expect(await store.eventsOf(person.id)).toEqual(["requested", "confirmed", "changed"]);
  });

  it("ends one subscription: what is held for it goes on for another that covers it, else is suppressed, but never a retraction", async () => {
    const person = await confirmed("end@example.org", ["claim:a", "everything"]);
    const [a, everything] = await store.wishesOf(person.id);
    const wishes = [{ id: a?.id ?? "", person: person.id }];
    const both = await heldNotice(store.owner, { scopes: ["claim:a", "everything"], wishes, at: "2026-11-28T11:00:00Z" });
    const one = await heldNotice(store.owner, { scopes: ["claim:a"], wishes, at: "2026-11-28T11:00:00Z" });
    const back = await heldNotice(store.owner, { scopes: ["claim:a"], wishes, at: "2026-11-28T11:00:00Z", tells: "retracted" });
    expect(await endSubscription(store.web, person.manage, a?.id ?? "", later(1))).toBe(true);
    expect(await endSubscription(store.web, person.manage, a?.id ?? "", later(2))).toBe(false);
    expect(
      await store.rows(
        "SELECT transition_id AS id, state, reason, subscription_id AS subscription FROM deliveries WHERE subscriber_id = $1 ORDER BY 1",
        person.id,
      ),
    ).toEqual([
      { id: both, state: "held", reason: null, subscription: everything?.id },
      { id: one, state: "suppressed", reason: "unsubscribed", subscription: a?.id },
      { id: back, state: "held", reason: null, subscription: a?.id },
    ]);
  });

  it("ends no subscription of anyone else", async () => {
    const [mine, theirs] = [await confirmed("mine@example.org", ["claim:a"]), await confirmed("theirs@example.org", ["claim:a"])];
    const [wish] = await store.wishesOf(theirs.id);
    expect(await endSubscription(store.web, mine.manage, wish?.id ?? "", later(1))).toBe(false);
    expect((await store.wishesOf(theirs.id))[0]?.ended).toBe(false);
  });

  it("restarts a subscription that it ended, as a new one, until everything was ended", async () => {
    const person = await confirmed("restart@example.org", ["claim:a"]);
    const former = (await store.wishesOf(person.id))[0]?.id ?? "";
    expect(await restartSubscription(store.web, person.manage, former, later(1))).toBe(false);
    await endSubscription(store.web, person.manage, former, later(2));
    expect(await restartSubscription(store.web, person.manage, former, later(3))).toBe(true);
    expect(await restartSubscription(store.web, person.manage, former, later(4))).toBe(false);
    expect((await store.wishesOf(person.id)).map((wish) => wish.ended)).toEqual([true, false]);
    await unsubscribe(store.web, person.manage, "manage", later(5));
    expect(await restartSubscription(store.web, person.manage, former, later(6))).toBe(false);
  });

  it("restarts no subscription that was never confirmed", async () => {
    const person = await confirmed("never@example.org", ["claim:a"]);
    await requestAndFind(store.owner, store.web, { address: "never@example.org", scopes: ["claim:b"] }, later(1));
    const waiting = (await store.wishesOf(person.id)).find((wish) => wish.scope === "claim:b")?.id ?? "";
    await endSubscription(store.web, person.manage, waiting, later(2));
    expect(await restartSubscription(store.web, person.manage, waiting, later(3))).toBe(false);
  });

  it("is invalid once it is exchanged; links to unsubscribe in mails that were sent work for 30 days more", async () => {
    const person = await confirmed("renew@example.org", ["claim:a"]);
    const link = { token: person.manage, subscriber: person.id, generation: 1 };
    const fresh = await renewLinks(store.web, TEST_KEY, link, later(1));
    expect(fresh).toBe((await personOf(store.owner, "renew@example.org"))?.manage);
    expect(await readManageLink(store.web, TEST_KEY, person.manage, later(2))).toBeNull();
    expect(await readManageLink(store.web, TEST_KEY, fresh ?? "", later(2))).toMatchObject({ generation: 2 });
    expect(await renewLinks(store.web, TEST_KEY, link, later(3))).toBeNull();
    expect(await unsubscribe(store.web, person.unsubscribe, "one_click", later(31 * DAY))).toBe("unknown");
    expect(await unsubscribe(store.web, person.unsubscribe, "one_click", later(29 * DAY))).toBe("unsubscribed");
  });
});
