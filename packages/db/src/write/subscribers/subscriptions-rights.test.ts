import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase, testWebUrl } from "../../../testing/database.ts";
import { heldNotice, openAsWebRole, requestAndFind, TEST_KEY } from "../../../testing/subscriber-builders.ts";
import { audienceCounts, deliveryLog, noticeTotals } from "../../read/subscribers/delivery-log.ts";
import { confirmSubscription, eraseSubscriber } from "./subscriptions.ts";

const NOW = new Date("2026-11-28T10:00:00Z");
const ADDRESS = "Jürgen.Käufer+alerts@bücher-example.org";
const CLOSED = [
  "subscribers",
  "subscriptions",
  "consent_events",
  "tokens",
  "messages",
  "message_attempts",
  "deliveries",
  "subscription_limits",
];
const DOOR = [
  "change_settings",
  "confirm_subscription",
  "end_subscription",
  "erase_subscriber",
  "keep_links",
  "read_link",
  "renew_links",
  "request_subscription",
  "restart_subscription",
  "unsubscribe",
];

let test: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  test = await testDatabase();
  client = new pg.Client({ connectionString: await testWebUrl(test) });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.drop();
});

describe("the dashboard's role", () => {
  it.each(CLOSED)("reads and writes nothing in %s", async (table) => {
    for (const act of [
      `SELECT FROM ${table}`,
      `SELECT count(*) FROM ${table}`,
      `INSERT INTO ${table} DEFAULT VALUES`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ])
      await expect(client.query(act), act).rejects.toThrow("permission denied");
  });

  it("writes no table or view at all, and reads of people only the log and the counts", async () => {
    const { rows } = await client.query<{ name: string; reads: boolean; writes: boolean }>(
      `SELECT relname AS name, has_table_privilege(oid, 'SELECT') AS reads, has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(oid, 'INSERT, UPDATE') AS writes
       FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')`,
    );
    expect(rows.filter((row) => row.writes)).toEqual([]);
    const about = /subscri|consent|token|message|deliver|audience|alert|notice/;
    expect(
      rows
        .filter((row) => row.reads && about.test(row.name))
        .map((row) => row.name)
        .sort(),
    ).toEqual(["alert_rules", "alert_states", "alert_transitions", "audience_counts", "delivery_log", "notices"]);
  });

  it("calls the functions granted to the web role and no others", async () => {
    const { rows } = await client.query<{ name: string; runs: boolean; definer: boolean; path: string[] | null }>(
      `SELECT proname AS name, has_function_privilege(oid, 'EXECUTE') AS runs, prosecdef AS definer, proconfig AS path
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    const definers = rows.filter((row) => row.definer);
    expect(definers.map((row) => row.name).sort()).toEqual(DOOR);
    expect(definers.every((row) => row.runs && row.path?.join() === "search_path=pg_catalog, public, pg_temp")).toBe(true);
    expect(
      rows
        .filter((row) => row.runs && !row.definer)
        .map((row) => row.name)
        .sort(),
    ).toEqual(["delivery_due", "refuse_change"]);
    await expect(client.query("SELECT erase_person(now(), gen_random_uuid(), 'x')")).rejects.toThrow("permission denied");
  });

  it("keeps links only for a mail that the same transaction queued", async () => {
    const web = openAsWebRole(test.url);
    const person = await requestAndFind(test.db, web, { address: "links@example.org" }, NOW);
    const [message] = (await client.query<{ id: string }>("SELECT id FROM delivery_log ORDER BY created_at DESC LIMIT 1")).rows;
    await client.query("SELECT keep_links($1, $2, $3, $4, $5)", [NOW, message?.id, ...[7, 8, 9].map((byte) => Buffer.alloc(32, byte))]);
    const { rows } = await test.db.pool.query("SELECT count(*)::integer AS count FROM tokens WHERE subscriber_id = $1", [person.id]);
    expect(rows).toEqual([{ count: 3 }]);
    await web.close();
  });

  it("cannot put a table of its own in the place of ours", async () => {
    const web = openAsWebRole(test.url);
    const connection = await web.pool.connect();
    await connection.query("CREATE TEMPORARY TABLE subscribers (id uuid, address_cipher bytea)").catch(() => {});
    const { rows } = await connection.query("SELECT unsubscribe($1, $2, 'page') AS said", [NOW, Buffer.alloc(32, 1)]);
    expect(rows).toEqual([{ said: "unknown" }]);
    connection.release(true);
    await web.close();
  });
});

/** Every text and every byte string in every table, as one text each. */
async function everything(): Promise<string[]> {
  const { rows } = await test.db.pool.query<{ table: string; column: string; type: string }>(
    `SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`,
  );
  expect(rows.length).toBeGreaterThan(150);
  const found: string[] = [];
  for (const { table, column, type } of rows) {
    const text = type === "bytea" ? `encode("${column}", 'hex')` : `"${column}"::text`;
    const { rows: values } = await test.db.pool.query<{ text: string | null }>(`SELECT ${text} AS text FROM "${table}"`);
    found.push(...values.flatMap((row) => (row.text === null ? [] : [row.text])));
  }
  return found;
}

describe("erasure", () => {
  it("leaves no trace of the address in any table, and what was agreed to stays without a name", async () => {
    const web = openAsWebRole(test.url);
    const person = await requestAndFind(test.db, web, { address: ADDRESS, timeZone: "Asia/Shanghai" }, NOW);
    await confirmSubscription(web, person.confirm, NOW);
    const { rows: wishes } = await test.db.pool.query<{ id: string }>("SELECT id FROM subscriptions WHERE subscriber_id = $1", [person.id]);
    await heldNotice(test.db, {
      scopes: ["everything"],
      wishes: [{ id: wishes[0]?.id ?? "", person: person.id }],
      at: "2026-11-28T11:00:00Z",
    });
    const before = await everything();
    const sealed = (
      await test.db.pool.query<{ hex: string }>("SELECT encode(address_cipher, 'hex') AS hex FROM subscribers WHERE id = $1", [person.id])
    ).rows[0]?.hex;
    const traces = [sealed ?? "", TEST_KEY.lookup(ADDRESS).toString("hex")];
    for (const trace of traces) expect(before.some((text) => text.includes(trace))).toBe(true);
    const plain = [ADDRESS, ADDRESS.toLowerCase(), Buffer.from(ADDRESS).toString("hex"), "Käufer"];
    for (const trace of plain)
      expect(
        before.some((text) => text.includes(trace)),
        trace,
      ).toBe(false);

    expect(await eraseSubscriber(web, person.manage, NOW)).toBe(true);
    expect(await eraseSubscriber(web, person.manage, NOW)).toBe(false);
    const after = await everything();
    for (const trace of [...traces, ...plain])
      expect(
        after.some((text) => text.includes(trace)),
        trace,
      ).toBe(false);
    const of = async (sql: string) => (await test.db.pool.query(sql, [person.id])).rows;
    expect(await of("SELECT state, time_zone FROM subscribers WHERE id = $1")).toEqual([{ state: "erased", time_zone: "UTC" }]);
    expect(await of("SELECT FROM tokens WHERE subscriber_id = $1")).toEqual([]);
    expect(await of("SELECT DISTINCT state, reason FROM messages WHERE subscriber_id = $1")).toEqual([
      { state: "dropped", reason: "erased" },
    ]);
    expect(await of("SELECT state, reason FROM deliveries WHERE subscriber_id = $1")).toEqual([{ state: "suppressed", reason: "erased" }]);
    expect((await of("SELECT event FROM consent_events WHERE subscriber_id = $1 ORDER BY id")).map((row) => row.event)).toEqual([
      "requested",
      "confirmed",
      "erased",
    ]);

    const again = await requestAndFind(test.db, web, { address: ADDRESS }, NOW);
    expect(again.id).not.toBe(person.id);
    await web.close();
  });
});

describe("the operator's view", () => {
  it("names no one, not even where a server repeated the address in its reply", async () => {
    const web = openAsWebRole(test.url);
    const person = await requestAndFind(test.db, web, { address: "log@example.org" }, new Date("2026-11-28T12:00:00Z"));
    await test.db.pool.query(
      `INSERT INTO message_attempts (message_id, attempt, attempted_at, outcome, code, reply)
       SELECT id, 1, $2, 'rejected', 550, '5.1.1 <log@example.org>: no such user; log@example.org' FROM messages WHERE subscriber_id = $1`,
      [person.id, NOW],
    );
    const [newest] = await deliveryLog(web, { state: null, limit: 1 });
    expect(newest).toMatchObject({
      kind: "confirm",
      channel: "mail",
      state: "queued",
      notices: 0,
      last: { outcome: "rejected", code: 550 },
    });
    expect(newest?.last?.reply).toBe("5.1.1 <(address)>: no such user; (address)");
    expect(newest?.subscriber).toMatch(/^[0-9a-f]{8}$/);
    expect(person.id).not.toContain(newest?.subscriber);
    expect(await deliveryLog(web, { state: "dead", limit: 10 })).toEqual([]);
    await web.close();
  });

  it("counts what came in and what became of it", async () => {
    const counts = await audienceCounts(test.db);
    expect(noticeTotals(counts)).toEqual({ told: 1, delivered: 0, held: 0, suppressed: 1 });
    expect(counts).toContainEqual({ of: "deliveries", what: "suppressed", why: "erased", count: 1 });
    expect(noticeTotals([])).toEqual({ told: 0, delivered: 0, held: 0, suppressed: 0 });
  });
});
