import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyTestDatabase } from "../../testing/database.ts";
import { testSource } from "../../testing/source-builder.ts";
import { openAsWebRole, personOf, requestAndFind, TEST_KEY } from "../../testing/subscriber-builders.ts";
import { type Db, openDb } from "../connect.ts";
import { alertEntries } from "../read/alerts/alert-history.ts";
import { assessmentHistory } from "../read/claims/assessments.ts";
import { changesSince } from "../read/feeds/changes.ts";
import { heldValues } from "../read/ingest/held-values.ts";
import { sourceStates } from "../read/ingest/sources.ts";
import { listCaptures, storedExchange } from "../read/ingest/stored-exchanges.ts";
import { vintagesPage } from "../read/observations/series-page.ts";
import { audienceCounts, deliveryLog, deliveryTotals } from "../read/subscribers/delivery-log.ts";
import { noticesOfMessages } from "../read/subscribers/messages.ts";
import { readManageLink } from "../read/subscribers/subscriber-links.ts";
import { claimDueMessages } from "../write/deliveries/claim-messages.ts";
import { confirmSubscription, unsubscribe } from "../write/subscribers/subscriptions.ts";
import { migrate, migrationsOnDisk } from "./migrate.ts";

const FOLDER = fileURLToPath(new URL("../../../../prisma/migrations", import.meta.url));
const LAST_RELEASE = new URL("../../testing/last-release.sql", import.meta.url);
/** The first migration that the last release did not have. */
const FIRST_NEW = "20261201000000";
const NOW = new Date("2026-12-01T10:00:00Z");

/** Columns by what the last release called them. */
const RENAMED: Readonly<Record<string, string>> = {
  "source_indicators.source": "source_id",
  "slots.source": "source_id",
  "runs.source": "source_id",
  "exchanges.source": "source_id",
  "series.source": "source_id",
  "changes.source": "source_id",
  "changes.at": "occurred_at",
  "parses.same_as": "same_as_id",
  "alert_transitions.at": "effective_at",
  "alert_transitions.retracts": "retracts_id",
  "subscriptions.subscriber": "subscriber_id",
  "consent_events.subscriber": "subscriber_id",
  "consent_events.at": "occurred_at",
  "tokens.subscriber": "subscriber_id",
  "tokens.subscriptions": "subscription_ids",
  "messages.subscriber": "subscriber_id",
  "messages.in_reply_to": "in_reply_to_id",
  "message_attempts.at": "attempted_at",
  "deliveries.subscriber": "subscriber_id",
  "deliveries.subscription": "subscription_id",
  "deliveries.message": "message_id",
};

type Tables = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

