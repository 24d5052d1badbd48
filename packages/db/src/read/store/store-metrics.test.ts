import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase, testWebUrl } from "../../../testing/database.ts";
import { testSource } from "../../../testing/source-builder.ts";
import { type Db, openDb } from "../../connect.ts";
import { finishRun, startRun } from "../../write/ingest/runs.ts";
import { storeMetrics } from "./store-metrics.ts";

describe("the numbers of the store, read as the dashboard", () => {
  let test: TestDatabase;
  let web: Db;
  beforeAll(async () => {
    test = await testDatabase();
    web = await openDb(await testWebUrl(test), { max: 1 });
  });
  afterAll(async () => {
    await web.close();
    await test.drop();
  });

  const run = async (source: string, outcome: "new_values" | "unreachable", at: string) => {
    const now = new Date(at);
    const id = await startRun(test.db, { source, slotId: null, fence: null, trigger: "schedule", parserFingerprint: "reader-1", now });
    await finishRun(test.db, id, { outcome, detail: {}, now });
  };

  it("are nothing of an empty store", async () => {
    const empty = { observations: 0, vintages: 0, held: 0, runs: {}, rules: {}, notices: {}, audience: 0 };
    expect(await storeMetrics(web, new Date("2024-01-01"))).toEqual(empty);
  });

  it("count every version once, and only the runs of the last day", async () => {
    const source = await testSource(test.db, "counted");
    await source.capture("2024-01-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 2],
    ]);
    await source.capture("2024-02-01", [
      ["CHN", "2022", 1],
      ["CHN", "2023", 3],
    ]);
    await source.capture("2024-03-01", [["CHN", "2023", 3]]);
    await run("counted", "new_values", "2024-03-01T06:00:00Z");
    await run("counted", "unreachable", "2024-03-02T06:00:00Z");
    await run("counted", "unreachable", "2024-03-02T07:00:00Z");
    const { rows } = await test.db.pool.query<{ count: number }>(`SELECT count(*)::integer AS count FROM observations`);
    const metrics = await storeMetrics(web, new Date("2024-03-02"));
    expect([metrics.observations, metrics.vintages, metrics.runs]).toEqual([4, 3, { unreachable: 2 }]);
    expect(metrics.observations).toBe(rows[0]?.count);
  });

  it("count rules by phase, and notices by kind", async () => {
    await test.db.pool.query(
      `INSERT INTO alert_states (rule, fingerprint, phase, state, evaluated_to, change_seen, known_since)
       SELECT rule, 'f', phase, '{}', now(), 0, now() FROM (VALUES ('a', 'firing'), ('b', 'normal'), ('c', 'normal')) AS r (rule, phase)`,
    );
    await test.db.pool.query(
      `WITH t AS (
         INSERT INTO alert_transitions (rule, rule_fingerprint, effective_at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes)
         SELECT 'a', 'f', now(), now(), 'normal', 'firing', tells, 'revision', '{}', '{}' FROM unnest(ARRAY['fired', 'fired', 'retracted', NULL]) AS tells
         RETURNING id, tells)
       INSERT INTO notices (transition_id, audience) SELECT id, 5 FROM t WHERE tells IS NOT NULL`,
    );
    expect(await storeMetrics(web, new Date())).toMatchObject({
      rules: { firing: 1, normal: 2 },
      notices: { fired: 2, retracted: 1 },
      audience: 15,
    });
  });
});
