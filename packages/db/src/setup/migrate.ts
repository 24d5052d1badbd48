import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { CannotCreateRole, MigrationMismatch } from "../errors.ts";

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

const FOLDER = fileURLToPath(new URL("../../../../prisma/migrations", import.meta.url));
// The key Prisma's own migration engine locks, so that the two never run at once.
const LOCK = 72707369;

const LEDGER = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" varchar(36) PRIMARY KEY NOT NULL, "checksum" varchar(64) NOT NULL, "finished_at" timestamptz,
    "migration_name" varchar(255) NOT NULL, "logs" text, "rolled_back_at" timestamptz,
    "started_at" timestamptz NOT NULL DEFAULT now(), "applied_steps_count" integer NOT NULL DEFAULT 0)`;

const ROLE_SQL = `CREATE ROLE "talent_web" LOGIN NOINHERIT;`;

/** The migrations on disk in order of application, each with the sha-256 of its file. */
export async function migrationsOnDisk(folder: string = FOLDER): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    }),
  );
}

/**
 * Brings the database forward and keeps the same rows as `prisma migrate deploy`. Each migration is one transaction; two runners wait for each other.
 * Throws MigrationMismatch when an applied file was edited or an earlier attempt is open, CannotCreateRole when the role is missing and may not be made.
 */
export async function migrate(url: string, options: { now?: Date; folder?: string } = {}): Promise<{ applied: string[] }> {
  const migrations = await migrationsOnDisk(options.folder);
  const client = new pg.Client({ connectionString: url, application_name: "talent migrate" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(LEDGER);
    const pending = await pendingMigrations(client, migrations);
    if (pending.length > 0) await requireWebRole(client);
    for (const migration of pending) await applyMigration(client, migration, options.now ?? new Date());
    return { applied: pending.map((migration) => migration.name) };
  } finally {
    await client.end();
  }
}

async function pendingMigrations(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  const unfinished = rows.find((row) => row.finished_at === null);
  if (unfinished) throw new MigrationMismatch(`migration ${unfinished.migration_name} was started and never finished`);
  const changed = migrations.find((migration) => (applied.get(migration.name)?.checksum ?? migration.checksum) !== migration.checksum);
  if (changed) throw new MigrationMismatch(`migration ${changed.name} was edited after it was applied`);
  const known = new Set(migrations.map((migration) => migration.name));
  const foreign = rows.find((row) => !known.has(row.migration_name));
  if (foreign) throw new MigrationMismatch(`the database has migration ${foreign.migration_name}, which this version does not know`);
  const pending = migrations.filter((migration) => !applied.has(migration.name));
  const newest =
    rows
      .map((row) => row.migration_name)
      .sort()
      .at(-1) ?? "";
  const late = pending.find((migration) => migration.name < newest);
  if (late) throw new MigrationMismatch(`migration ${late.name} sorts before ${newest}, which is already applied`);
  return pending;
}

async function requireWebRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ able: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_web')
         OR (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS able`,
  );
  if (rows[0]?.able) return;
  throw new CannotCreateRole(`this database user may not create roles; ask an administrator to run: ${ROLE_SQL}`, ROLE_SQL);
}

async function applyMigration(client: pg.Client, migration: Migration, now: Date): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name, now],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
