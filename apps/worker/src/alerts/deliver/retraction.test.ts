import { testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { addNotice, addSubscribers, clearDeliveries, deliverAllDue, hoursLater, settledDeliveries } from "../../../testing/deliveries.ts";
import { VISAS_RETRACTED } from "../../../testing/notice-facts.ts";
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

describe("a retraction", () => {
  it("answers the mail it retracts, and reaches that person", async () => {
    const { server, postman } = await post();
    const readers = await people(1);
    const first = await addNotice(store.db, readers);
    await deliverAllDue(store.db, { transport: postman });
    await addNotice(store.db, readers, { facts: VISAS_RETRACTED, retracts: first, dueAt: hoursLater(1) });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(1) });
    const [told, takenBack] = await server.parsed();
    expect(takenBack?.inReplyTo).toBe(told?.messageId);
    expect(takenBack?.references).toBe(told?.messageId);
    expect(takenBack?.subject).toMatch(/^Retracted: /);
  });

  it("reaches whoever was notified although they ended that subscription, but no one who has unsubscribed from everything", async () => {
    const { server, postman } = await post();
    const [ended, stopped] = await people(2);
    const first = await addNotice(store.db, [String(ended), String(stopped)]);
    await deliverAllDue(store.db, { transport: postman });
    await store.db.pool.query("UPDATE subscriptions SET ended_at = $1", [hoursLater(1)]);
    await store.db.pool.query("UPDATE subscribers SET state = 'unsubscribed' WHERE id = $1", [stopped]);
    await addNotice(store.db, [String(ended), String(stopped)], { facts: VISAS_RETRACTED, retracts: first, dueAt: hoursLater(2) });
    server.taken.length = 0;
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(2) });
    expect(server.taken).toHaveLength(1);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 3, "suppressed unsubscribed": 1 }, conserved: true });
  });

  it("in a digest answers the newest of the mails it is about", async () => {
    const { server, postman } = await post();
    const readers = await people(1);
    const first = await addNotice(store.db, readers);
    await deliverAllDue(store.db, { transport: postman });
    const second = await addNotice(store.db, readers, { dueAt: hoursLater(1) });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(1) });
    for (const retracts of [first, second]) await addNotice(store.db, readers, { facts: VISAS_RETRACTED, retracts, dueAt: hoursLater(2) });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(2) });
    const [, newest, takenBack] = await server.parsed();
    expect(takenBack?.subject).toMatch(/^2 notices: Retracted/);
    expect(takenBack?.inReplyTo).toBe(newest?.messageId);
  });

  it("waits while what it retracts is being sent", async () => {
    let greylisted = true;
    const { server, postman } = await post({
      onRcptTo: (_address, _session, done) => done(greylisted ? smtpError(450, "4.2.0 later") : null),
    });
    const readers = await people(1);
    const first = await addNotice(store.db, readers);
    await deliverAllDue(store.db, { transport: postman });
    await addNotice(store.db, readers, { facts: VISAS_RETRACTED, retracts: first });
    await deliverAllDue(store.db, { transport: postman });
    expect(await settledDeliveries(store.db)).toEqual({ counts: { "held original_on_its_way": 1, "held retry": 1 }, conserved: true });
    greylisted = false;
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(1) });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(2) });
    expect((await server.parsed()).map((mail) => mail.subject?.split(" ")[0])).toEqual(["F-1", "Retracted:"]);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 2 }, conserved: true });
  });

  it("is not sent where what it retracts never arrived", async () => {
    const { server, postman } = await post({
      receives: () => {
        throw smtpError(554, "5.6.0 no");
      },
    });
    const readers = await people(1);
    const first = await addNotice(store.db, readers);
    await deliverAllDue(store.db, { transport: postman });
    await addNotice(store.db, readers, { facts: VISAS_RETRACTED, retracts: first, dueAt: hoursLater(1) });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(1) });
    expect(server.taken).toEqual([]);
    expect(await settledDeliveries(store.db)).toEqual({
      counts: { "suppressed original_not_delivered": 1, "suppressed rejected": 1 },
      conserved: true,
    });
  });

  it("of what was still held sends neither", async () => {
    const { server, postman } = await post();
    const readers = await people(1);
    const first = await addNotice(store.db, readers, { dueAt: hoursLater(1) });
    await addNotice(store.db, readers, { facts: VISAS_RETRACTED, retracts: first });
    await deliverAllDue(store.db, { transport: postman });
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(2) });
    expect(server.taken).toEqual([]);
    expect(await settledDeliveries(store.db)).toEqual({
      counts: { "suppressed original_not_delivered": 1, "suppressed retracted_before_sent": 1 },
      conserved: true,
    });
  });
});
