import { testReader } from "@talent/db/testing/alert-builders";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chinaValues, sendAll, stageRule, unaccounted } from "../../../testing/alert-evaluation.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
}, 120_000);
afterAll(() => test.drop());
afterEach(async () => expect(await unaccounted(test.db)).toBe(0));

describe("evaluating rules over numbers", { timeout: 60_000 }, () => {
  it("notifies no one of what held when a rule was first evaluated", async () => {
    const { capture, evaluate, told, steps, watched } = await stageRule(test.db);
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", chinaValues({ 2023: 0, 2024: -20 }));
    expect(await evaluate("2025-01-02")).toEqual({ rules: 1, transitions: 1, notices: 0, deliveries: 0 });
    expect(await steps()).toEqual(["2025-01-01 fired new_period"]);
    expect(await told()).toEqual([]);
  });

  it("notifies once of a crossing, with the vintage that caused it, and never again however often it is evaluated", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db);
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -20 }));
    expect(await evaluate("2025-02-03")).toEqual({ rules: 1, transitions: 1, notices: 1, deliveries: 1 });
    expect(await evaluate("2025-02-03")).toEqual({ rules: 0, transitions: 0, notices: 0, deliveries: 0 });
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -20 }));
    await capture("2025-03-01", chinaValues({ 2023: 0, 2024: -20 }));
    expect(await evaluate("2025-03-02", { all: true })).toMatchObject({ transitions: 0 });
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1"]);
  });

  it("notifies of a revision back and forth: retracted, and notified anew", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db);
    const reader = await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    for (const [day, value] of [
      ["2025-02-01", -20],
      ["2025-03-01", -10],
      ["2025-04-01", -20],
    ] as const) {
      await capture(day, chinaValues({ 2023: 0, 2024: value }));
      await evaluate(day);
      await sendAll(test.db, reader);
    }
    expect(await told()).toEqual([
      "2025-02-01 fired new_period told 1",
      "2025-03-01 retracted revision told 1",
      "2025-04-01 fired revision told 1",
    ]);
  });

  it("notifies no one of a crossing that was undone before anything was sent", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db);
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-02-01", chinaValues({ 2023: 0, 2024: -20 }));
    await evaluate("2025-02-01");
    await capture("2025-03-01", chinaValues({ 2023: 0, 2024: -10 }));
    await evaluate("2025-03-01");
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1", "2025-03-01 retracted revision told 0"]);
    const { rows } = await test.db.pool.query(
      "SELECT d.state, d.reason FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1",
      [watched.rule.id],
    );
    expect(rows).toEqual([{ state: "suppressed", reason: "retracted_before_sent" }]);
  });

  it("goes silent at the deadline by the clock alone, and notifies no one", async () => {
    const { capture, evaluate, steps } = await stageRule(test.db);
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    expect(await evaluate("2025-04-14")).toMatchObject({ rules: 0 });
    expect(await evaluate("2025-09-01")).toMatchObject({ rules: 1, transitions: 1, notices: 0 });
    expect(await steps()).toEqual(["2025-01-01 normal new_period", "2025-04-15 stale time"]);
    expect(await evaluate("2025-09-02")).toMatchObject({ rules: 0 });
  });

  it("takes in a fact that is dated ahead when its day comes", async () => {
    const { capture, evaluate, told } = await stageRule(test.db, {}, { kind: "curated" });
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
