import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoreMode } from "@talent/db/read/store/store-state";
import { createDatabaseIfMissing, type ServerVersion, serverVersion } from "@talent/db/setup/database";
import { makeDataDir } from "@talent/postgres/home";
import { useEmbeddedServer } from "@talent/postgres/server";
import type { Environment } from "./environment.ts";
import { ExitError } from "./exit.ts";

const OLDEST_VERSION = 15;

/** Checks that DATABASE_URL can be used. Throws ExitError with one sentence that names it and never repeats its password. */
export async function checkExternalDatabase(url: string): Promise<void> {
  const version = await serverVersion(url).catch((error: DatabaseError) => {
    throw new ExitError(connectionProblem(error, URL.parse(url)));
  });
  const objection = versionProblem(version);
  if (objection !== null) throw new ExitError(objection);
}

/** A sentence when this version is too old for us, else null. */
export function versionProblem({ number, text }: ServerVersion): string | null {
  if (Math.floor(Number(number) / 10_000) >= OLDEST_VERSION) return null;
  return `DATABASE_URL leads to PostgreSQL ${text}; ${OLDEST_VERSION} or newer is needed.`;
}

type DatabaseError = Error & { code?: string; errors?: readonly (Error & { code?: string })[] };

function connectionProblem(error: DatabaseError, url: URL | null): string {
  const where = url?.host || "the server";
  const code = error.code ?? error.errors?.[0]?.code;
  switch (code) {
    case "28P01":
    case "28000":
      return `DATABASE_URL: ${where} refuses the user ${url?.username || "named there"} or the password.`;
    case "3D000":
      return `DATABASE_URL: there is no database ${url?.pathname.slice(1) || "of that name"} on ${where}; create it first.`;
    case "ECONNREFUSED":
      return `DATABASE_URL: nothing answers at ${where}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `DATABASE_URL: the host of ${where} is not known.`;
    case "53300":
      return `DATABASE_URL: ${where} has no connection left for us.`;
    default:
      return `DATABASE_URL: ${where} cannot be used (${error.message.trim().replace(/\.$/, "")}).`;
  }
}

export type Database = {
  /** The store. */
  readonly url: string;
  /** A database of the same server that is not the store, for creating others; DATABASE_URL itself where that is set. */
  readonly adminUrl: string;
  readonly mode: StoreMode;
  /** Resolves with a sentence when our embedded server ends before `stop`; never for a server of others, which may come back. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
};

type DatabaseLocation = Pick<Environment, "databaseUrl" | "dataDir" | "replayDir">;

/**
 * The database of this environment: DATABASE_URL where set, else the embedded server in DATA_DIR, attached to when it runs and started when not.
 * `stop` releases it; the last process to do so ends an embedded server. Throws ExitError with one sentence.
 */
export async function openDatabase(env: DatabaseLocation, mode: StoreMode = lastStoreMode(env)): Promise<Database> {
  if (env.databaseUrl !== null) {
    await checkExternalDatabase(env.databaseUrl);
    return { url: env.databaseUrl, adminUrl: env.databaseUrl, mode, lost: new Promise(() => {}), stop: async () => {} };
  }
  const server = await useEmbeddedServer(env.dataDir);
  const [name, adminUrl] = [`talent_${mode}`, server.url("postgres")];
  try {
    await createDatabaseIfMissing(adminUrl, name);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url(name), adminUrl, mode, lost: server.lost, stop: server.stop };
}

/** Replay where REPLAY_DIR is set; else what the last `npm start` on this DATA_DIR served, so that other commands read the same store. */
export function lastStoreMode(env: DatabaseLocation): StoreMode {
  if (env.replayDir !== null) return "replay";
  try {
    return readFileSync(lastModeFile(env.dataDir), "utf8").trim() === "replay" ? "replay" : "live";
  } catch {
    return "live";
  }
}

/** Remembers what `npm start` serves, for `storeModeOf`. */
export function writeLastMode(dataDir: string, mode: StoreMode): void {
  makeDataDir(dataDir);
  writeFileSync(lastModeFile(dataDir), `${mode}\n`);
}

function lastModeFile(dataDir: string): string {
  return join(dataDir, "last-mode");
}
