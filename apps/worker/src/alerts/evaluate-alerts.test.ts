import type { Watch } from "@talent/core/alert-rule";
import { around, ruleOf } from "@talent/core/literal-alert";
import type { SeriesKey } from "@talent/core/observation";
import { conservation } from "@talent/db/read/alert-conservation";
import type { AlertCatalogue } from "@talent/db/read/alert-evidence";
import { alertEntries } from "@talent/db/read/alert-history";
import { storedStates } from "@talent/db/read/alert-states";
import { ruleHistory } from "@talent/db/read/rule-history";
import { testReader } from "@talent/db/test-alert";
import { assessed } from "@talent/db/test-assessment";
import { type TestDatabase, testDatabase } from "@talent/db/test-database";
import { type Stated, testSource } from "@talent/db/test-source";
import { appendAssessments } from "@talent/db/write/append-assessments";
import { finishRun, startRun } from "@talent/db/write/runs";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EvaluateOptions, evaluateAlerts } from "./evaluate-alerts.ts";
import { builtIn, ownRule, type WatchedRule, watchedRules } from "./watched-rules.ts";

const CATALOGUE: AlertCatalogue = {
  facts: () => ({ unit: "persons", periodKind: "year" }),
  heardBy: (source) => [seriesOf(source)],
};
const seriesOf = (source: string): SeriesKey => ({ indicator: `${source}-count`, area: "CHN", dimensions: {} });
const china = (values: Readonly<Record<string, number>>): Stated[] =>
  Object.entries(values).map(([period, value]) => ["CHN", period, value]);

let test: TestDatabase;
let turn = 0;
beforeAll(async () => {
  test = await testDatabase();
}, 120_000);
afterAll(() => test.drop());
afterEach(async () => {
  const { in: meant, delivered, held, suppressed } = await conservation(test.db);
  expect(meant).toBe(delivered + held + suppressed);
});

/** A source of its own, a rule over it, and what one pass over that rule alone does. */
async function stage(more: Parameters<typeof ruleOf>[0] = {}, source: Parameters<typeof testSource>[2] = {}) {
  const id = `s${++turn}`;
  const made = await testSource(test.db, id, source);
  const watched = builtIn({ ...ruleOf(more, seriesOf(id)), id: `rule-${id}` });
  return {
    ...made,
    watched,
    evaluate: passOver(watched),
    told: () => stepsOf(watched.rule.id, true),
    steps: () => stepsOf(watched.rule.id),
  };
}

const passOver =
  (...rules: readonly WatchedRule[]) =>
  (now: string, more: Partial<EvaluateOptions> = {}) =>
    evaluateAlerts(test.db, { now: new Date(now), rules, catalogue: CATALOGUE, ...more });

type Step = { at: string; tells: string | null; to_phase: string; cause: string; audience: number | null };

async function stepsOf(rule: string, told = false): Promise<string[]> {
  const { rows } = await test.db.pool.query<Step & { at: Date }>(
    `SELECT t.at, t.tells, t.to_phase, t.cause, n.audience FROM alert_transitions t LEFT JOIN notices n ON n.transition_id = t.id
     WHERE t.rule = $1 AND (n.transition_id IS NOT NULL OR NOT $2) ORDER BY t.id`,
    [rule, told],
  );
  return rows.map(({ at, tells, to_phase, cause, audience }) => {
    const day = at.toISOString().replace(/T00:00:00.000Z$/, "");
    return [day, tells ?? to_phase, cause, ...(audience === null ? [] : [`told ${audience}`])].join(" ");
  });
}

