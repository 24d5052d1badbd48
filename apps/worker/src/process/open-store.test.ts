import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "@talent/db/connect";
import { emptyTestDatabase } from "@talent/db/testing/database";
import { useEmbeddedServer } from "@talent/postgres/server";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEnvironment } from "./environment.ts";
import { openStore } from "./open-store.ts";

const folder = mkdtempSync(join(tmpdir(), "store-"));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let database: Awaited<ReturnType<typeof emptyTestDatabase>>;
beforeEach(async () => {
  database = await emptyTestDatabase();
});
afterEach(() => database.drop());

const environment = (url: string, variables: Record<string, string> = {}) =>
  readEnvironment({ DATABASE_URL: url, DATA_DIR: join(folder, "data"), ...variables });

async function sql(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const db = openDb(url);
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await db.pool.query(statement)).rows;
    return rows;
  } finally {
    await db.close();
  }
}

describe("a store by DATABASE_URL", () => {
  it("is migrated, and read by the dashboard as a role of its own", async () => {
    const store = await openStore(environment(database.url), "live");
    expect(await sql(await store.webUrl(), "select current_user as who")).toEqual([{ who: "talent_web" }]);
    await store.close();
  });

  it("gives two starts on one server the same credentials, so that neither locks out the other's dashboard", async () => {
    const other = await emptyTestDatabase();
    const [one, two] = [await openStore(environment(database.url), "live"), await openStore(environment(other.url), "replay")];
    const [first, second] = [new URL(await one.webUrl()), new URL(await two.webUrl())];
    expect(second.password).toBe(first.password);
    expect(first.password).not.toBe("");
    expect(first.password).not.toBe(new URL(database.url).password);
    await Promise.all([one.close(), two.close()]);
    await other.drop();
  });

  it("of the other mode stops with one sentence, and is accepted by read-only commands", async () => {
    await (await openStore(environment(database.url), "replay")).close();
    await expect(openStore(environment(database.url), "live")).rejects.toThrow(
      /^DATABASE_URL: this database holds a replay store and cannot be used as a live one\.$/,
    );
    const looked = await openStore(environment(database.url));
    expect(looked.mode).toBe("replay");
    await looked.close();
  });

  it("of a newer version stops with one sentence", async () => {
    await (await openStore(environment(database.url), "live")).close();
    await sql(
      database.url,
      `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at) values ('x', 'x', '99990101000000_later', now())`,
    );
    await expect(openStore(environment(database.url), "live")).rejects.toThrow(
      /^The database cannot be migrated: [^\n]*99990101000000_later[^\n]*\.$/,
    );
  });

  it("whose user may not make roles prints the SQL to run, and works once it was run", { timeout: 60_000 }, async () => {
    const server = await useEmbeddedServer(join(folder, "server"));
    const [admin, limited, web] = [server.url("postgres"), new URL(server.url("owned")), new URL(server.url("owned"))];
    [limited.username, limited.password, web.username, web.password] = ["limited", "x", "talent_web", "given"];
    await sql(admin, "create role limited login password 'x'");
    await sql(admin, "create database owned owner limited");
    await expect(openStore(environment(limited.href), "live")).rejects.toThrow(
      /may not create roles[\s\S]*CREATE ROLE "talent_web" LOGIN NOINHERIT;$/,
    );
    await sql(admin, 'CREATE ROLE "talent_web" LOGIN NOINHERIT;');
    const store = await openStore(environment(limited.href), "live");
    await expect(store.webUrl()).rejects.toThrow(/may not set the password of talent_web[\s\S]*ALTER ROLE "talent_web" LOGIN PASSWORD/);
    await store.close();
    await sql(admin, "alter role talent_web password 'given'");
    const again = await openStore(environment(limited.href, { WEB_DATABASE_URL: web.href }), "live");
    expect(await sql(await again.webUrl(), "select current_user as who")).toEqual([{ who: "talent_web" }]);
    await again.close();
    await server.stop();
  });
});
