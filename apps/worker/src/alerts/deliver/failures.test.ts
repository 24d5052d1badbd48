import { testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import {
  addNotice,
  addSubscribers,
  clearDeliveries,
  deliverAllDue,
  hoursLater,
  messagesOf,
  NOW,
  settledDeliveries,
} from "../../../testing/deliveries.ts";
import { smtpError, smtpFixture, startSmtpServer, type TestSmtpOptions } from "../../../testing/smtp-server.ts";
import { type SmtpTimeouts, smtpTransport } from "../mail/transport.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const store = await testDatabase();
const office = smtpFixture();
afterAll(() => store.drop());
afterEach(async () => {
  await office.close();
  await clearDeliveries(store.db);
});
const post = (options?: TestSmtpOptions, times?: SmtpTimeouts) => office.open(options, times);
const people = (count: number) => addSubscribers(store.db, count);

describe("a server that does not accept a mail", () => {
  it("now: it is tried again later and later, under the same id, until it is given up", async () => {
    const { server, postman } = await post({ onRcptTo: (_address, _session, done) => done(smtpError(450, "4.2.0 greylisted")) });
    await addNotice(store.db, await people(1));
    const waits: number[] = [];
    let now = NOW;
    for (let attempt = 1; attempt <= 6; attempt++) {
      await deliverAllDue(store.db, { transport: postman, now });
      const [message] = await messagesOf(store.db);
      if (message?.state !== "queued") break;
      expect(await settledDeliveries(store.db)).toEqual({ counts: { "held retry": 1 }, conserved: true });
      waits.push(Math.round((message.due_at.getTime() - now.getTime()) / 60_000));
      now = message.due_at;
    }
    expect(waits).toEqual([1, 5, 25, 125, 625]);
    expect(await messagesOf(store.db)).toMatchObject([{ state: "dead", reason: "undeliverable", attempts: 6 }]);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed undeliverable": 1 }, conserved: true });
    expect(server.taken).toEqual([]);
    expect((await store.db.pool.query("SELECT state FROM subscribers")).rows).toEqual([{ state: "active" }]);
  });

  it("adds jitter to delays, so that messages that failed together are not retried together", async () => {
    const { postman } = await post({ onRcptTo: (_address, _session, done) => done(smtpError(450, "4.2.0 greylisted")) });
    await addNotice(store.db, await people(2));
    const random = [0, 0.8].values();
    await deliverAllDue(store.db, { transport: postman, random: () => random.next().value ?? 0 });
    expect((await messagesOf(store.db)).map(({ due_at }) => (due_at.getTime() - NOW.getTime()) / 1_000).sort()).toEqual([60, 84]);
  });

  it("because there is no such address: the person is not written to again, and why is in their history", async () => {
    const { server, postman } = await post({
      onRcptTo: (_address, _session, done) => done(smtpError(550, "5.1.1 <reader-0@example.org> unknown")),
    });
    const readers = await people(1);
    await addNotice(store.db, readers);
    await addNotice(store.db, readers, { dueAt: hoursLater(24) });
    expect(await deliverAllDue(store.db, { transport: postman })).toEqual({ accepted: 0, deferred: 0, rejected: 1 });
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed bounced": 2 }, conserved: true });
    expect((await store.db.pool.query("SELECT state FROM subscribers")).rows).toEqual([{ state: "bounced" }]);
    expect((await store.db.pool.query("SELECT event, detail FROM consent_events")).rows).toEqual([
      { event: "bounced", detail: { code: 550 } },
    ]);
    expect((await store.db.pool.query("SELECT reply FROM message_attempts")).rows).toEqual([{ reply: "550 5.1.1 <(address)> unknown" }]);
    await addNotice(store.db, readers);
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(48) });
    expect(server.taken).toEqual([]);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "suppressed bounced": 3 }, conserved: true });
  });

  it("of another kind for good: that mail is given up, and the third in a row ends the address", async () => {
    let refuses = true;
    const { server, postman } = await post({
      receives: () => {
        if (refuses) throw smtpError(554, "5.6.0 content refused");
      },
    });
    const readers = await people(1);
    const round = async (): Promise<void> => {
      await addNotice(store.db, readers);
      await deliverAllDue(store.db, { transport: postman });
    };
    const soft = async () => (await store.db.pool.query("SELECT state, soft_bounces AS soft FROM subscribers")).rows[0];
    await round();
    await round();
    expect(await soft()).toEqual({ state: "active", soft: 2 });
    refuses = false;
    await round();
    expect(await soft()).toEqual({ state: "active", soft: 0 });
    refuses = true;
    for (let times = 0; times < 3; times++) await round();
    expect(await soft()).toMatchObject({ state: "bounced" });
    expect(server.taken).toHaveLength(1);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 1, "suppressed rejected": 5 }, conserved: true });
  });

  it("in cooldown gets no messages, and nothing is lost or counted against a mail", async () => {
    const { postman, server } = await post({ onConnect: (_session, done) => done(smtpError(421, "4.3.2 going down")) });
    await addNotice(store.db, await people(200));
    const drained = await deliverAllDue(store.db, { transport: postman });
    expect(drained.accepted + drained.rejected).toBe(0);
    expect(server.connections()).toBeLessThan(40);
    expect(await settledDeliveries(store.db)).toMatchObject({ conserved: true });
    const messages = await messagesOf(store.db);
    expect(messages).toHaveLength(200);
    expect(messages.every(({ state, attempts, due_at }) => state === "queued" && attempts === 0 && due_at > NOW)).toBe(true);
    const open = await startSmtpServer();
    const other = smtpTransport(open.url);
    await deliverAllDue(store.db, { transport: other, now: hoursLater(2) });
    expect(open.taken).toHaveLength(200);
    await other.close();
    await open.close();
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 200 }, conserved: true });
  });

  it("that is down: everything waits, and goes out once it is up", async () => {
    const down = smtpTransport("smtp://127.0.0.1:1");
    await addNotice(store.db, await people(20));
    await deliverAllDue(store.db, { transport: down });
    await down.close();
    expect((await messagesOf(store.db)).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(20).fill("queued 0"));
    const { server, postman } = await post();
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(2) });
    expect(server.taken).toHaveLength(20);
  });

  it.each([
    ["drops the connection in the middle of a mail", () => new Promise<void>(() => office.drop())],
    ["says nothing after a mail it may have taken", () => new Promise<void>(() => undefined)],
  ])("but %s: it is sent again as the same mail", async (_, answer) => {
    let lost = true;
    const receives: TestSmtpOptions["receives"] = async (mail) => {
      if (!lost) return;
      lost = false;
      taking.taken.push(mail);
      await answer();
    };
    const { server: taking, postman } = await post({ receives }, { silenceMs: 2_500 });
    await addNotice(store.db, await people(1));
    await deliverAllDue(store.db, { transport: postman });
    const [message] = await messagesOf(store.db);
    expect(message).toMatchObject({ state: "queued", attempts: 1 });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(2) });
    expect(taking.taken).toHaveLength(2);
    expect(taking.taken[0]?.raw.equals(taking.taken[1]?.raw ?? Buffer.alloc(0))).toBe(true);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 1 }, conserved: true });
  });

  it("one of many: all others get theirs", async () => {
    const { server, postman } = await post({
      onRcptTo: ({ address }, _session, done) => done(address === "reader-3@example.org" ? smtpError(550, "5.1.1 no") : null),
    });
    await addNotice(store.db, await people(10));
    await deliverAllDue(store.db, { transport: postman });
    expect(server.taken).toHaveLength(9);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 9, "suppressed bounced": 1 }, conserved: true });
  });
});
