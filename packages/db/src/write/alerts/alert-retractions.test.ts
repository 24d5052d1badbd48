import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { evaluatedRule, firingStep, testPass, testReader } from "../../../testing/alert-builders.ts";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { deliveryTotals } from "../../read/subscribers/delivery-log.ts";
import type { EvaluatedRule } from "./alert-pass.ts";
import { recordTransitions } from "./record-transitions.ts";

const FIRED_AT = "2025-05-01T00:00:00.000Z";

describe("retracting notices", () => {
  let test: TestDatabase;
  let turn = 0;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());
  afterEach(async () => {
    const { in: meant, delivered, held, suppressed } = await deliveryTotals(test.db);
    expect(meant).toBe(delivered + held + suppressed);
  });

  const own = () => `t${++turn}`;
  const ruleOf = (name: string, transitions: Parameters<typeof evaluatedRule>[0], more: Partial<EvaluatedRule> = {}) =>
    evaluatedRule(transitions, { rule: name, scopes: [`rule:${name}`], ...more });
  const read = { fingerprint: "f1", evaluatedTo: new Date("2025-06-01"), changeSeen: "7" };
  const retracts = (at = "2025-07-01", firedAt = FIRED_AT) =>
    firingStep(at, { from: "firing", to: "retracted", tells: "retracted", cause: "revision", retracts: firedAt });
  const takeBack = (name: string, step = retracts()) =>
    recordTransitions(
      test.db,
      testPass([ruleOf(name, [step], { read, evaluatedTo: new Date("2025-07-02") })], { now: new Date("2025-07-02"), changeSeen: "9" }),
    );
  /** All deliveries of a rule, by subscriber: state and reason of each, oldest first. */
  const deliveries = async (name: string): Promise<Map<string, string[]>> => {
    const { rows } = await test.db.pool.query<{ subscriber: string; how: string[] }>(
      `SELECT d.subscriber_id AS subscriber, array_agg(concat_ws(' ', t.tells, d.state, d.reason) ORDER BY t.id) AS how
       FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1 GROUP BY d.subscriber_id`,
      [name],
    );
    return new Map(rows.map(({ subscriber, how }) => [subscriber, how]));
  };

  type Fate = { readonly state: string; readonly attempts?: number; readonly refusals?: readonly (number | null)[] };
  const send = async (subscriber: string, { state, attempts = 0, refusals = [] }: Fate) => {
    const message = randomUUID();
    await test.db.pool.query(
      `INSERT INTO messages (id, subscriber_id, kind, state, attempts, due_at, created_at) VALUES ($1, $2, 'notices', $3, $4, now(), now())`,
      [message, subscriber, state, attempts],
    );
    for (const [at, code] of refusals.entries())
      await test.db.pool.query(
        `INSERT INTO message_attempts (message_id, attempt, attempted_at, outcome, code, reply) VALUES ($1, $2, now(), 'deferred', $3, '')`,
        [message, at + 1, code],
      );
    const isSent = state === "sent";
    await test.db.pool.query(
      `UPDATE deliveries SET message_id = $2, state = CASE WHEN $3 THEN 'delivered' ELSE 'held' END, settled_at = CASE WHEN $3 THEN now() END WHERE subscriber_id = $1`,
      [subscriber, message, isSent],
    );
  };

  it("goes to exactly those who got it or may be getting it; the others get neither", async () => {
    const name = own();
    const reader = () => testReader(test.db, { scopes: [`rule:${name}`] });
    const fates: Record<string, Fate | null> = {
      delivered: { state: "sent", attempts: 1 },
      sending: { state: "sending", attempts: 1 },
      "cut off after the last byte": { state: "queued", attempts: 1, refusals: [null] },
      "a worker died on it": { state: "queued", attempts: 2, refusals: [451] },
      "refused each time": { state: "queued", attempts: 2, refusals: [451, 450] },
      queued: { state: "queued" },
      waiting: null,
    };
    const ids = new Map<string, string>();
    for (const name of Object.keys(fates)) ids.set(name, await reader());
    await recordTransitions(test.db, testPass([ruleOf(name, [firingStep(FIRED_AT)])]));
    for (const [how, fate] of Object.entries(fates)) if (fate !== null) await send(ids.get(how) ?? "", fate);
    await testReader(test.db, { scopes: [`rule:${name}`], confirmedAt: "2025-06-15" });
    expect(await takeBack(name)).toEqual({ moved: null, transitions: 1, notices: 1, deliveries: 4 });
    const found = await deliveries(name);
    const all = Object.fromEntries([...ids].map(([how, id]) => [how, found.get(id)]));
    const kept = ["fired suppressed retracted_before_sent"];
    expect(all).toEqual({
      delivered: ["fired delivered", "retracted held"],
      sending: ["fired held", "retracted held"],
      "cut off after the last byte": ["fired held", "retracted held"],
      "a worker died on it": ["fired held", "retracted held"],
      "refused each time": kept,
      queued: kept,
      waiting: kept,
    });
    expect(found.size).toBe(7);
  });

  it("counts those who got it and are no longer to be written to, and goes also to those whose subscription has ended", async () => {
    const name = own();
    const [gone, ended] = [
      await testReader(test.db, { scopes: [`rule:${name}`] }),
      await testReader(test.db, { scopes: [`rule:${name}`] }),
    ];
    await recordTransitions(test.db, testPass([ruleOf(name, [firingStep(FIRED_AT)])]));
    for (const id of [gone, ended]) await send(id, { state: "sent", attempts: 1 });
    await test.db.pool.query("UPDATE subscribers SET state = 'unsubscribed' WHERE id = $1", [gone]);
    await test.db.pool.query("UPDATE subscriptions SET ended_at = '2025-06-20' WHERE subscriber_id = $1", [ended]);
    expect(await takeBack(name)).toMatchObject({ deliveries: 1 });
    const found = await deliveries(name);
    expect(found.get(gone)).toEqual(["fired delivered", "retracted suppressed unsubscribed"]);
    expect(found.get(ended)).toEqual(["fired delivered", "retracted held"]);
  });

  it("of a notice of the same pass sends neither", async () => {
    const name = own();
    const reader = await testReader(test.db, { scopes: [`rule:${name}`] });
    await recordTransitions(test.db, testPass([ruleOf(name, [firingStep(FIRED_AT), retracts("2025-05-02")])]));
    expect(await deliveries(name)).toEqual(new Map([[reader, ["fired suppressed retracted_before_sent"]]]));
    const { rows } = await test.db.pool.query(
      `SELECT b.tells AS back FROM alert_transitions a JOIN alert_transitions b ON b.retracts_id = a.id WHERE a.rule = $1`,
      [name],
    );
    expect(rows).toEqual([{ back: "retracted" }]);
  });

  it("of something that no one was notified of notifies no one", async () => {
    const name = own();
    await testReader(test.db, { scopes: [`rule:${name}`] });
    await recordTransitions(test.db, testPass([ruleOf(name, [{ ...firingStep(FIRED_AT), news: false }])]));
    expect(await takeBack(name)).toEqual({ moved: null, transitions: 1, notices: 1, deliveries: 0 });
    expect((await deliveries(name)).size).toBe(0);
  });

  it("finds a late notice by when it would have been sent, and what has moved since by being the last notified", async () => {
    for (const [told, firedAt] of [
      [{ ...firingStep("2025-06-01"), catchUp: { at: FIRED_AT } }, FIRED_AT],
      [firingStep("2025-05-15"), FIRED_AT],
    ] as const) {
      const name = own();
      const reader = await testReader(test.db, { scopes: [`rule:${name}`] });
      await recordTransitions(test.db, testPass([ruleOf(name, [told])]));
      await send(reader, { state: "sent", attempts: 1 });
      await takeBack(name, retracts("2025-07-01", firedAt));
      expect((await deliveries(name)).get(reader)).toEqual(["fired delivered", "retracted held"]);
    }
  });

  it("does not retract something that is over and was right", async () => {
    const name = own();
    const reader = await testReader(test.db, { scopes: [`rule:${name}`] });
    const recovered = firingStep("2025-05-20", { from: "firing", to: "normal", tells: "recovered" });
    await recordTransitions(test.db, testPass([ruleOf(name, [firingStep("2025-05-15"), recovered])]));
    await send(reader, { state: "sent", attempts: 1 });
    await takeBack(name);
    expect((await deliveries(name)).get(reader)).toEqual(["fired delivered", "recovered delivered"]);
  });
});
