import { chmodSync, existsSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { majorVersion } from "@talent/postgres/binaries";
import { useEmbeddedServer } from "@talent/postgres/server";
import { scratchFolder } from "@talent/postgres/testing/scratch-folder";
import type { ShutdownHooks } from "../src/process/shutdown.ts";
import { onPath } from "./chromium.ts";

/** A PostgreSQL that tests can run on; without `binaries`, the one that came with the dependencies. */
export type PostgresVersion = { readonly name: string; readonly binaries?: string };

const OLDEST = 15;
// Nothing here outlives the tests, so nothing waits for the disk.
const THROWAWAY_SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/** The embedded PostgreSQL, and beside it the oldest supported one of the system; says so where there is none. */
export function postgresVersions(say: (line: string) => void): PostgresVersion[] {
  const embedded = { name: "PostgreSQL 18" };
  const system = systemPostgres();
  if (system) return [embedded, { name: `PostgreSQL ${system.major}`, binaries: system.folder }];
  say(`no PostgreSQL ${OLDEST} or newer of the system (apt-get install postgresql): database tests run on the embedded one only`);
  return [embedded];
}

/** Runs `work` on a server of its own, where it may do anything: roles belong to a whole server, so suites do not share one. */
export async function withThrowawayServer<T>(
  { name, binaries }: PostgresVersion,
  end: ShutdownHooks,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const folder = scratchFolder("talent-check-");
  chmodSync(folder, 0o755);
  const server = await useEmbeddedServer(folder, { settings: THROWAWAY_SETTINGS, ...(binaries ? { binaries } : {}) });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  end.add(name, stop);
  try {
    return await work(server.url("postgres"));
  } finally {
    await stop();
  }
}

function systemPostgres(): { folder: string; major: number } | null {
  const debian = "/usr/lib/postgresql";
  const onTheirPath = onPath(["initdb"]);
  const folders = [
    ...(existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version)) : []),
    ...(onTheirPath ? [dirname(dirname(realpathSync(onTheirPath)))] : []),
  ];
  const found = folders
    .filter((folder) => existsSync(join(folder, "bin/initdb")))
    .map((folder) => ({ folder, major: majorVersion(folder) }));
  return found.filter(({ major }) => major >= OLDEST).sort((one, other) => one.major - other.major)[0] ?? null;
}
