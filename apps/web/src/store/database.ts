import { type Db, openDb } from "@talent/db/connect";

// Next loads pages and route handlers as separate bundles; one pool for all of them hangs on the process.
const HOLDER = Symbol.for("talent.web.database");
const STATEMENT_TIMEOUT_MS = 8_000;

/** The pool the pages read through, as the web role where the launcher gives one. Throws when no address is configured. */
export function db(): Db {
  const holder = globalThis as { [HOLDER]?: Db };
  holder[HOLDER] ??= openWebDatabase();
  return holder[HOLDER];
}

function openWebDatabase(): Db {
  const url = process.env.WEB_DATABASE_URL ?? process.env.DATABASE_URL;
  if (!url) throw new Error("WEB_DATABASE_URL or DATABASE_URL must be set");
  return openDb(url, { max: 8, statementTimeoutMs: STATEMENT_TIMEOUT_MS, applicationName: "talent-web" });
}