describe("evaluating rules over numbers", { timeout: 60_000 }, () => {
  it("tells nobody of what was so when a rule was looked at first", async () => {
    const { capture, evaluate, told, steps, watched } = await stage();
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", china({ 2023: 0, 2024: -20 }));
    expect(await evaluate("2025-01-02")).toEqual({ rules: 1, transitions: 1, notices: 0, deliveries: 0 });
    expect(await steps()).toEqual(["2025-01-01 fired new_period"]);
    expect(await told()).toEqual([]);
  });

  it("tells once of a crossing, with the vintage that caused it, and nothing again however often it looks", async () => {
    const { capture, evaluate, told, watched } = await stage();
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-02-01", china({ 2023: 0, 2024: -20 }));
    expect(await evaluate("2025-02-03")).toEqual({ rules: 1, transitions: 1, notices: 1, deliveries: 1 });
    expect(await evaluate("2025-02-03")).toEqual({ rules: 0, transitions: 0, notices: 0, deliveries: 0 });
    await capture("2025-02-01", china({ 2023: 0, 2024: -20 }));
    await capture("2025-03-01", china({ 2023: 0, 2024: -20 }));
    expect(await evaluate("2025-03-02", { all: true })).toMatchObject({ transitions: 0 });
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1"]);
  });

  it("tells of a revision back and forth: taken back, and told anew", async () => {
    const { capture, evaluate, told, watched } = await stage();
    const reader = await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    for (const [day, value] of [
      ["2025-02-01", -20],
      ["2025-03-01", -10],
      ["2025-04-01", -20],
    ] as const) {
      await capture(day, china({ 2023: 0, 2024: value }));
      await evaluate(day);
      await sendAll(reader);
    }
    expect(await told()).toEqual([
      "2025-02-01 fired new_period told 1",
      "2025-03-01 retracted revision told 1",
      "2025-04-01 fired revision told 1",
    ]);
  });

  it("lets nobody hear of a crossing that was undone before anything was sent", async () => {
    const { capture, evaluate, told, watched } = await stage();
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-02-01", china({ 2023: 0, 2024: -20 }));
    await evaluate("2025-02-01");
    await capture("2025-03-01", china({ 2023: 0, 2024: -10 }));
    await evaluate("2025-03-01");
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1", "2025-03-01 retracted revision told 0"]);
    const { rows } = await test.db.pool.query(
      "SELECT d.state, d.reason FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1",
      [watched.rule.id],
    );
    expect(rows).toEqual([{ state: "suppressed", reason: "retracted_before_sent" }]);
  });

  it("goes silent at the deadline by the clock alone, and tells nobody", async () => {
    const { capture, evaluate, steps } = await stage();
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    expect(await evaluate("2025-04-14")).toMatchObject({ rules: 0 });
    expect(await evaluate("2025-09-01")).toMatchObject({ rules: 1, transitions: 1, notices: 0 });
    expect(await steps()).toEqual(["2025-01-01 normal new_period", "2025-04-15 stale time"]);
    expect(await evaluate("2025-09-02")).toMatchObject({ rules: 0 });
  });

  it("takes in a fact that is dated ahead when its day comes", async () => {
    const { capture, evaluate, told } = await stage({}, { kind: "curated" });
    const ahead = { knownFrom: { at: "2025-08-01T00:00:00.000Z", backDated: false } };
    await capture("2025-01-01", [
      ["CHN", "2023", 0, { knownFrom: { at: "2024-02-01T00:00:00.000Z", backDated: false } }],
      ["CHN", "2024", -20, ahead],
    ]);
    await evaluate("2025-01-02");
    expect(await evaluate("2025-08-02")).toMatchObject({ rules: 1, notices: 1 });
    expect(await told()).toEqual(["2025-08-01 fired new_period told 0"]);
  });
});

/** As if everything that waits had been sent. */
async function sendAll(reader: string): Promise<void> {
  await test.db.pool.query(
    `WITH made AS (
       INSERT INTO messages (id, subscriber, kind, state, attempts, due_at, created_at, sent_at)
       VALUES (gen_random_uuid(), $1, 'notices', 'sent', 1, now(), now(), now()) RETURNING id
     ) UPDATE deliveries SET state = 'delivered', message = made.id, settled_at = now() FROM made WHERE subscriber = $1 AND state = 'held'`,
    [reader],
  );
}

