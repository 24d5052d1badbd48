import type { Watch } from "@talent/core/alert/rule";
import { ruleAround } from "@talent/core/testing/alert-builders";
import { testReader } from "@talent/db/testing/alert-builders";
import { testAssessment } from "@talent/db/testing/assessment-builders";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { appendAssessments } from "@talent/db/write/claims/append-assessments";
import { finishRun, startRun } from "@talent/db/write/ingest/runs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chinaValues, passOver, stageRule, stepsOf, unaccounted } from "../../../testing/alert-evaluation.ts";
import { builtInRule } from "./watched-rules.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
}, 120_000);
afterAll(() => test.drop());
afterEach(async () => expect(await unaccounted(test.db)).toBe(0));

describe("rules about verdicts and sources", { timeout: 60_000 }, () => {
  const sourceRule = (source: string, side: "theirs" | "ours", pending = 1) =>
    builtInRule(
      ruleAround({ kind: "source", source, side }, { id: `rule-${source}`, pending, audience: side === "ours" ? "operator" : "readers" }),
    );

  it("notify of a verdict that changed, with what its numbers went through", async () => {
    const { capture, ...source } = await stageRule(test.db);
    const claim = `claim-${source.id}`;
    const watch: Watch = { kind: "verdict", claim, reading: "a-reading", questions: ["withHindsight", "now"] };
    const watched = builtInRule(ruleAround(watch, { id: `verdict-${source.id}` }));
    const evaluate = passOver(test.db, watched);
    const reader = await testReader(test.db, { scopes: [`claim:${claim}`] });
    const idOf = async () =>
      (await test.db.pool.query("SELECT detail->'observations'->>0 AS id FROM changes ORDER BY changes.id DESC LIMIT 1")).rows[0].id;
    const answer = async (day: string, verdict: "holds" | "does_not_hold" | "lapsed", inputs: string[], more = {}) => {
      const one = testAssessment(inputs, {
        claim,
        verdict,
        asOf: day,
        knownAt: new Date(day).toISOString(),
        inputsHash: `${day}`,
        ...more,
      });
      await appendAssessments(test.db, [one], new Date(day));
    };
    await capture("2025-01-01", chinaValues({ 2023: 0 }));
    await answer("2025-01-01", "holds", [await idOf()]);
    await evaluate("2025-01-01");
    await capture("2025-02-01", chinaValues({ 2023: 9 }));
    await answer("2025-02-01", "does_not_hold", [await idOf()]);
    await evaluate("2025-02-01");
    await capture("2025-03-01", chinaValues({ 2023: 0 }), { as: { cause: "correction", note: "misread" } });
    const inputs = [await idOf()];
    await answer("2025-03-01", "holds", inputs);
    await evaluate("2025-03-01");
    await answer("2025-04-01", "lapsed", inputs);
    await answer("2025-05-01", "holds", inputs, { readingFingerprint: "f2" });
    await answer("2025-06-01", "does_not_hold", [], { readingFingerprint: "f2" });
    await evaluate("2025-06-02");
    expect(await stepsOf(test.db, watched.rule.id, true)).toEqual([
      "2025-02-01 changed revision told 1",
      "2025-03-01 changed correction told 1",
      "2025-04-01 changed time told 1",
      "2025-05-01 changed rule told 1",
      "2025-06-01 changed time told 1",
    ]);
    expect(reader).toBeDefined();
  });

  it("notify that a number was withdrawn where a verdict is gone with it", async () => {
    const { capture, id } = await stageRule(test.db);
    const claim = `claim-${id}`;
    const watched = builtInRule(ruleAround({ kind: "verdict", claim, reading: "a-reading", questions: ["now"] }, { id: `verdict-${id}` }));
    await capture("2025-01-01", [["CHN", "2023", 1]]);
    const { rows } = await test.db.pool.query("SELECT detail->'observations'->>0 AS id FROM changes ORDER BY changes.id DESC LIMIT 1");
    const at = (day: string, more: Parameters<typeof testAssessment>[1]) =>
      testAssessment(more?.verdict === "holds" ? [rows[0].id] : [], { claim, knownAt: `${day}T00:00:00.000Z`, inputsHash: day, ...more });
    await appendAssessments(test.db, [at("2025-01-01", { verdict: "holds" })], new Date("2025-01-01"));
    await passOver(test.db, watched)("2025-01-01");
    await capture("2025-02-01", [["CHN", "2023", null]]);
    await appendAssessments(test.db, [at("2025-02-01", { verdict: "not_assessable", value: null })], new Date("2025-02-01"));
    await passOver(test.db, watched)("2025-02-01");
    expect(await stepsOf(test.db, watched.rule.id, true)).toEqual(["2025-02-01 changed withdrawal told 0"]);
  });

  it("notify that a publisher is late as of its deadline, whenever evaluated, and that it has published", async () => {
    const { capture, id } = await stageRule(test.db);
    const watched = sourceRule(id, "theirs");
    const evaluate = passOver(test.db, watched);
    await capture("2025-02-01", chinaValues({ 2024: 1 }));
    await evaluate("2025-02-02");
    expect(await evaluate("2026-04-14")).toMatchObject({ rules: 0 });
    await evaluate("2026-08-01");
    await capture("2026-09-01", chinaValues({ 2024: 1, 2025: 2 }));
    await evaluate("2026-09-01");
    expect(await stepsOf(test.db, watched.rule.id, true)).toEqual(["2026-04-15 late time told 0", "2026-09-01 spoke new_period told 0"]);
  });

  it("retract by notifying that it had published in time, as a late capture shows", async () => {
    const { capture, id } = await stageRule(test.db);
    const watched = sourceRule(id, "theirs");
    const evaluate = passOver(test.db, watched);
    await capture("2025-02-01", chinaValues({ 2024: 1 }));
    await evaluate("2025-02-02");
    await evaluate("2026-08-01");
    await capture("2026-03-01", chinaValues({ 2024: 1, 2025: 2 }));
    await evaluate("2026-08-02");
    expect(await stepsOf(test.db, watched.rule.id, true)).toEqual(["2026-04-15 late time told 0", "2026-08-02 spoke new_period told 0"]);
  });

  it("notify the operator that our fetches fail, from the second in a row, and that they succeed again", async () => {
    const { id } = await stageRule(test.db);
    const watched = sourceRule(id, "ours", 2);
    const evaluate = passOver(test.db, watched);
    const operator = await testReader(test.db, { scopes: ["operator"] });
    await testReader(test.db, { scopes: ["everything", `source:${id}`] });
    await evaluate("2025-01-01");
    const look = async (day: string, outcome: "unreachable" | "same_bytes") => {
      const now = new Date(day);
      const run = await startRun(test.db, { source: id, slotId: null, fence: null, trigger: "manual", parserFingerprint: "reader-1", now });
      await finishRun(test.db, run, { outcome, detail: {}, now });
      return evaluate(day);
    };
    expect(await look("2025-01-02", "unreachable")).toMatchObject({ rules: 1, notices: 0 });
    expect(await look("2025-01-03", "unreachable")).toMatchObject({ notices: 1, deliveries: 1 });
    expect(await look("2025-01-04", "same_bytes")).toMatchObject({ notices: 1, deliveries: 1 });
    expect(await evaluate("2025-01-05")).toMatchObject({ rules: 0 });
    const { rows } = await test.db.pool.query(
      "SELECT DISTINCT d.subscriber_id AS subscriber FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE t.rule = $1",
      [watched.rule.id],
    );
    expect(rows).toEqual([{ subscriber: operator }]);
  });
});
