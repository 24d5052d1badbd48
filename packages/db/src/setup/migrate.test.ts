import { chmod, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { useThrowawayServer } from "@talent/postgres/testing/throwaway-server";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyTestDatabase } from "../../testing/database.ts";
import { CannotCreateRole, MigrationMismatch } from "../errors.ts";
import { migrate, migrationsOnDisk } from "./migrate.ts";

const FOLDER = fileURLToPath(new URL("../../../../prisma/migrations", import.meta.url));

describe("migrations", () => {
  let server: { url: string; drop(): Promise<void> };
  let client: pg.Client;
  let copy: string;

  beforeAll(async () => {
    server = await emptyTestDatabase();
    client = new pg.Client({ connectionString: server.url });
    await client.connect();
    copy = await mkdtemp(join(tmpdir(), "talent-migrations-"));
    await cp(FOLDER, copy, { recursive: true });
  });
  afterAll(async () => {
    await client.end();
    await server.drop();
    await rm(copy, { recursive: true });
  });

  it("are applied once, in order, even by two runners at the same moment", async () => {
    const [first, second] = await Promise.all([migrate(server.url, { folder: copy }), migrate(server.url, { folder: copy })]);
    const names = (await migrationsOnDisk()).map((migration) => migration.name);
    expect([...first.applied, ...second.applied].sort()).toEqual(names);
    expect(await migrate(server.url, { folder: copy })).toEqual({ applied: [] });
  });

  it("leave the rows that Prisma's own command would have left", async () => {
    const { rows } = await client.query(
      `SELECT migration_name, checksum, applied_steps_count, finished_at >= started_at AS finished, logs, rolled_back_at, length(id) AS id
       FROM "_prisma_migrations" ORDER BY migration_name`,
    );
    const expected = (await migrationsOnDisk()).map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      applied_steps_count: 1,
      finished: true,
      logs: null,
      rolled_back_at: null,
      id: 36,
    }));
    expect(rows).toEqual(expected);
  });

  it("are frozen: each is the file that it was, and none is gone", async () => {
    const frozen: unknown = JSON.parse(await readFile(join(FOLDER, "checksums.json"), "utf8"));
    expect(Object.fromEntries((await migrationsOnDisk()).map(({ name, checksum }) => [name, checksum]))).toEqual(frozen);
  });

  it("refuse to go on when an applied file was edited", async () => {
    const edited = await mkdtemp(join(tmpdir(), "talent-migrations-"));
    await cp(FOLDER, edited, { recursive: true });
    const [first] = await migrationsOnDisk();
    await writeFile(join(edited, first?.name ?? "", "migration.sql"), `${first?.sql}-- edited`);
    await expect(migrate(server.url, { folder: edited })).rejects.toThrow(MigrationMismatch);
    await rm(edited, { recursive: true });
  });

  it("leave nothing of a migration that fails, and apply it once it is repaired", async () => {
    const name = "29990101000000_broken";
    await cp(join(FOLDER, "20261123000100_append_only"), join(copy, name), { recursive: true });
    await writeFile(join(copy, name, "migration.sql"), "CREATE TABLE half (id integer); SELECT 1 / 0;");
    await expect(migrate(server.url, { folder: copy })).rejects.toThrow("division by zero");
    expect((await client.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
    await writeFile(join(copy, name, "migration.sql"), "CREATE TABLE half (id integer);");
    expect(await migrate(server.url, { folder: copy })).toEqual({ applied: [name] });
  });

  it("of two new databases of one server may run side by side, both making the role", async () => {
    const others = await Promise.all([emptyTestDatabase(), emptyTestDatabase()]);
    const results = await Promise.all(others.map((other) => migrate(other.url)));
    const all = (await migrationsOnDisk()).map((migration) => migration.name);
    expect(results.map((result) => result.applied)).toEqual([all, all]);
    await Promise.all(others.map((other) => other.drop()));
  });

  it("name the SQL to run when the user may not create the role", async () => {
    const folder = await mkdtemp(join(tmpdir(), "talent-role-"));
    await chmod(folder, 0o755);
    const untouched = await useThrowawayServer(folder);
    const admin = new pg.Client({ connectionString: untouched.url("postgres") });
    await admin.connect();
    await admin.query("CREATE ROLE plain LOGIN PASSWORD 'plain'");
    await admin.query("CREATE DATABASE plain OWNER plain");
    const url = Object.assign(new URL(untouched.url("plain")), { username: "plain", password: "plain" }).href;
    const refusal = await migrate(url).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CannotCreateRole);
    await admin.query((refusal as CannotCreateRole).sql);
    expect((await migrate(url)).applied).toEqual((await migrationsOnDisk()).map((migration) => migration.name));
    await admin.end();
    await untouched.stop();
    await rm(folder, { recursive: true });
  });
});
