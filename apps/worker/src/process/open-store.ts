import { scryptSync } from "node:crypto";
import { type Db, openDb } from "@talent/db/connect";
import { CannotCreateRole, MigrationMismatch, WrongStoreMode } from "@talent/db/errors";
import type { StoreMode } from "@talent/db/read/store/store-state";
import { storeState } from "@talent/db/read/store/store-state";
import { migrate } from "@talent/db/setup/migrate";
import { webRoleUrl } from "@talent/db/setup/web-role";
import { claimStoreMode } from "@talent/db/write/store/store-mode";
import { openDatabase } from "./database.ts";
import type { Environment } from "./environment.ts";
import { ExitError } from "./exit.ts";

/** A migrated store of the wanted mode. */
export type Store = {
  readonly db: Db;
  readonly url: string;
  readonly mode: StoreMode;
  readonly lost: Promise<string>;
  /** URL with which the dashboard reads it, as `talent_web`. */
  webUrl(): Promise<string>;
  close(): Promise<void>;
};

/**
 * Opens the database, migrates it and claims it for `mode`; without one, it is opened as what it already is. Throws ExitError with a sentence, and
 * the SQL to run where roles may not be made.
 */
export async function openStore(env: Environment, mode?: StoreMode): Promise<Store> {
  const database = await openDatabase(env, mode);
  const db = openDb(database.url, { applicationName: "talent worker" });
  const close = async () => {
    await db.close();
    await database.stop();
  };
  try {
    await migrate(database.url);
    const held = mode ?? (await existingMode(db, env)) ?? database.mode;
    await claimStoreMode(db, held);
    return {
      db,
      url: database.url,
      mode: held,
      lost: database.lost,
      webUrl: () => dashboardUrl(db, database.url, env.webDatabaseUrl),
      close,
    };
  } catch (error) {
    await close();
    throw toExitError(error);
  }
}

/** A command that only reads an existing store accepts its mode. */
async function existingMode(db: Db, env: Environment): Promise<StoreMode | null> {
  return env.databaseUrl === null || env.replayDir !== null ? null : (await storeState(db)).mode;
}

/** The given URL is used as it is; its password is set where we may, because it must be set once first. */
async function dashboardUrl(db: Db, url: string, given: string | null): Promise<string> {
  try {
    if (given === null) return await webRoleUrl(db, url, webPassword(url));
    await webRoleUrl(db, url, decodeURIComponent(new URL(given).password));
    return given;
  } catch (error) {
    if (given !== null && error instanceof CannotCreateRole) return given;
    throw toExitError(error);
  }
}

/**
 * Roles belong to the whole server: starts on two of its databases must agree on the password of `talent_web` without meeting, so it is
 * derived from the secret they share, by a function slow enough that it cannot be brute-forced.
 */
function webPassword(url: string): string {
  const { username, password, host } = new URL(url);
  return scryptSync(password, `talent_web ${username}@${host}`, 24).toString("base64url");
}

function toExitError(error: unknown): unknown {
  if (error instanceof CannotCreateRole)
    return new ExitError(
      `DATABASE_URL: ${error.message}${error.message.includes(error.sql) ? "" : `; an administrator runs:\n${error.sql}`}`,
    );
  if (error instanceof WrongStoreMode) return new ExitError(`DATABASE_URL: ${error.message}.`);
  if (error instanceof MigrationMismatch) return new ExitError(`The database cannot be migrated: ${error.message}.`);
  return error;
}
