import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDataDir } from "@talent/postgres/home";
import { useEmbeddedServer } from "@talent/postgres/server";
import { Client } from "pg";
import type { Environment } from "./environment.ts";
import { checkExternalDatabase } from "./external-database.ts";

/** What a store holds: live fetches, or a replay of recorded ones. Embedded, each has a database of its own. */
export type StoreMode = "live" | "replay";

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

type Where = Pick<Environment, "databaseUrl" | "dataDir" | "replayDir">;

/**
 * The database of this environment: DATABASE_URL where set, else the embedded server in DATA_DIR, attached to when it runs and started when not.
 * `stop` gives it back; the last process to do so ends an embedded server. Throws Halt with one sentence.
 */
export async function withDatabase(env: Where, mode: StoreMode = storeModeOf(env)): Promise<Database> {
  if (env.databaseUrl !== null) {
    await checkExternalDatabase(env.databaseUrl);
    return { url: env.databaseUrl, adminUrl: env.databaseUrl, mode, lost: new Promise(() => {}), stop: async () => {} };
  }
  const server = await useEmbeddedServer(env.dataDir);
  const [name, adminUrl] = [`talent_${mode}`, server.url("postgres")];
  try {
    await createMissing(adminUrl, name);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url(name), adminUrl, mode, lost: server.lost, stop: server.stop };
}

/** Replay where REPLAY_DIR is set; else what the last `npm start` on this DATA_DIR served, so that other commands look at the same store. */
export function storeModeOf(env: Where): StoreMode {
  if (env.replayDir !== null) return "replay";
  try {
    return readFileSync(lastModeFile(env.dataDir), "utf8").trim() === "replay" ? "replay" : "live";
  } catch {
    return "live";
  }
}

/** Remembers what `npm start` serves, for `storeModeOf`. */
export function rememberMode(dataDir: string, mode: StoreMode): void {
  makeDataDir(dataDir);
  writeFileSync(lastModeFile(dataDir), `${mode}\n`);
}

function lastModeFile(dataDir: string): string {
  return join(dataDir, "last-mode");
}

/** Two processes may create it at once; the loser finds it there. */
async function createMissing(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  client.on("error", () => {}); // The failure of the query in hand says it.
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database "${name}"`);
  } catch (error) {
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}
