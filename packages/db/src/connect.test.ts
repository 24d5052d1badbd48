import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { seriesAsOf } from "../testing/series-as-of.ts";
import { testSource } from "../testing/source-builder.ts";
import { type Db, inTransaction, openDb, transactionWithRetry } from "./connect.ts";
import { StoreFull } from "./errors.ts";

describe("a database handle", () => {
  let test: TestDatabase;
  const opened: Db[] = [];
  const open = (options: Parameters<typeof openDb>[1]) => {
    const db = openDb(test.url, options);
    opened.push(db);
    return db;
  };
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.close()));
    await test.drop();
  });

  it("connects to nothing before the first query", async () => {
    const db = openDb("postgresql://nobody@127.0.0.1:1/nowhere");
    await expect(db.pool.query("SELECT 1")).rejects.toThrow("ECONNREFUSED");
    await db.close();
    await db.close();
  });

  it("has slow statements cancelled by the server, on both of its ways in, and works on", async () => {
    const db = open({ statementTimeoutMs: 100, max: 1 });
    await expect(db.pool.query("SELECT pg_sleep(5)")).rejects.toMatchObject({ code: "57014" });
    await expect(db.prisma.$queryRaw`SELECT 1 FROM pg_sleep(5)`).rejects.toThrow("statement timeout");
    expect((await db.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });

  it("reads dates and big numbers as printed, whatever the zone of the machine", async () => {
    const { rows } = await test.db.pool.query(`SELECT date '2025-02-10' AS day, 9007199254740993::bigint AS big`);
    expect(rows).toEqual([{ day: "2025-02-10", big: "9007199254740993" }]);
  });

  it("replaces connections that the server ended", async () => {
    const db = open({ max: 2 });
    const { rows } = await db.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    await test.db.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await db.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    const killSelf = inTransaction(db, (connection) => connection.query("SELECT pg_terminate_backend(pg_backend_pid())"));
    await expect(killSelf).rejects.toThrow();
    expect((await db.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });

  it("reports a full disk in a type of its own, stores nothing of the attempt, and works again by itself", async () => {
    const source = await testSource(test.db, "full");
    await test.db.pool.query(
      `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER full_disk BEFORE INSERT ON changes EXECUTE FUNCTION full_disk()`,
    );
    await expect(source.capture("2024-01-01", [["CHN", "2023", 1]])).rejects.toThrow(StoreFull);
    const now = () => seriesAsOf(test.db, { indicator: source.indicator, area: "CHN", dimensions: {} }, new Date());
    expect(await now()).toEqual([]);
    await test.db.pool.query("DROP TRIGGER full_disk ON changes");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    expect(await now()).toHaveLength(1);
  });

  it("tries a transaction again that lost a deadlock, and gives up after the fifth", async () => {
    let attempts = 0;
    const deadlockUntil = (last: number) => () => {
      attempts += 1;
      if (attempts < last) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
      return Promise.resolve(attempts);
    };
    expect(await transactionWithRetry(test.db, deadlockUntil(3))).toBe(3);
    attempts = 0;
    await expect(transactionWithRetry(test.db, deadlockUntil(9))).rejects.toThrow("deadlock detected");
    expect(attempts).toBe(5);
  });
});
