import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyTestDatabase, TEST_WEB_PASSWORD, type TestDatabase, testDatabase, testWebUrl } from "../../testing/database.ts";
import { openDb } from "../connect.ts";
import { migrate } from "./migrate.ts";
import { webRoleUrl } from "./web-role.ts";

const TEMPORARY = "CREATE TEMPORARY TABLE mine (id integer) ON COMMIT DROP";
// Roles belong to the whole server, and two packages test on one.
const PLAIN = `talent_plain_${randomBytes(4).toString("hex")}`;

async function asked(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function as(url: string, user: string): string {
  const other = new URL(url);
  [other.username, other.password] = [user, user];
  return other.href;
}

describe("the dashboard's role makes no temporary tables", () => {
  let server: TestDatabase;
  beforeAll(async () => {
    server = await testDatabase();
    await server.db.pool.query(`CREATE ROLE ${PLAIN} LOGIN PASSWORD '${PLAIN}'`);
  });
  afterAll(async () => {
    await server.db.pool.query(`DROP ROLE ${PLAIN}`);
    await server.drop();
  });

  it("in a copy of a migrated database, whose rights are those of a new one", async () => {
    await testWebUrl(server);
    await expect(asked(server.url, `SET ROLE talent_web; ${TEMPORARY}`)).rejects.toThrow("permission denied to create temporary tables");
    await asked(server.url, TEMPORARY);
  });

  it("and opening one database locks no one out of another, because tests agree on its password", async () => {
    const neighbour = await testDatabase();
    const [ours, theirs] = [await testWebUrl(server), await testWebUrl(neighbour)];
    await Promise.all([asked(ours, "SELECT 1"), asked(theirs, "SELECT 1")]);
    await neighbour.drop();
  });

  it("not even after the right was granted again", async () => {
    await server.db.pool.query(
      `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC, talent_web', current_database()); END $$`,
    );
    await testWebUrl(server);
    await expect(asked(server.url, `SET ROLE talent_web; ${TEMPORARY}`)).rejects.toThrow("permission denied to create temporary tables");
  });

  it("while the owner of the database, who is no superuser, goes on making them", async () => {
    const owned = await emptyTestDatabase();
    await server.db.pool.query(`ALTER DATABASE ${new URL(owned.url).pathname.slice(1)} OWNER TO ${PLAIN}`);
    const url = as(owned.url, PLAIN);
    await migrate(url);
    const db = openDb(url);
    await expect(webRoleUrl(db, url, TEST_WEB_PASSWORD)).rejects.toThrow("may not set the password");
    // As the role, not by its password: here no one may set it.
    await expect(asked(owned.url, `SET ROLE talent_web; ${TEMPORARY}`)).rejects.toThrow("permission denied to create temporary tables");
    await asked(url, TEMPORARY);
    await db.close();
    await owned.drop();
  });

  it("and one who does not own the database is not prevented from starting, because only the owner may change it", async () => {
    const owned = await emptyTestDatabase();
    await migrate(owned.url);
    const url = as(owned.url, PLAIN);
    const db = openDb(url);
    await expect(webRoleUrl(db, url, TEST_WEB_PASSWORD)).rejects.toThrow("may not set the password");
    await asked(url, TEMPORARY);
    await db.close();
    await owned.drop();
  });
});
