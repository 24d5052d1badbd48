import type { Db } from "./connect.ts";
import { CannotCreateRole } from "./errors.ts";

const ATTEMPTS = 5;
const NOT_ALLOWED = "42501";
const UPDATED_MEANWHILE = "XX000";

/**
 * Gives the dashboard's role this password and returns the URL its pool connects with. The role may read public evidence and nothing else.
 * Throws CannotCreateRole with the SQL to run when this user may not alter roles.
 */
export async function webUrl(db: Db, url: string, password: string): Promise<string> {
  const sql = `ALTER ROLE "talent_web" LOGIN PASSWORD ${quoted(password)};`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.pool.query(sql);
      break;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === NOT_ALLOWED) throw new CannotCreateRole("this database user may not set the password of talent_web", hidden());
      // Roles belong to the whole server: a neighbour store may be setting its password in the same instant.
      if (code !== UPDATED_MEANWHILE || attempt === ATTEMPTS) throw error;
    }
  }
  const web = new URL(url);
  web.username = "talent_web";
  web.password = encodeURIComponent(password);
  return web.href;
}

function quoted(text: string): string {
  const body = text.replaceAll("'", "''");
  return body.includes("\\") ? ` E'${body.replaceAll("\\", "\\\\")}'` : `'${body}'`;
}

function hidden(): string {
  return `ALTER ROLE "talent_web" LOGIN PASSWORD '<a password of yours>'; -- then give the dashboard its URL in WEB_DATABASE_URL`;
}
