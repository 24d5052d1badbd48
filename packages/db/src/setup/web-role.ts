import type { Db } from "../connect.ts";
import { CannotCreateRole } from "../errors.ts";

const ATTEMPTS = 5;
const NOT_ALLOWED = "42501";
const UPDATED_MEANWHILE = "XX000";

/**
 * Gives the dashboard's role this password and returns the URL its pool connects with. The role may read public evidence and nothing else.
 * Throws CannotCreateRole with the SQL to run when this user may not alter roles.
 */
export async function webRoleUrl(db: Db, url: string, password: string): Promise<string> {
  await forbidTemporaryTables(db);
  try {
    await retryOnConflict(db, `ALTER ROLE "talent_web" LOGIN PASSWORD ${quoteLiteral(password)};`);
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
    throw new CannotCreateRole("this database user may not set the password of talent_web", manualRoleSql());
  }
  const web = new URL(url);
  web.username = "talent_web";
  web.password = encodeURIComponent(password);
  return web.href;
}

/**
 * Every role may make temporary tables in a new database. Ours goes on to; the dashboard's must not, or a vulnerability in it could fill the disk.
 * Not a migration: such rights belong to the database, and are left behind by a dump, a restored backup and a template. Where the database
 * has another owner nothing happens, because only the owner may change this.
 */
async function forbidTemporaryTables(db: Db): Promise<void> {
  const { rows } = await db.pool.query<{ name: string; may: boolean }>(
    `SELECT quote_ident(current_database()) AS name, has_database_privilege('talent_web', current_database(), 'TEMPORARY') AS may`,
  );
  for (const { name, may } of rows) {
    if (!may) continue;
    const on = `TEMPORARY ON DATABASE ${name}`;
    await retryOnConflict(db, `GRANT ${on} TO CURRENT_USER; REVOKE ${on} FROM PUBLIC, "talent_web"`);
  }
}

/** Roles and rights of a database belong to the whole server: a neighbour may be changing the same row in the same instant. */
async function retryOnConflict(db: Db, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.pool.query(sql);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== UPDATED_MEANWHILE || attempt === ATTEMPTS) throw error;
    }
  }
}

function quoteLiteral(text: string): string {
  const body = text.replaceAll("'", "''");
  return body.includes("\\") ? ` E'${body.replaceAll("\\", "\\\\")}'` : `'${body}'`;
}

function manualRoleSql(): string {
  return `ALTER ROLE "talent_web" LOGIN PASSWORD '<a password of yours>'; -- then give the dashboard its URL in WEB_DATABASE_URL`;
}