describe("a store that the last release wrote", () => {
  let server: { url: string; drop(): Promise<void> };
  let db: Db;
  let web: Db;
  let before: Tables;
  let rights: unknown;

  beforeAll(async () => {
    server = await emptyTestDatabase();
    [db, web] = [openDb(server.url), openAsWebRole(server.url)];
    const former = await mkdtemp(join(tmpdir(), "talent-last-release-"));
    for (const { name } of await migrationsOnDisk())
      if (name < FIRST_NEW) await cp(join(FOLDER, name), join(former, name), { recursive: true });
    await migrate(server.url, { folder: former });
    await rm(former, { recursive: true });
    await db.pool.query(await readFile(LAST_RELEASE, "utf8"));
    [before, rights] = [await tables(db), await functionsOf(db)];
    const { applied } = await migrate(server.url);
    expect(applied.length).toBeGreaterThan(0);
    expect(applied.every((name) => name >= FIRST_NEW)).toBe(true);
  });
  afterAll(async () => {
    await Promise.all([db.close(), web.close()]);
    await server.drop();
  });

  it("has rows in every table", () => {
    expect(before.size).toBeGreaterThan(30);
    expect([...before].filter(([, rows]) => rows.length === 0).map(([table]) => table)).toEqual([]);
  });

  it("is preserved row by row and value by value, under the new names", async () => {
    const after = await tables(db);
    for (const [table, rows] of before) {
      const renamed = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, value]) => [RENAMED[`${table}.${column}`] ?? column, value])),
      );
      expect(after.get(table), table).toEqual(renamed);
    }
  });

  it("keeps who may call which function, how it runs, and what refuses to be changed", async () => {
    expect(await functionsOf(db)).toEqual(rights);
    for (const table of ["observations", "alert_transitions", "consent_events", "message_attempts", "changes"])
      await expect(db.pool.query(`DELETE FROM ${table}`)).rejects.toThrow("is append-only");
    await expect(web.pool.query("SELECT FROM subscribers")).rejects.toThrow("permission denied");
  });

  it("is read by the dashboard: numbers, bytes, sources, changes, verdicts, alerts", async () => {
    const { data } = await vintagesPage(web, { indicator: "released-count", asOf: NOW, limit: 10 });
    expect(data.map(({ period, value, cause, source }) => [period, value, cause, source])).toEqual([
      ["2022", 1, "new_period", "released"],
      ["2023", 2, "new_period", "released"],
      ["2023", 3, "revision", "released"],
    ]);
    expect((await storedExchange(web, "1")).body.toString()).toBe('[["CHN","2022",1],["CHN","2023",2]]');
    expect((await listCaptures(web, { source: "released", asOf: NOW, limit: 10 })).total).toBe(3);
    expect(await sourceStates(web)).toMatchObject([{ id: "released", lastOutcome: "new_values", newestPeriod: { id: "2023" }, held: 1 }]);
    expect((await changesSince(web, null, 10)).data.map(({ kind, source, at }) => [kind, source, at.slice(0, 10)])).toEqual([
      ["new_period", "released", "2024-01-01"],
      ["revision", "released", "2024-02-01"],
      ["source_health", "gone", "2024-01-05"],
      ["verdict", null, "2024-02-02"],
    ]);
    expect((await assessmentHistory(web, "a-claim")).map(({ verdict }) => verdict)).toEqual(["holds", "does_not_hold"]);
    expect((await alertEntries(web, {}, null, 10)).data).toMatchObject([
      { id: "2", at: "2024-02-01T00:00:00.000Z", retracts: "1", retractedBy: null, audience: 1 },
      { id: "1", at: "2024-01-01T00:00:00.000Z", retracts: null, retractedBy: "2", audience: 3 },
    ]);
    expect(await heldValues(db)).toMatchObject([{ source: "released", reason: "jump", previous: 1 }]);
  });

  it("shows its readers and operators what it did", async () => {
    const manage = await web.pool.query("SELECT read_link($1, sha256('manage of the first'), 'manage') AS link", [NOW]);
    expect(manage.rows[0].link).toMatchObject({
      state: "active",
      cadence: "daily",
      subscriptions: [{ scope: "everything" }],
      consents: [{ event: "confirmed", at: expect.stringContaining("2024-01-01T01:00") }, { event: "requested" }],
      held: 1,
    });
    expect((await deliveryLog(web, { state: null, limit: 10 })).map(({ state, notices, last }) => [state, notices, last?.outcome])).toEqual(
      [
        ["sending", 1, undefined],
        ["dropped", 1, undefined],
        ["sent", 1, "accepted"],
        ["sent", 0, "accepted"],
      ],
    );
    expect(await audienceCounts(web)).toContainEqual({ of: "deliveries", what: "suppressed", why: "erased", count: 1 });
    expect(await deliveryTotals(db)).toEqual({ in: 4, delivered: 1, held: 2, suppressed: 1 });
    const message = "00000000-0000-4000-a000-000000000003";
    expect(await noticesOfMessages(db, [message], 5)).toEqual(new Map([[message, { notices: ["2"], total: 1 }]]));
  });

  it("goes on being written: a later document, a new subscriber, a confirmation, a stop, a delivery", async () => {
    const source = await testSource(db, "released");
    await source.capture("2024-03-01", [["CHN", "2023", 4]]);
    const { data } = await vintagesPage(web, { indicator: "released-count", asOf: NOW, limit: 10 });
    expect(data.map(({ value }) => value)).toEqual([1, null, 2, 3, 4]);
    const person = await requestAndFind(db, web, { address: "new@example.org" }, NOW);
    expect(await confirmSubscription(web, person.confirm, NOW)).toBe("confirmed");
    expect(await readManageLink(web, TEST_KEY, person.manage, NOW)).toMatchObject({ state: "active", address: "new@example.org" });
    expect(await unsubscribe(web, person.unsubscribe, "page", NOW)).toBe("unsubscribed");
    expect((await personOf(db, "new@example.org"))?.id).toBe(person.id);
    const confirmed = await web.pool.query("SELECT confirm_subscription($1, sha256('confirm of the fourth')) AS stands", [NOW]);
    expect(confirmed.rows).toEqual([{ stands: "confirmed" }]);
    const claimed = await claimDueMessages(db, { now: NOW, leaseMs: 60_000, limit: 10 });
    expect(claimed.map(({ person: { channel }, inReplyTo }) => [channel, inReplyTo])).toEqual([
      // What waited for a mail has been retracted since: nothing is left to send there.
      ["webhook", "00000000-0000-4000-a000-000000000002"],
    ]);
  });
});

/** Every row of every table, in a fixed order. */
async function tables({ pool }: Db): Promise<Tables> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations' ORDER BY 1`,
  );
  const all = rows.map(async ({ name }) => {
    const found = await pool.query<{ row: Record<string, unknown> }>(`SELECT to_jsonb(t) AS row FROM "${name}" t ORDER BY t`);
    return [name, found.rows.map(({ row }) => row)] as const;
  });
  return new Map(await Promise.all(all));
}

/** Owner, rights and settings of every function. */
async function functionsOf({ pool }: Db): Promise<unknown> {
  const { rows } = await pool.query(
    `SELECT oid::regprocedure::text AS name, proowner::regrole::text AS owner, proacl::text AS rights, prosecdef AS definer, proconfig AS settings, provolatile
     FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1`,
  );
  return rows;
}
