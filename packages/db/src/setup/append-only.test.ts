import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase, testWebUrl } from "../../testing/database.ts";
import { testSource } from "../../testing/source-builder.ts";

const EVIDENCE = [
  "runs",
  "run_outcomes",
  "snapshots",
  "exchanges",
  "refusals",
  "series",
  "periods",
  "citations",
  "locators",
  "appends",
  "observations",
  "quarantine",
  "quarantine_decisions",
  "assessments",
  "cited_observations",
  "changes",
  "alert_rules",
  "alert_transitions",
  "notices",
  "consent_events",
  "message_attempts",
];

describe("evidence", () => {
  let test: TestDatabase;
  let web: pg.Client;
  beforeAll(async () => {
    test = await testDatabase();
    const source = await testSource(test.db, "kept");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    web = new pg.Client({ connectionString: await testWebUrl(test) });
    await web.connect();
  });
  afterAll(async () => {
    await web.end();
    await test.drop();
  });

  for (const table of EVIDENCE) {
    it(`in ${table} is not changed by anyone, the superuser included`, async () => {
      const update = await firstColumn(table);
      for (const act of [
        `UPDATE ${table} SET ${update}`,
        `DELETE FROM ${table}`,
        `DELETE FROM ${table} WHERE false`,
        `TRUNCATE ${table} CASCADE`,
      ]) {
        await expect(test.db.pool.query(act), act).rejects.toThrow("is append-only");
        await expect(web.query(act), act).rejects.toThrow("permission denied");
      }
    });
  }

  // A generated key cannot be set at all; any other column of the table is as good.
  const firstColumn = async (table: string) => {
    const { rows } = await test.db.pool.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND is_identity = 'NO' LIMIT 1`,
      [table],
    );
    return `"${rows[0]?.name}" = "${rows[0]?.name}"`;
  };

  it("is not changed in replication mode either, where ordinary triggers sleep", async () => {
    const client = await test.db.pool.connect();
    await client.query("SET session_replication_role = replica");
    await expect(client.query("UPDATE observations SET value = 0")).rejects.toThrow("is append-only");
    client.release(true);
  });

  it("is all there is without such a guard besides bookkeeping", async () => {
    const { rows } = await test.db.pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
         AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'append_only' AND t.tgenabled = 'A') ORDER BY 1`,
    );
    const bookkeeping = [
      "_prisma_migrations",
      "alert_states",
      "deliveries",
      "hosts",
      "messages",
      "parses",
      "publishers",
      "replayed_stamps",
      "robots_files",
      "slots",
      "source_indicators",
      "sources",
      "store_state",
      "subscribers",
      "subscription_limits",
      "subscriptions",
      "tokens",
    ];
    expect(rows.map((row) => row.name)).toEqual(bookkeeping);
  });

  it("can be read by the dashboard's role", async () => {
    expect((await web.query("SELECT value FROM observations")).rows).toEqual([{ value: 1 }]);
    expect((await web.query("SELECT * FROM held_keys")).rows).toEqual([]);
  });

  it("that is held back or refused cannot be read by the dashboard's role, and nothing can be written by it", async () => {
    for (const act of [
      "SELECT candidate FROM quarantine",
      "SELECT reason FROM quarantine_decisions",
      "SELECT message FROM refusals",
      "SELECT * FROM _prisma_migrations",
      "INSERT INTO observations SELECT * FROM observations",
      "INSERT INTO replayed_stamps (stamp) VALUES ('x')",
      "UPDATE sources SET republish = 'values'",
      "UPDATE slots SET state = 'done'",
      "SELECT nextval('changes_id_seq')",
      "CREATE TABLE mine (id integer)",
      "CREATE TEMPORARY TABLE mine (id integer)",
      "SELECT 1 AS id INTO TEMPORARY mine",
      "SELECT pg_read_file('/etc/passwd')",
      "CREATE ROLE other",
    ]) {
      await expect(web.query(act), act).rejects.toThrow("permission denied");
    }
    await expect(web.query("ALTER TABLE observations DISABLE TRIGGER ALL")).rejects.toThrow("must be owner");
    await expect(web.query("SET session_replication_role = replica")).rejects.toThrow("permission denied");
  });

  it("keeps a password with quotes, backslashes and marks of a URL", async () => {
    const { rows } = await web.query("SELECT current_user AS who");
    expect(rows).toEqual([{ who: "talent_web" }]);
  });
});
