import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { ruleOf } from "@talent/core/testing/alert-builders";
import { deliveryTotals } from "@talent/db/read/subscribers/delivery-log";
import { testReader } from "@talent/db/testing/alert-builders";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { testSource } from "@talent/db/testing/source-builder";
import { ALERT_CRASH_POINTS } from "@talent/db/write/alerts/alert-pass";
import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluateAlerts } from "./evaluate-alerts.ts";
import { builtInRule } from "./watched-rules.ts";

const FIXTURE = fileURLToPath(new URL("../../../testing/evaluate-and-crash.ts", import.meta.url));
const POINTS = ["read", "evaluated", ...ALERT_CRASH_POINTS];

const made: TestDatabase[] = [];
let whole: unknown;
let nothing: unknown;

const SERIES = { indicator: "heads-count", area: "CHN", dimensions: {} };

function evaluate({ db }: TestDatabase, now: string): Promise<unknown> {
  const catalogue = { facts: () => ({ unit: "persons", periodKind: "year" }) as const, releaseSeriesOf: () => [SERIES] };
  return evaluateAlerts(db, { now: new Date(now), rules: [builtInRule(ruleOf({}, SERIES))], catalogue });
}

/** The same in a process of its own that kills itself at a point; returns the signal that ended it. */
function evaluateUntil(point: string, store: TestDatabase, now: string): Promise<string | null> {
  const child = spawn(process.execPath, [FIXTURE, store.url, now, point], { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      code === 0 || signal !== null ? resolve(signal) : reject(new Error(`the worker ended with ${code}`)),
    );
  });
}

/** A store with a notice made and sent, and a revision that retracts it while a further delivery of it is still held. */
async function store(): Promise<TestDatabase> {
  const test = await testDatabase();
  made.push(test);
  await runMigrations({ connectionString: test.url });
  const source = await testSource(test.db, "heads");
  const reader = await testReader(test.db, { scopes: ["indicator:heads-count"] });
  await testReader(test.db, { scopes: ["everything"], cadence: "weekly" });
  await source.capture("2025-01-01", [["CHN", "2023", 0]]);
  await evaluate(test, "2025-01-01");
  await source.capture("2025-02-01", [
    ["CHN", "2023", 0],
    ["CHN", "2024", -20],
  ]);
  await evaluate(test, "2025-02-01");
  const message = randomUUID();
  await test.db.pool.query(
    `INSERT INTO messages (id, subscriber_id, kind, state, attempts, due_at, created_at) VALUES ($1, $2, 'notices', 'sent', 1, now(), now())`,
    [message, reader],
  );
  await test.db.pool.query("UPDATE deliveries SET state = 'delivered', message_id = $1, settled_at = now() WHERE subscriber_id = $2", [
    message,
    reader,
  ]);
  await test.db.pool.query("DELETE FROM graphile_worker._private_jobs");
  await source.capture("2026-02-01", [
    ["CHN", "2023", -30],
    ["CHN", "2024", -10],
    ["CHN", "2025", -40],
  ]);
  return test;
}

/** All that evaluating leaves, without the ids and times that differ from one attempt to the next. */
async function contents({ db }: TestDatabase): Promise<unknown> {
  const { rows } = await db.pool.query(
    `SELECT
       (SELECT jsonb_agg(jsonb_build_array(t.effective_at, t.evaluated_at, t.to_phase, t.tells, t.facts, b.effective_at, n.audience) ORDER BY t.id)
        FROM alert_transitions t LEFT JOIN notices n ON n.transition_id = t.id LEFT JOIN alert_transitions b ON b.id = t.retracts_id) AS steps,
       (SELECT jsonb_agg(jsonb_build_array(t.effective_at, t.tells, p.cadence, d.state, d.reason, d.due_at) ORDER BY t.id, p.cadence)
        FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id JOIN subscribers p ON p.id = d.subscriber_id) AS deliveries,
       (SELECT jsonb_agg(to_jsonb(s) - 'change_seen') FROM alert_states s) AS states,
       (SELECT count(*)::integer FROM graphile_worker.jobs WHERE task_identifier = 'deliver') AS jobs`,
  );
  return rows[0];
}

describe("kill -9 of a worker that evaluates", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    const test = await store();
    nothing = await contents(test);
    await evaluate(test, "2026-02-01");
    whole = await contents(test);
  }, 120_000);
  afterAll(() => Promise.all(made.map((test) => test.drop())));

  it("is worth testing: a retraction to one of two, a crossing of another period, and a job for the queue", () => {
    expect(nothing).toMatchObject({ steps: { length: 2 }, deliveries: { length: 2 }, jobs: 0 });
    expect(whole).toMatchObject({ steps: { length: 4 }, deliveries: { length: 5 }, jobs: 1 });
  });

  it.each(POINTS)('at "%s" leaves all or nothing, and the next one completes it, once', async (point) => {
    const test = await store();
    expect(await evaluateUntil(point, test, "2026-02-01")).toBe("SIGKILL");
    expect(await contents(test)).toEqual(point === "committed" ? whole : nothing);
    await evaluate(test, "2026-02-01");
    await evaluate(test, "2026-02-01");
    expect(await contents(test)).toEqual(whole);
    const { in: meant, delivered, held, suppressed } = await deliveryTotals(test.db);
    expect(meant).toBe(delivered + held + suppressed);
  });
});
