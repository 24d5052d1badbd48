import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { evaluatedRule, firingStep, testPass, testReader } from "../../../testing/alert-builders.ts";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { deliveryTotals } from "../../read/subscribers/delivery-log.ts";
import { ALERT_CRASH_POINTS, type EvaluatedRule } from "./alert-pass.ts";
import { recordTransitions } from "./record-transitions.ts";

describe("storing the result of a pass over rules", () => {
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

  /** A rule and a scope of their own for each test. */
  const own = () => `r${++turn}`;
  const ruleOf = (name: string, transitions: Parameters<typeof evaluatedRule>[0], more: Partial<EvaluatedRule> = {}) =>
    evaluatedRule(transitions, { rule: name, scopes: [`rule:${name}`, `indicator:${name}`, "everything"], ...more });
  const told = async (name: string): Promise<string[]> => {
    const { rows } = await test.db.pool.query<{ subscriber: string }>(
      `SELECT d.subscriber_id AS subscriber FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1 ORDER BY t.id, d.subscriber_id`,
      [name],
    );
    return rows.map(({ subscriber }) => subscriber);
  };
  const record = (...rules: EvaluatedRule[]) => recordTransitions(test.db, testPass(rules));

  it("writes the steps with all that is needed to report them, the place they lead to, and a notice with its audience", async () => {
    const name = own();
    await testReader(test.db, { scopes: [`indicator:${name}`] });
    const after = { period: "2024", value: -18 };
    const recorded = await record(ruleOf(name, [firingStep("2025-05-01", { after, inputs: ["1-1-1"] })]));
    expect(recorded).toEqual({ moved: null, transitions: 1, notices: 1, deliveries: 1 });
    const { rows } = await test.db.pool.query(
      "SELECT t.*, n.audience FROM alert_transitions t JOIN notices n ON n.transition_id = t.id WHERE rule = $1",
      [name],
    );
    expect(rows).toMatchObject([
      {
        effective_at: new Date("2025-05-01"),
        evaluated_at: new Date("2025-06-01"),
        from_phase: "normal",
        to_phase: "firing",
        tells: "fired",
        cause: "new_period",
        audience: 1,
        retracts_id: null,
        facts: { after, inputs: ["1-1-1"], rule: { name: { en: "Visas" }, unit: "%", watch: { kind: "measure" } } },
      },
    ]);
    const states = await test.db.pool.query("SELECT * FROM alert_states WHERE rule = $1", [name]);
    expect(states.rows).toMatchObject([{ phase: "firing", fingerprint: "f1", change_seen: "7", evaluated_to: new Date("2025-06-01") }]);
  });

  it("notifies whoever confirmed a subscription that covers it by then, and no one else", async () => {
    const name = own();
    const readers = {
      byRule: await testReader(test.db, { scopes: [`rule:${name}`] }),
      justInTime: await testReader(test.db, { scopes: [`indicator:${name}`], confirmedAt: "2025-05-01" }),
      later: await testReader(test.db, { scopes: [`indicator:${name}`], confirmedAt: "2025-05-02" }),
      unconfirmed: await testReader(test.db, { scopes: [`indicator:${name}`], confirmedAt: null }),
      ended: await testReader(test.db, { scopes: [`indicator:${name}`], endedAt: "2025-04-01" }),
      gone: await testReader(test.db, { scopes: [`indicator:${name}`], state: "unsubscribed" }),
      bounced: await testReader(test.db, { scopes: [`indicator:${name}`], state: "bounced" }),
      elsewhere: await testReader(test.db, { scopes: ["indicator:other"] }),
    };
    await record(ruleOf(name, [firingStep("2025-05-01")]));
    expect(await told(name)).toEqual([readers.byRule, readers.justInTime].sort());
  });

  it("notifies one person once, however many subscriptions they have", async () => {
    const name = own();
    const reader = await testReader(test.db, { scopes: [`rule:${name}`, `indicator:${name}`, "everything"] });
    await record(ruleOf(name, [firingStep("2025-05-01")]));
    expect(await told(name)).toEqual([reader]);
    await test.db.pool.query("UPDATE subscriptions SET ended_at = '2025-07-01' WHERE subscriber_id = $1", [reader]);
  });

  it("skips who wants no later rules, unless they subscribed to this one by name", async () => {
    const name = own();
    const knownSince = new Date("2025-01-01");
    const before = "2024-06-01";
    await testReader(test.db, { scopes: [`indicator:${name}`], confirmedAt: before, includeFuture: false });
    const eager = await testReader(test.db, { scopes: [`indicator:${name}`], confirmedAt: before });
    const known = await testReader(test.db, { scopes: [`indicator:${name}`], confirmedAt: "2025-02-01", includeFuture: false });
    const byName = await testReader(test.db, { scopes: [`rule:${name}`], confirmedAt: before, includeFuture: false });
    await record(ruleOf(name, [firingStep("2025-05-01")], { knownSince }));
    expect(await told(name)).toEqual([eager, known, byName].sort());
  });

  it("notifies no one of what is only in the history, and of what has nothing to report", async () => {
    const name = own();
    await testReader(test.db, { scopes: [`rule:${name}`] });
    const silent = firingStep("2025-05-02", { tells: null, from: "firing", to: "stale", cause: "time" });
    const recorded = await record(ruleOf(name, [{ ...firingStep("2025-05-01"), news: false }, silent]));
    expect(recorded).toEqual({ moved: null, transitions: 2, notices: 0, deliveries: 0 });
    expect(await told(name)).toEqual([]);
  });

  it("notifies current subscribers of what was found late", async () => {
    const name = own();
    const reader = await testReader(test.db, { scopes: [`rule:${name}`], confirmedAt: "2025-05-20" });
    await testReader(test.db, { scopes: [`rule:${name}`], confirmedAt: "2025-06-02" });
    await record(ruleOf(name, [{ ...firingStep("2025-06-01"), catchUp: { at: "2025-03-01T00:00:00.000Z" } }]));
    expect(await told(name)).toEqual([reader]);
  });

  it("counts a notice without subscribers as one with no audience", async () => {
    const name = own();
    expect(await record(ruleOf(name, [firingStep("2025-05-01")]))).toEqual({ moved: null, transitions: 1, notices: 1, deliveries: 0 });
    const { rows } = await test.db.pool.query(
      "SELECT n.audience FROM notices n JOIN alert_transitions t ON t.id = n.transition_id WHERE t.rule = $1",
      [name],
    );
    expect(rows).toEqual([{ audience: 0 }]);
  });

  it("sets when each may be notified: at once, after quiet hours, with the digest of their own morning", async () => {
    const name = own();
    const due = async (reader: Parameters<typeof testReader>[1]) => testReader(test.db, reader);
    const now = new Date("2025-11-02T05:30:00Z");
    const ids = [
      // One in the morning comes twice in New York that day: at once is at once all the same.
      await due({ scopes: [`rule:${name}`], timeZone: "America/New_York" }),
      await due({ scopes: [`rule:${name}`], quiet: [22, 7] }),
      await due({ scopes: [`rule:${name}`], cadence: "daily", timeZone: "Asia/Shanghai" }),
      await due({ scopes: [`rule:${name}`], cadence: "weekly" }),
    ];
    await recordTransitions(test.db, testPass([ruleOf(name, [firingStep("2025-05-01")])], { now }));
    const { rows } = await test.db.pool.query<{ subscriber: string; due_at: Date }>(
      "SELECT d.subscriber_id AS subscriber, d.due_at FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1",
      [name],
    );
    const dueOf = new Map(rows.map((row) => [row.subscriber, row.due_at.toISOString()]));
    expect(ids.map((id) => dueOf.get(id))).toEqual([
      now.toISOString(),
      "2025-11-02T07:00:00.000Z",
      "2025-11-02T23:00:00.000Z",
      "2025-11-03T07:00:00.000Z",
    ]);
  });

  it("stores the same pass once, and nothing of a pass that began from a superseded state", async () => {
    const [name, other] = [own(), own()];
    const pass = testPass([ruleOf(name, [firingStep("2025-05-01")])]);
    expect(await recordTransitions(test.db, pass)).toMatchObject({ moved: null, transitions: 1 });
    expect(await recordTransitions(test.db, pass)).toEqual({ moved: [name] });
    const both = testPass([ruleOf(other, [firingStep("2025-05-01")]), ruleOf(name, [firingStep("2025-05-03")])]);
    expect(await recordTransitions(test.db, both)).toEqual({ moved: [name] });
    const { rows } = await test.db.pool.query("SELECT rule FROM alert_transitions WHERE rule = ANY ($1)", [[name, other]]);
    expect(rows).toEqual([{ rule: name }]);
  });

  it("stores one of two equal passes that come at once", async () => {
    const name = own();
    await testReader(test.db, { scopes: [`rule:${name}`] });
    const pass = testPass([ruleOf(name, [firingStep("2025-05-01")])]);
    const both = await Promise.all([recordTransitions(test.db, pass), recordTransitions(test.db, pass)]);
    expect(both.filter(({ moved }) => moved === null)).toHaveLength(1);
    expect(await told(name)).toHaveLength(1);
  });

  it("goes on from the place it left, and notes for the untouched that the feed was read", async () => {
    const [name, other] = [own(), own()];
    await record(ruleOf(name, []), ruleOf(other, []));
    const read = { fingerprint: "f1", evaluatedTo: new Date("2025-06-01"), changeSeen: "7" };
    const rules = [
      ruleOf(name, [firingStep("2025-06-15")], { read, evaluatedTo: new Date("2025-07-01"), nextLook: new Date("2026-01-01") }),
    ];
    const next = testPass(rules, { changeSeen: "12", untouched: [other] });
    expect(await recordTransitions(test.db, next)).toMatchObject({ moved: null, transitions: 1 });
    const { rows } = await test.db.pool.query(
      "SELECT evaluated_to, change_seen, next_look FROM alert_states WHERE rule = ANY ($1) ORDER BY rule = $2",
      [[name, other], other],
    );
    expect(rows).toEqual([
      { evaluated_to: new Date("2025-07-01"), change_seen: "12", next_look: new Date("2026-01-01") },
      { evaluated_to: new Date("2025-06-01"), change_seen: "12", next_look: null },
    ]);
  });

  it("leaves nothing where it fails on the way, and all of it when tried again", async () => {
    for (const point of ALERT_CRASH_POINTS.filter((one) => one !== "committed")) {
      const name = own();
      await testReader(test.db, { scopes: [`rule:${name}`] });
      const pass = testPass([ruleOf(name, [firingStep("2025-05-01")])]);
      const boom = (reached: string) => {
        if (reached === point) throw new Error(`boom at ${point}`);
      };
      await expect(recordTransitions(test.db, pass, boom)).rejects.toThrow(`boom at ${point}`);
      expect(await told(name)).toEqual([]);
      expect(await recordTransitions(test.db, pass)).toMatchObject({ moved: null, deliveries: 1 });
      expect(await told(name)).toHaveLength(1);
    }
  });
});
