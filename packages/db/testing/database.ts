import { createHash, randomBytes } from "node:crypto";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { useThrowawayServer } from "@talent/postgres/testing/throwaway-server";
import pg from "pg";
import { type Db, openDb } from "../src/connect.ts";
import { migrate, migrationsOnDisk } from "../src/setup/migrate.ts";
import { webRoleUrl } from "../src/setup/web-role.ts";

export type TestDatabase = { readonly url: string; readonly db: Db; drop(): Promise<void> };

export const TEST_WEB_PASSWORD = "it's a \\ secret/?#%41";

const LOCK = 5_520_416;

/**
 * A migrated, empty database of your own, as superuser: a clone of a template made once per server and set of migrations. One per test file;
 * call `drop` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const name = `talent_test_${randomBytes(6).toString("hex")}`;
  await onServer(server, async (admin) => {
    const template = await migratedTemplate(admin, server);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  });
  const url = databaseUrl(server, name);
  const db = openDb(url, { applicationName: "talent test" });
  const drop = async () => {
    await db.close();
    await onServer(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url, db, drop };
}

/**
 * URL with which the dashboard's role reads a test database. Its password belongs to the whole server: every test sets this one, or it would lock out
 * its neighbours. Hard to quote, in SQL and in a URL.
 */
export function testWebUrl({ db, url }: Pick<TestDatabase, "db" | "url">): Promise<string> {
  return webRoleUrl(db, url, TEST_WEB_PASSWORD);
}

/** A new empty database without our migrations, for tests of the migrations themselves. */
export async function emptyTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = await testServer();
  const name = `talent_empty_${randomBytes(6).toString("hex")}`;
  await onServer(server, (admin) => admin.query(`CREATE DATABASE ${name}`));
  const drop = async () => {
    await onServer(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: databaseUrl(server, name), drop };
}

let server: Promise<string> | undefined;

/**
 * URL of a server where tests may do anything, as superuser: TEST_DATABASE_URL, else a private one that all test processes of this work tree share
 * and that ends, and leaves no database, with the last of them.
 */
function testServer(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  server ??= given ? Promise.resolve(given) : useThrowawayServer(privateFolder()).then((own) => own.url("postgres"));
  return server;
}

function privateFolder(): string {
  const tree = createHash("sha256")
    .update(`${import.meta.url} ${process.env.TEST_POSTGRES_BIN ?? ""}`)
    .digest("hex");
  return join(tmpdir(), `talent-test-${userInfo().uid}-${tree.slice(0, 10)}`);
}

async function migratedTemplate(admin: pg.Client, server: string): Promise<string> {
  const migrations = await migrationsOnDisk();
  const digest = createHash("sha256")
    .update(migrations.map((migration) => migration.checksum).join())
    .digest("hex");
  const name = `talent_template_${digest.slice(0, 12)}`;
  await admin.query("SELECT pg_advisory_lock($1)", [LOCK]);
  try {
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount) return name;
    // Built under another name: a template that exists is a finished one.
    await admin.query(`DROP DATABASE IF EXISTS ${name}_part WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name}_part`);
    await migrate(databaseUrl(server, `${name}_part`));
    await admin.query(`ALTER DATABASE ${name}_part RENAME TO ${name}`);
    return name;
  } finally {
    await admin.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  }
}

async function onServer<T>(server: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server });
  admin.on("error", () => {});
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
