import { testReader } from "@talent/db/testing/alert-builders";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import type { StatedRow } from "@talent/db/testing/source-builder";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chinaValues, sendAll, stageRule, unaccounted } from "../../../testing/alert-evaluation.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
}, 120_000);
afterAll(() => test.drop());
afterEach(async () => expect(await unaccounted(test.db)).toBe(0));

describe("what comes to be known late", { timeout: 60_000 }, () => {
  it("and would have been notified in time is notified when it is found", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db, { pending: 2 });
    await testReader(test.db, { scopes: [`rule:${watched.rule.id}`], confirmedAt: "2025-06-15" });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-05-01", chinaValues({ 2023: 0, 2024: -20 }));
    await evaluate("2025-05-02");
    await capture("2025-03-01", chinaValues({ 2023: 0, 2024: -25 }));
    expect(await evaluate("2025-07-01")).toMatchObject({ rules: 1, transitions: 1, notices: 1, deliveries: 1 });
    expect(await told()).toEqual(["2025-07-01 fired new_period told 1"]);
    expect(await evaluate("2025-07-02", { all: true })).toMatchObject({ transitions: 0 });
  });

  it("and shows that something notified was false is a retraction to those who got it", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db, {}, { kind: "curated" });
    const reader = await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    const known = (at: string) => ({ knownFrom: { at: `${at}T00:00:00.000Z`, backDated: false } });
    const first: StatedRow[] = [["CHN", "2023", 0, known("2024-02-01")]];
    const fall: StatedRow[] = [...first, ["CHN", "2024", -20, known("2025-02-01")]];
    await capture("2025-01-01", first);
    await evaluate("2025-01-02");
    await capture("2025-03-01", fall);
    await evaluate("2025-03-01");
    await sendAll(test.db, reader);
    // The publisher had revised it the day after, which was entered only now.
    await capture("2025-06-01", [...fall, ["CHN", "2024", -1, known("2025-02-02")]]);
    await evaluate("2025-06-01");
    expect(await told()).toEqual(["2025-02-01 fired new_period told 1", "2025-06-01 retracted revision told 1"]);
  });

  it("and moves a crossing to another day notifies nothing, and a retraction still finds who was notified", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db);
    const reader = await testReader(test.db, { scopes: [`rule:${watched.rule.id}`] });
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-05-01", chinaValues({ 2023: 0, 2024: -20 }));
    await evaluate("2025-05-02");
    await sendAll(test.db, reader);
    await capture("2025-03-01", chinaValues({ 2023: 0, 2024: -25 }));
    expect(await evaluate("2025-07-01")).toMatchObject({ rules: 1, transitions: 0 });
    await capture("2025-08-01", chinaValues({ 2023: 0, 2024: 0 }));
    await evaluate("2025-08-01");
    expect(await told()).toEqual(["2025-05-01 fired new_period told 1", "2025-08-01 retracted revision told 1"]);
  });

  it("and changes nothing of where a rule stands notifies nothing", async () => {
    const { capture, evaluate, steps } = await stageRule(test.db);
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02");
    await capture("2025-05-01", chinaValues({ 2023: 0, 2024: 1 }));
    await evaluate("2025-05-02");
    await capture("2025-03-01", chinaValues({ 2023: 0, 2024: 2 }));
    expect(await evaluate("2025-07-01")).toMatchObject({ rules: 1, transitions: 0 });
    expect(await steps()).toEqual(["2025-01-01 normal new_period", "2025-04-15 stale time", "2025-05-01 normal new_period"]);
  });

  it("because a clock was set back is notified when it is found, and nothing twice", async () => {
    const { capture, evaluate, told, watched } = await stageRule(test.db);
    await capture("2025-01-01T10:00:00Z", chinaValues({ 2023: 0 }));
    await evaluate("2025-01-02T10:00:00Z");
    await capture("2025-01-02T09:05:00Z", chinaValues({ 2023: 0, 2024: -20 }));
    await evaluate("2025-01-02T09:06:00Z");
    expect(await told()).toEqual(["2025-01-02T09:06:00.000Z fired new_period told 0"]);
    await evaluate("2025-01-02T10:30:00Z", { all: true });
    expect(await told()).toHaveLength(1);
    const { rows } = await test.db.pool.query("SELECT evaluated_to AS at FROM alert_states WHERE rule = $1", [watched.rule.id]);
    expect(rows[0].at).toEqual(new Date("2025-01-02T10:30:00Z"));
  });
});
