import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { asAccount, serverEnvironment } from "./account.ts";
import { installedBinaries, majorVersion, usableBinaries } from "./binaries.ts";
import { ensureCluster, lastLine, SUPERUSER } from "./cluster.ts";
import { freePort } from "./free-port.ts";
import { type Home, makeDataDir, openHome } from "./home.ts";
import { isAlive, takeLock } from "./pid-lock.mjs";
import { runningPostmaster, stopOrphan, waitUntilGone } from "./postmaster.ts";
import { ServerError } from "./server-error.ts";
import { hasKeeper, holdPipe, holdPipeInAdvance, KEEPER, usersPipe } from "./users-pipe.ts";

/** A running embedded server that stays up at least until `stop`, which waits for it to end unless another process still uses it. */
export type EmbeddedServer = {
  /** Superuser URL of one of its databases. */
  url(database: string): string;
  /** Resolves with a sentence when the server ends before `stop`. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
};

const START_MS = 120_000;
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

export type ServerOptions = {
  /** Override the server's own settings. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Folder with another PostgreSQL's bin/, instead of the one that came with the dependencies. */
  readonly binaries?: string;
  /** Starts with an empty cluster and removes it when the server ends: for temporary databases. */
  readonly temporary?: boolean;
};

/**
 * Attaches to the server of `dataDir`, or starts one; the options only count when it is started here.
 * Throws ServerError with one sentence. Any number of processes may use it at once; the last to leave, in whatever way, ends it.
 */
export async function useEmbeddedServer(dataDir: string, options: ServerOptions = {}): Promise<EmbeddedServer> {
  makeDataDir(dataDir);
  const lock = await takeLock(lockOf(dataDir), { waitMs: START_MS });
  if (lock.heldBy)
    throw new ServerError(
      `Process ${lock.heldBy.pid} has been starting the database of ${dataDir} for two minutes; stop it and start again.`,
    );
  try {
    const home = openHome(dataDir);
    const pipe = usersPipe(home);
    return (await attach(home, pipe)) ?? (await start(home, pipe, options));
  } finally {
    lock.release();
  }
}

/** The server already running for others, or null; what is left of one that lost its keeper is stopped first. */
async function attach(home: Home, pipe: string): Promise<EmbeddedServer | null> {
  const held = holdPipe(pipe);
  if (held !== null) {
    const deadline = Date.now() + 30_000;
    while (hasKeeper(pipe) && Date.now() < deadline) {
      const running = runningPostmaster(home.cluster);
      if (running?.ready && (await acceptsConnections(home, running.port)) && hasKeeper(pipe))
        return serverHandle(home, pipe, held, running);
      await sleep(100);
    }
    closeSync(held);
  }
  await stopOrphan(home.cluster);
  return null;
}

async function start(home: Home, pipe: string, options: ServerOptions): Promise<EmbeddedServer> {
  const given = options.binaries;
  const wanted = given === undefined ? installedBinaries() : { native: given, version: String(majorVersion(given)) };
  const binaries = usableBinaries(home.account, home.folder, wanted);
  const postgres = join(binaries, "bin/postgres");
  if (options.temporary) rmSync(home.cluster, { recursive: true, force: true });
  ensureCluster(home, binaries, options.temporary);
  rotateLog(home);
  for (let attempt = 1; ; attempt++) {
    const said = await launch(home, pipe, postgres, await freePort(), options);
    if (typeof said !== "string") return said;
    // Another program may take the port between our choosing a free one and PostgreSQL binding it.
    if (attempt === 3 || !/bind|in use/i.test(said))
      throw new ServerError(`PostgreSQL did not start in ${home.folder}: ${lastLine(said)} (server.log there says more).`);
  }
}

/** One log per start, and the one before it, which shows how the last server ended. */
function rotateLog(home: Home): void {
  if (existsSync(logOf(home))) renameSync(logOf(home), `${logOf(home)}.before`);
}

function lockOf(dataDir: string): string {
  return join(dataDir, "database.lock");
}

function logOf(home: Home): string {
  return join(home.folder, "server.log");
}

/** Starts the keeper with the server; resolves to the server once it answers, or to what it wrote to its log before it ended. */
async function launch(home: Home, pipe: string, postgres: string, port: number, given: ServerOptions): Promise<EmbeddedServer | string> {
  const logFile = logOf(home);
  const log = openSync(logFile, "a", 0o600);
  const before = statSync(logFile).size;
  const options = Object.entries({ ...SETTINGS, ...given.settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const held = holdPipeInAdvance(pipe);
  const keeper = spawn(
    "/bin/sh",
    ["-c", KEEPER, "sh", pipe, given.temporary ? home.cluster : "", postgres, "-D", home.cluster, ...options],
    {
      ...asAccount(home.account),
      cwd: home.folder,
      detached: true, // Ctrl-C in our terminal is for us; the server follows when we leave.
      stdio: ["ignore", log, log],
      env: serverEnvironment(),
    },
  );
  keeper.unref();
  closeSync(log);
  let ended = false;
  keeper.on("exit", () => {
    ended = true;
  });
  for (const deadline = Date.now() + START_MS; !ended && Date.now() < deadline; await sleep(50)) {
    const running = runningPostmaster(home.cluster);
    if (running?.ready && (await acceptsConnections(home, running.port))) return serverHandle(home, pipe, held, running);
  }
  closeSync(held);
  return ended ? readFileSync(logFile, "utf8").slice(before) : "it did not answer within two minutes";
}

function serverHandle(home: Home, pipe: string, held: number, { pid, port }: { pid: number; port: number }): EmbeddedServer {
  let stopped = false;
  const lost = new Promise<string>((resolve) => {
    const watch = setInterval(() => {
      if (stopped) return clearInterval(watch);
      if (isAlive(pid)) return;
      clearInterval(watch);
      resolve(`PostgreSQL (process ${pid}) ended unexpectedly; ${logOf(home)} says why.`);
    }, 1_000).unref();
  });
  return {
    url: (database) => urlOf(home, port, database),
    lost,
    async stop() {
      if (stopped) return;
      stopped = true;
      // No one should join at the moment the last one leaves.
      const lock = await takeLock(lockOf(home.dataDir), { waitMs: 10_000 });
      closeSync(held);
      await sleep(200); // The keeper needs a moment to notice; it stays when others hold the pipe.
      if (!hasKeeper(pipe)) await waitUntilGone(pid, 30_000);
      lock.release?.();
    },
  };
}

function urlOf(home: Home, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${home.password}@127.0.0.1:${port}/${database}`;
}

/** True when the server accepts our password; a wrong one means that this is not the cluster we hold the password of. */
async function acceptsConnections(home: Home, port: number): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(home, port, "postgres"), connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // A server that ends meanwhile is noticed by the next query.
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "28P01")
      throw new ServerError(`The password in postgres.json is not the one of the database in ${home.folder}; restore it, or set DATA_DIR.`);
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