describe("what comes to be known late", { timeout: 60_000 }, () => {
  it("and would have been told in time is told when it is found out", async () => {
    const { capture, evaluate, told, watched } = await stage({ pending: 2 });
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`], confirmedAt: "2025-06-15" });
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-05-01", china({ 2023: 0, 2024: -20 }));
    await evaluate("2025-05-02");
    await capture("2025-03-01", china({ 2023: 0, 2024: -25 }));
    expect(await evaluate("2025-07-01")).toMatchObject({ rules: 1, transitions: 1, notices: 1, deliveries: 1 });
    expect(await told()).toEqual(["2025-07-01 fired new_period told 1"]);
    expect(await evaluate("2025-07-02", { all: true })).toMatchObject({ transitions: 0 });
  });

  it("and shows that something told was never so is a retraction to those who got it", async () => {
    const { capture, evaluate, told, watched } = await stage({}, { kind: "curated" });
    const reader = await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    const known = (at: string) => ({ knownFrom: { at: `${at}T00:00:00.000Z`, backDated: false } });
    const first: Stated[] = [["CHN", "2023", 0, known("2024-02-01")]];
    const fall: Stated[] = [...first, ["CHN", "2024", -20, known("2025-02-01")]];
    await capture("2025-01-01", first);
    await evaluate("2025-01-02");
    await capture("2025-03-01", fall);
    await evaluate("2025-03-01");
    await sendAll(reader);
    // The publisher had revised it the day after, which was entered only now.
    await capture("2025-06-01", [...fall, ["CHN", "2024", -1, known("2025-02-02")]]);
    await evaluate("2025-06-01");
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1", "2025-06-01 retracted revision told 1"]);
  });

  it("and moves a crossing to another day tells nothing, and a retraction still finds who was told", async () => {
    const { capture, evaluate, told, watched } = await stage();
    const reader = await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-05-01", china({ 2023: 0, 2024: -20 }));
    await evaluate("2025-05-02");
    await sendAll(reader);
    await capture("2025-03-01", china({ 2023: 0, 2024: -25 }));
    expect(await evaluate("2025-07-01")).toMatchObject({ rules: 1, transitions: 0 });
    await capture("2025-08-01", china({ 2023: 0, 2024: 0 }));
    await evaluate("2025-08-01");
    expect(await told()).toEqual(["2025-05-01 fired new_period told 1", "2025-08-01 retracted revision told 1"]);
  });

  it("and changes nothing of where a rule stands tells nothing", async () => {
    const { capture, evaluate, steps } = await stage();
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-05-01", china({ 2023: 0, 2024: 1 }));
    await evaluate("2025-05-02");
    await capture("2025-03-01", china({ 2023: 0, 2024: 2 }));
    expect(await evaluate("2025-07-01")).toMatchObject({ rules: 1, transitions: 0 });
    expect(await steps()).toEqual(["2025-01-01 normal new_period", "2025-04-15 stale time", "2025-05-01 normal new_period"]);
  });

  it("because a clock was put back is told when it is found, and nothing twice", async () => {
    const { capture, evaluate, told } = await stage();
    await capture("2025-01-01T10:00:00Z", china({ 2023: 0 }));
    await evaluate("2025-01-02T10:00:00Z");
    await capture("2025-01-02T09:05:00Z", china({ 2023: 0, 2024: -20 }));
    await evaluate("2025-01-02T09:06:00Z");
    expect(await told()).toEqual(["2025-01-02T09:06:00.000Z fired new_period told 0"]);
    await evaluate("2025-01-02T10:30:00Z", { all: true });
    expect(await told()).toHaveLength(1);
    const { rows } = await test.db.pool.query("SELECT max(evaluated_to) AS at FROM alert_states WHERE rule LIKE 'rule-s%' AND rule = $1", [
      `rule-s${turn}`,
    ]);
    expect(rows[0].at).toEqual(new Date("2025-01-02T10:30:00Z"));
  });
});

describe("captures in any order of arrival", { timeout: 120_000 }, () => {
  it("leave every rule where the whole history ends, each step leading on from the one before, and nothing told twice in a row", async () => {
    const document = fc.dictionary(fc.integer({ min: 2021, max: 2024 }).map(String), fc.integer({ min: -30, max: 10 }), { maxKeys: 4 });
    const rule = fc.record({ pending: fc.integer({ min: 1, max: 2 }), documents: fc.array(document, { minLength: 7, maxLength: 7 }) });
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { minLength: 25, maxLength: 25 }), order, async (all, arrived) => {
        const { id, indicator, capture } = await stage();
        const rules = all.map(({ pending }, at) =>
          builtIn({ ...ruleOf({ pending }, { indicator, area: `A${at}`, dimensions: {} }), id: `any-${id}-${at}` }),
        );
        await passOver(...rules)("2024-12-31");
        for (const [turn, index] of arrived.entries()) {
          const stated = all.flatMap(({ documents }, at) =>
            Object.entries(documents[index] ?? {}).map(([period, value]): Stated => [`A${at}`, period, value]),
          );
          await capture(`2025-01-0${index + 1}`, stated);
          await passOver(...rules)(`2025-02-0${turn + 1}`);
        }
        const states = await storedStates(
          test.db,
          rules.map(({ rule: made }) => made.id),
        );
        for (const { rule: made } of rules) {
          const { state } = await ruleHistory(test.db, made, CATALOGUE, new Date("2025-02-07"));
          expect(states.get(made.id)?.state).toEqual(state);
          const { data } = await alertEntries(test.db, { rule: made.id }, null, 100);
          const steps = data.toReversed().map(({ facts }) => facts);
          for (const [at, { from }] of steps.entries()) expect(from).toBe(steps[at - 1]?.to ?? "no_data");
          const tellings = steps.flatMap(({ tells }) => tells ?? []);
          const firings = tellings.filter((tells, at) => tells === "fired" && tellings[at - 1] === "fired");
          expect(firings).toEqual([]);
        }
      }),
      { numRuns: 2 },
    );
  });
});

describe("several evaluators, and several passes", { timeout: 120_000 }, () => {
  it("at once come to one answer", async () => {
    const { capture, evaluate, told, watched } = await stage();
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", china({ 2023: 0 }));
    await Promise.all([evaluate("2025-01-02"), evaluate("2025-01-02"), evaluate("2025-01-02")]);
    await capture("2025-02-01", china({ 2023: 0, 2024: -20 }));
    const all = await Promise.all([evaluate("2025-02-02"), evaluate("2025-02-03"), evaluate("2025-02-02")]);
    expect(all.reduce((sum, { notices }) => sum + notices, 0)).toBe(1);
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1"]);
  });

  it("split in any way over the same releases give the same steps as one, and as the backtest", async () => {
    const document = fc.dictionary(fc.integer({ min: 2021, max: 2024 }).map(String), fc.integer({ min: -30, max: 10 }), { maxKeys: 4 });
    const rule = fc.record({
      pending: fc.integer({ min: 1, max: 2 }),
      recovering: fc.integer({ min: 1, max: 2 }),
      every: fc.constantFrom<"crossing" | "period">("crossing", "period"),
      documents: fc.array(document, { minLength: 7, maxLength: 7 }),
    });
    const looks = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { minLength: 25, maxLength: 25 }), looks, async (all, looked) => {
        const { id, indicator, capture } = await stage();
        const rulesCalled = (name: string) =>
          all.map(({ every, pending, recovering }, at) => {
            const series = { indicator, area: `A${at}`, dimensions: {} };
            return builtIn({ ...ruleOf({ pending, recovering, watch: { every } }, series), id: `${name}-${id}-${at}` });
          });
        const [often, once] = [rulesCalled("often"), rulesCalled("once")];
        await passOver(...often, ...once)("2024-12-31");
        for (const [index, look] of looked.entries()) {
          const stated = all.flatMap(({ documents }, at) =>
            Object.entries(documents[index] ?? {}).map(([period, value]): Stated => [`A${at}`, period, value]),
          );
          await capture(`2025-01-0${index + 1}`, stated);
          if (look) await passOver(...often)(`2025-01-0${index + 1}T12:00:00Z`);
        }
        await passOver(...often, ...once)("2025-01-10");
        for (const [at, { rule: made }] of often.entries()) {
          const steps = await stepsOf(once[at]?.rule.id ?? "");
          expect(await stepsOf(made.id)).toEqual(steps);
          const { transitions } = await ruleHistory(test.db, made, CATALOGUE, new Date("2025-01-10"));
          expect(steps.map((step) => step.split(" ")[1])).toEqual(transitions.map(({ tells, to }) => tells ?? to));
        }
      }),
      { numRuns: 2 },
    );
  });
});

describe("rules about verdicts and sources", { timeout: 60_000 }, () => {
  const sourceRule = (source: string, side: "theirs" | "ours", pending = 1) =>
    builtIn(
      around({ kind: "source", source, side }, { id: `rule-${source}`, pending, audience: side === "ours" ? "operator" : "readers" }),
    );

  it("tell a verdict that changed, with what its numbers went through", async () => {
    const { capture, ...source } = await stage();
    const claim = `claim-${source.id}`;
    const watch: Watch = { kind: "verdict", claim, reading: "a-reading", questions: ["withHindsight", "now"] };
    const watched = builtIn(around(watch, { id: `verdict-${source.id}` }));
    const evaluate = passOver(watched);
    const reader = await testReader(test.db, { scopes: [`claim:${claim}`] });
    const idOf = async () =>
      (await test.db.pool.query("SELECT detail->'observations'->>0 AS id FROM changes ORDER BY changes.id DESC LIMIT 1")).rows[0].id;
    const answer = async (day: string, verdict: "holds" | "does_not_hold" | "lapsed", inputs: string[], more = {}) => {
      const one = assessed(inputs, { claim, verdict, asOf: day, knownAt: new Date(day).toISOString(), inputsHash: `${day}`, ...more });
      await appendAssessments(test.db, [one], new Date(day));
    };
    await capture("2025-01-01", china({ 2023: 0 }));
    await answer("2025-01-01", "holds", [await idOf()]);
    await evaluate("2025-01-01");
    await capture("2025-02-01", china({ 2023: 9 }));
    await answer("2025-02-01", "does_not_hold", [await idOf()]);
    await evaluate("2025-02-01");
    await capture("2025-03-01", china({ 2023: 0 }), { as: { cause: "correction", note: "misread" } });
    const inputs = [await idOf()];
    await answer("2025-03-01", "holds", inputs);
    await evaluate("2025-03-01");
    await answer("2025-04-01", "lapsed", inputs);
    await answer("2025-05-01", "holds", inputs, { readingFingerprint: "f2" });
    await answer("2025-06-01", "does_not_hold", [], { readingFingerprint: "f2" });
    await evaluate("2025-06-02");
    expect(await stepsOf(watched.rule.id, true)).toEqual([
      "2025-02-01 changed revision told 1",
      "2025-03-01 changed correction told 1",
      "2025-04-01 changed time told 1",
      "2025-05-01 changed rule told 1",
      "2025-06-01 changed time told 1",
    ]);
    expect(reader).toBeDefined();
  });

  it("tell that a number was withdrawn where a verdict is gone with it", async () => {
    const { capture, id } = await stage();
    const claim = `claim-${id}`;
    const watched = builtIn(around({ kind: "verdict", claim, reading: "a-reading", questions: ["now"] }, { id: `verdict-${id}` }));
    await capture("2025-01-01", [["CHN", "2023", 1]]);
    const { rows } = await test.db.pool.query("SELECT detail->'observations'->>0 AS id FROM changes ORDER BY changes.id DESC LIMIT 1");
    const at = (day: string, more: Parameters<typeof assessed>[1]) =>
      assessed(more?.verdict === "holds" ? [rows[0].id] : [], { claim, knownAt: `${day}T00:00:00.000Z`, inputsHash: day, ...more });
    await appendAssessments(test.db, [at("2025-01-01", { verdict: "holds" })], new Date("2025-01-01"));
    await passOver(watched)("2025-01-01");
    await capture("2025-02-01", [["CHN", "2023", null]]);
    await appendAssessments(test.db, [at("2025-02-01", { verdict: "not_assessable", value: null })], new Date("2025-02-01"));
    await passOver(watched)("2025-02-01");
    expect(await stepsOf(watched.rule.id, true)).toEqual(["2025-02-01 changed withdrawal told 0"]);
  });

  it("tell that a publisher is late as of its deadline, whenever somebody looks, and that it has spoken", async () => {
    const { capture, id } = await stage();
    const watched = sourceRule(id, "theirs");
    const evaluate = passOver(watched);
    await capture("2025-02-01", china({ 2024: 1 }));
    await evaluate("2025-02-02");
    expect(await evaluate("2026-04-14")).toMatchObject({ rules: 0 });
    await evaluate("2026-08-01");
    await capture("2026-09-01", china({ 2024: 1, 2025: 2 }));
    await evaluate("2026-09-01");
    expect(await stepsOf(watched.rule.id, true)).toEqual(["2026-04-15 late time told 0", "2026-09-01 spoke new_period told 0"]);
  });

  it("take back by telling that it had spoken in time what a late capture shows", async () => {
    const { capture, id } = await stage();
    const watched = sourceRule(id, "theirs");
    const evaluate = passOver(watched);
    await capture("2025-02-01", china({ 2024: 1 }));
    await evaluate("2025-02-02");
    await evaluate("2026-08-01");
    await capture("2026-03-01", china({ 2024: 1, 2025: 2 }));
    await evaluate("2026-08-02");
    expect(await stepsOf(watched.rule.id, true)).toEqual(["2026-04-15 late time told 0", "2026-08-02 spoke new_period told 0"]);
  });

  it("tell the operator that our looks end badly, from the second in a row, and that they are well again", async () => {
    const { id } = await stage();
    const watched = sourceRule(id, "ours", 2);
    const evaluate = passOver(watched);
    const operator = await testReader(test.db, { scopes: ["operator"] });
    await testReader(test.db, { scopes: ["everything", `source:${id}`] });
    await evaluate("2025-01-01");
    const look = async (day: string, outcome: "unreachable" | "same_bytes") => {
      const now = new Date(day);
      const run = await startRun(test.db, { source: id, slotId: null, fence: null, trigger: "test", parserFingerprint: "reader-1", now });
      await finishRun(test.db, run, { outcome, detail: {}, now });
      return evaluate(day);
    };
    expect(await look("2025-01-02", "unreachable")).toMatchObject({ rules: 1, notices: 0 });
    expect(await look("2025-01-03", "unreachable")).toMatchObject({ notices: 1, deliveries: 1 });
    expect(await look("2025-01-04", "same_bytes")).toMatchObject({ notices: 1, deliveries: 1 });
    expect(await evaluate("2025-01-05")).toMatchObject({ rules: 0 });
    const { rows } = await test.db.pool.query(
      "SELECT DISTINCT d.subscriber FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1",
      [watched.rule.id],
    );
    expect(rows).toEqual([{ subscriber: operator }]);
  });
});

describe("which rules there are", { timeout: 60_000 }, () => {
  it("a rule that became another tells nobody of what it would have said before, and goes on from there", async () => {
    const { capture, evaluate, told, steps, watched } = await stage();
    await capture("2025-01-01", china({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-02-01", china({ 2023: 0, 2024: -10 }));
    await evaluate("2025-02-02");
    const stricter = builtIn({ ...ruleOf({ watch: { fires: [{ op: "<=", than: -10 }] } }, seriesOf(`s${turn}`)), id: watched.rule.id });
    await passOver(stricter)("2025-02-03");
    expect(await told()).toEqual([]);
    expect((await steps()).at(-1)).toBe("2025-02-03 firing rule");
    await capture("2025-03-01", china({ 2023: 0, 2024: 0 }));
    await passOver(stricter)("2025-03-01");
    expect(await told()).toEqual(["2025-03-01 retracted revision told 0"]);
  });

  it("a rule of a reader's own tells of everything since somebody waits for it, also what came before it was looked at first", async () => {
    const { capture, watched } = await stage();
    const own = ownRule({ ...watched.rule, id: `own-${turn}` }, new Date("2025-01-15"));
    const reader = await testReader(test.db, { scopes: [`rule:own-${turn}`], confirmedAt: "2025-01-15" });
    await testReader(test.db, { scopes: [`indicator:s${turn}-count`, "everything"] });
    await capture("2025-01-01", china({ 2023: 0 }));
    await capture("2025-02-01", china({ 2023: 0, 2024: -20 }));
    expect(await passOver(own)("2025-02-02")).toMatchObject({ notices: 1, deliveries: 1 });
    const { rows } = await test.db.pool.query(
      "SELECT d.subscriber FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1",
      [own.rule.id],
    );
    expect(rows).toEqual([{ subscriber: reader }]);
  });

  it("a stored rule that is no rule any more is said in the log, and the others go on", async () => {
    const said: string[] = [];
    await test.db.pool.query(
      `INSERT INTO alert_rules (id, spec) VALUES ('own-broken', '{"watch": {"kind": "miracle"}}'), ('own-nobodys', '{}')`,
    );
    await testReader(test.db, { scopes: ["rule:own-broken"] });
    await testReader(test.db, { scopes: ["rule:own-nobodys"], confirmedAt: null });
    const rules = await watchedRules(test.db, (level, message) => said.push(`${level} ${message}`));
    expect(rules.every(({ rule }) => !rule.id.startsWith("own-"))).toBe(true);
    expect(rules.length).toBeGreaterThan(30);
    expect(said).toEqual([expect.stringMatching(/^warn alerts: the rule own-broken is not evaluated: /)]);
  });

  it("a rule that cannot be evaluated holds up no other, and is tried again when it can", async () => {
    const said: string[] = [];
    const log = (level: string, message: string) => said.push(`${level} ${message}`);
    const { capture, watched, evaluate, told } = await stage();
    await capture("2025-01-01", china({ 2023: 0 }));
    const broken = builtIn({ ...ruleOf({ watch: { since: "no period" } }, seriesOf(`s${turn}`)), id: `broken-${turn}` });
    expect(await passOver(broken, watched)("2025-01-02", { log })).toMatchObject({ rules: 1 });
    expect(said).toEqual([`error alerts: the rule broken-${turn} could not be evaluated: not a period: "no period"`]);
    await capture("2025-02-01", china({ 2023: 0, 2024: -20 }));
    await evaluate("2025-02-02");
    expect(await told()).toHaveLength(1);
  });
});
