import { ruleOf } from "@talent/core/testing/alert-builders";
import { testReader } from "@talent/db/testing/alert-builders";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chinaValues, passOver, seriesOf, stageRule, unaccounted } from "../../../testing/alert-evaluation.ts";
import { builtInRule, userRule, watchedRules } from "./watched-rules.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
}, 120_000);
afterAll(() => test.drop());
afterEach(async () => expect(await unaccounted(test.db)).toBe(0));

describe("which rules there are", { timeout: 60_000 }, () => {
  it("a changed rule notifies no one of what it would have reported before, and goes on from there", async () => {
    const { id, capture, evaluate, told, steps, watched } = await stageRule(test.db);
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -10 }));
    await evaluate("2025-02-02");
    const stricter = builtInRule({ ...ruleOf({ watch: { fires: [{ op: "<=", than: -10 }] } }, seriesOf(id)), id: watched.rule.id });
    await passOver(test.db, stricter)("2025-02-03");
    expect(await told()).toEqual([]);
    expect((await steps()).at(-1)).toBe("2025-02-03 firing rule");
    await capture("2025-03-01", chinaValues({ 2023: 0, 2024: 0 }));
    await passOver(test.db, stricter)("2025-03-01");
    expect(await told()).toEqual(["2025-03-01 retracted revision told 0"]);
  });

  it("a user rule notifies of everything since its first subscription, also of what came before it was first evaluated", async () => {
    const { id, indicator, capture, watched } = await stageRule(test.db);
    const own = userRule({ ...watched.rule, id: `own-${id}` }, new Date("2025-01-15"));
    const reader = await testReader(test.db, { scopes: [`rule:own-${id}`], confirmedAt: "2025-01-15" });
    await testReader(test.db, { scopes: [`indicator:${indicator}`, "everything"] });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -20 }));
    expect(await passOver(test.db, own)("2025-02-02")).toMatchObject({ notices: 1, deliveries: 1 });
    const { rows } = await test.db.pool.query(
      "SELECT d.subscriber_id AS subscriber FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1",
      [own.rule.id],
    );
    expect(rows).toEqual([{ subscriber: reader }]);
  });

  it("a stored rule that is invalid by now is logged, and the others go on", async () => {
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
    const { id, capture, watched, evaluate, told } = await stageRule(test.db);
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    const broken = builtInRule({ ...ruleOf({ watch: { since: "no period" } }, seriesOf(id)), id: `broken-${id}` });
    expect(await passOver(test.db, broken, watched)("2025-01-02", { log })).toMatchObject({ rules: 1 });
    expect(said).toEqual([`error alerts: the rule broken-${id} could not be evaluated: not a period: "no period"`]);
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -20 }));
    await evaluate("2025-02-02");
    expect(await told()).toHaveLength(1);
  });
});
