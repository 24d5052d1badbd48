import { testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import {
  addNotice,
  addSubscriber,
  addSubscribers,
  clearDeliveries,
  deliverAllDue,
  hoursLater,
  messagesOf,
  NOW,
  settledDeliveries,
} from "../../../testing/deliveries.ts";
import { smtpError, smtpFixture, type TestSmtpOptions } from "../../../testing/smtp-server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const store = await testDatabase();
const office = smtpFixture();
afterAll(() => store.drop());
afterEach(async () => {
  await office.close();
  await clearDeliveries(store.db);
});
const post = (options?: TestSmtpOptions) => office.open(options);
const people = (count: number) => addSubscribers(store.db, count);

describe("a subscriber who must not be written to any more", () => {
  it.each(["unsubscribed", "bounced", "complained", "erased"])(
    "%s since the notice came about: it is suppressed with that reason",
    async (state) => {
      const { server, postman } = await post();
      await addNotice(store.db, await people(1));
      await store.db.pool.query("UPDATE subscribers SET state = $1", [state]);
      await deliverAllDue(store.db, { transport: postman });
      expect(server.taken).toEqual([]);
      expect(await settledDeliveries(store.db)).toEqual({ counts: { [`suppressed ${state}`]: 1 }, conserved: true });
    },
  );

  it("whose subscription has ended is not notified; one that still covers it is enough", async () => {
    const { server, postman } = await post();
    const id = await addSubscriber(store.db, { address: "ada@example.org", scopes: ["claim:a", "source:b"] });
    await store.db.pool.query("UPDATE subscriptions SET ended_at = $1 WHERE scope = 'claim:a'", [NOW]);
    await addNotice(store.db, [id], { scopes: ["claim:a"] });
    await addNotice(store.db, [id], { scopes: ["claim:a", "source:b"] });
    await deliverAllDue(store.db, { transport: postman });
    expect(server.taken).toHaveLength(1);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 1, "suppressed unsubscribed": 1 }, conserved: true });
  });

  it("between two attempts: the message is dropped", async () => {
    const { server, postman } = await post({ onRcptTo: (_address, _session, done) => done(smtpError(450, "4.2.0 later")) });
    await addNotice(store.db, await people(1));
    await deliverAllDue(store.db, { transport: postman });
    await store.db.pool.query("UPDATE subscribers SET state = 'unsubscribed'");
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(1) });
    expect(server.taken).toEqual([]);
    expect(await messagesOf(store.db)).toMatchObject([{ state: "dropped", reason: "unsubscribed" }]);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed unsubscribed": 1 }, conserved: true });
  });

  it("with an address that is not exactly one is never written to", async () => {
    const { server, postman } = await post();
    await addNotice(store.db, [await addSubscriber(store.db, { address: "a@example.org\r\nBcc: evil@example.org" })]);
    await deliverAllDue(store.db, { transport: postman });
    expect(server.taken).toEqual([]);
    expect(server.connections()).toBe(0);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed bounced": 1 }, conserved: true });
  });
});

describe("at most 20 mails a day for one person", () => {
  it("hold the remaining notices until there is room again, and drop nothing", async () => {
    const { server, postman } = await post();
    const readers = await people(1);
    for (let mail = 0; mail < 25; mail++) {
      await addNotice(store.db, readers, { dueAt: new Date(NOW.getTime() + mail * 60_000) });
      await deliverAllDue(store.db, { transport: postman, now: new Date(NOW.getTime() + mail * 60_000) });
    }
    expect(server.taken).toHaveLength(20);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 20, "held cap": 5 }, conserved: true });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(23.9) });
    expect(server.taken).toHaveLength(20);
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(24) });
    expect(server.taken).toHaveLength(21);
    expect((await server.parsed()).at(-1)?.subject).toMatch(/^5 notices/);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 25 }, conserved: true });
  });
});
