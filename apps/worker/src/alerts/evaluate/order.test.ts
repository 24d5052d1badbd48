import { ruleOf } from "@talent/core/testing/alert-builders";
import { ruleHistory } from "@talent/db/read/alerts/alert-evidence";
import { alertEntries } from "@talent/db/read/alerts/alert-history";
import { storedRuleStates } from "@talent/db/read/alerts/rule-states";
import { testReader } from "@talent/db/testing/alert-builders";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import type { StatedRow } from "@talent/db/testing/source-builder";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CATALOGUE, chinaValues, passOver, stageRule, stepsOf, unaccounted } from "../../../testing/alert-evaluation.ts";
import { builtInRule } from "./watched-rules.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
}, 120_000);
afterAll(() => test.drop());
afterEach(async () => expect(await unaccounted(test.db)).toBe(0));

describe("captures in any order of arrival", { timeout: 120_000 }, () => {
  it("leave every rule where the whole history ends, each step leading on from the one before, and nothing notified twice in a row", async () => {
    const document = fc.dictionary(fc.integer({ min: 2021, max: 2024 }).map(String), fc.integer({ min: -30, max: 10 }), { maxKeys: 4 });
    const rule = fc.record({ pending: fc.integer({ min: 1, max: 2 }), documents: fc.array(document, { minLength: 7, maxLength: 7 }) });
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { minLength: 25, maxLength: 25 }), order, async (all, arrived) => {
        const { id, indicator, capture } = await stageRule(test.db);
        const rules = all.map(({ pending }, at) =>
          builtInRule({ ...ruleOf({ pending }, { indicator, area: `A${at}`, dimensions: {} }), id: `any-${id}-${at}` }),
        );
        await passOver(test.db, ...rules)("2024-12-31");
        for (const [turn, index] of arrived.entries()) {
          const stated = all.flatMap(({ documents }, at) =>
            Object.entries(documents[index] ?? {}).map(([period, value]): StatedRow => [`A${at}`, period, value]),
          );
          await capture(`2025-01-0${index + 1}`, stated);
          await passOver(test.db, ...rules)(`2025-02-0${turn + 1}`);
        }
        const states = await storedRuleStates(
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
      { numRuns: 2, endOnFailure: true },
    );
  });
});

describe("several evaluators, and several passes", { timeout: 120_000 }, () => {
  it("at once give one result", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db);
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await Promise.all([evaluate("2025-01-02"), evaluate("2025-01-02"), evaluate("2025-01-02")]);
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -20 }));
    const all = await Promise.all([evaluate("2025-02-02"), evaluate("2025-02-03"), evaluate("2025-02-02")]);
    expect(all.reduce((sum, { notices }) => sum + notices, 0)).toBe(1);
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1"]);
  });

  it("of which one was overtaken: it begins anew, and nothing of its own is lost", async () => {
    const { id, capture, watched, told } = await stageRule(test.db);
    const other = builtInRule({ ...watched.rule, id: `other-${id}` });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await passOver(test.db, watched, other)("2025-01-02");
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -20 }));
    const gate = await test.db.pool.connect();
    await gate.query("SELECT pg_advisory_lock($1)", [0x7a1e_0004]);
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const crash = (point: string): void => void (point === "begun" && arrive());
    const evaluated = passOver(test.db, watched, other)("2025-02-02", { crash });
    await arrived;
    await gate.query("UPDATE alert_states SET evaluated_to = '2025-01-03' WHERE rule = $1", [other.rule.id]);
    await gate.query("SELECT pg_advisory_unlock($1)", [0x7a1e_0004]);
    gate.release();
    expect(await evaluated).toMatchObject({ rules: 2, notices: 2 });
    expect(await told()).toEqual(["2025-02-01 fired new_period told 0"]);
  });

  it("split in any way over the same releases return the same steps as one, and as the backtest", async () => {
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
        const { id, indicator, capture } = await stageRule(test.db);
        const rulesCalled = (name: string) =>
          all.map(({ every, pending, recovering }, at) => {
            const series = { indicator, area: `A${at}`, dimensions: {} };
            return builtInRule({ ...ruleOf({ pending, recovering, watch: { every } }, series), id: `${name}-${id}-${at}` });
          });
        const [often, once] = [rulesCalled("often"), rulesCalled("once")];
        await passOver(test.db, ...often, ...once)("2024-12-31");
        for (const [index, look] of looked.entries()) {
          const stated = all.flatMap(({ documents }, at) =>
            Object.entries(documents[index] ?? {}).map(([period, value]): StatedRow => [`A${at}`, period, value]),
          );
          await capture(`2025-01-0${index + 1}`, stated);
          if (look) await passOver(test.db, ...often)(`2025-01-0${index + 1}T12:00:00Z`);
        }
        await passOver(test.db, ...often, ...once)("2025-01-10");
        for (const [at, { rule: made }] of often.entries()) {
          const steps = await stepsOf(test.db, once[at]?.rule.id ?? "");
          expect(await stepsOf(test.db, made.id)).toEqual(steps);
          const { transitions } = await ruleHistory(test.db, made, CATALOGUE, new Date("2025-01-10"));
          expect(steps.map((step) => step.split(" ")[1])).toEqual(transitions.map(({ tells, to }) => tells ?? to));
        }
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });
});
