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
import { VERDICT_CHANGED, VISAS_FELL } from "../../../testing/notice-facts.ts";
import { smtpFixture, type TestSmtpOptions } from "../../../testing/smtp-server.ts";

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

describe("what is due", () => {
  it("reaches each person in one mail under its message's id, is logged and settled", async () => {
    const { server, postman } = await post();
    const [ada, bo] = [
      await addSubscriber(store.db, { address: "ada@example.org" }),
      await addSubscriber(store.db, { address: "bo@example.org", locale: "zh-CN" }),
    ];
    await addNotice(store.db, [ada, bo]);
    expect(await deliverAllDue(store.db, { transport: postman })).toEqual({ accepted: 2, deferred: 0, rejected: 0 });
    expect(server.taken.map(({ to }) => to).sort()).toEqual([["ada@example.org"], ["bo@example.org"]]);
    const messages = await messagesOf(store.db);
    expect((await server.parsed()).map((mail) => mail.messageId).sort()).toEqual(
      messages.map(({ id }) => `<${id}@monitor.example.org>`).sort(),
    );
    expect(messages).toMatchObject([
      { state: "sent", attempts: 1 },
      { state: "sent", attempts: 1 },
    ]);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 2 }, conserved: true });
    const { rows } = await store.db.pool.query("SELECT outcome, code, reply FROM message_attempts");
    expect(rows).toEqual([
      { outcome: "accepted", code: 250, reply: "accepted" },
      { outcome: "accepted", code: 250, reply: "accepted" },
    ]);
    expect(await deliverAllDue(store.db, { transport: postman })).toEqual({ accepted: 0, deferred: 0, rejected: 0 });
    expect(server.taken).toHaveLength(2);
  });

  it("waits for its time", async () => {
    const { server, postman } = await post();
    await addNotice(store.db, await people(1), { dueAt: hoursLater(1) });
    await deliverAllDue(store.db, { transport: postman });
    expect(server.taken).toEqual([]);
    await deliverAllDue(store.db, { transport: postman, now: hoursLater(1) });
    expect(server.taken).toHaveLength(1);
  });

  it("several of one person make a digest", async () => {
    const { server, postman } = await post();
    const readers = await people(1);
    await addNotice(store.db, readers);
    await addNotice(store.db, readers, { facts: VERDICT_CHANGED });
    await deliverAllDue(store.db, { transport: postman });
    const [mail] = await server.parsed();
    expect(server.taken).toHaveLength(1);
    expect(mail?.subject).toMatch(/^2 notices: /);
    expect(mail?.text).toContain("Verdict changed: ");
    expect(mail?.text).toContain("fell 18.2 % year on year in 2025");
  });

  it("10,000 at once for one person are one mail that lists 50", async () => {
    const { server, postman } = await post();
    const [one = ""] = await people(1);
    await store.db.pool.query(
      `WITH t AS (
         INSERT INTO alert_transitions (rule, rule_fingerprint, effective_at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes)
         SELECT 'r' || n, 'f', $1, $1, 'normal', 'firing', 'fired', 'new_period', $2, '{everything}' FROM generate_series(1, 10000) n RETURNING id
       ), n AS (INSERT INTO notices (transition_id, audience) SELECT id, 1 FROM t)
       SELECT`,
      [VISAS_FELL.at, JSON.stringify(VISAS_FELL)],
    );
    await store.db.pool.query(
      `INSERT INTO deliveries (transition_id, subscriber_id, subscription_id, state, due_at)
       SELECT t.id, $1, (SELECT id FROM subscriptions WHERE subscriber_id = $1), 'held', $2 FROM alert_transitions t`,
      [one, NOW],
    );
    await deliverAllDue(store.db, { transport: postman });
    const [mail] = await server.parsed();
    expect(server.taken).toHaveLength(1);
    expect(mail?.text?.match(/\/alerts\/\d+/g)).toHaveLength(50);
    expect(mail?.text).toContain("And 9,950 more");
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 10_000 }, conserved: true });
  });

  it("goes out once for each of many, whoever of two workers sends it", { timeout: 60_000 }, async () => {
    const { server, postman } = await post();
    await addNotice(store.db, await people(400));
    const drained = await Promise.all([
      deliverAllDue(store.db, { transport: postman, batch: 30 }),
      deliverAllDue(store.db, { transport: postman, batch: 30 }),
    ]);
    expect(drained[0].accepted + drained[1].accepted).toBe(400);
    expect(Math.min(drained[0].accepted, drained[1].accepted)).toBeGreaterThan(0);
    expect(new Set(server.taken.map(({ to }) => to[0])).size).toBe(400);
    expect(server.taken).toHaveLength(400);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 400 }, conserved: true });
  });
});

describe("a store sealed under another key", () => {
  it("sends nothing and gives nothing up: a person has to put the key right", async () => {
    const { server, postman } = await post();
    const readers = await people(1);
    await addNotice(store.db, readers);
    await store.db.pool.query("UPDATE subscribers SET address_cipher = decode(repeat('00', 60), 'hex')");
    const said: string[] = [];
    await deliverAllDue(store.db, { transport: postman, log: (_level, line) => said.push(line) });
    expect(server.taken).toEqual([]);
    expect(said.join()).toContain("SUBSCRIBERS_KEY");
    expect(await messagesOf(store.db)).toMatchObject([{ state: "queued", attempts: 0, due_at: hoursLater(1) }]);
  });
});
