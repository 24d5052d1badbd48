import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { majorVersion } from "../embedded/binaries.ts";
import { useEmbeddedServer } from "../embedded/server.ts";
import { onPath } from "./chromium.ts";

/** A throw-away PostgreSQL where tests may do anything. */
export type TestServer = { readonly name: string; readonly url: string; stop(): Promise<void> };

const OLDEST = 15;
// Nothing here outlives the tests, so nothing waits for the disk.
const THROW_AWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/** The embedded PostgreSQL, and beside it the oldest supported one of the system, where there is one. */
export async function startTestServers(say: (line: string) => void): Promise<TestServer[]> {
  const servers = [await startServer("PostgreSQL 18")];
  const system = systemPostgres();
  if (system) servers.push(await startServer(`PostgreSQL ${system.major}`, system.folder));
  else say(`no PostgreSQL ${OLDEST} or newer of the system (apt-get install postgresql): database tests run on the embedded one only`);
  return servers;
}

async function startServer(name: string, binaries?: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "talent-check-"));
  chmodSync(folder, 0o755);
  const server = await useEmbeddedServer(folder, { settings: THROW_AWAY, ...(binaries ? { binaries } : {}) });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { name, url: server.url("postgres"), stop };
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
