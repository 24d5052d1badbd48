import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { scratchFolder } from "../testing/scratch-folder.ts";
import { type ServerUser, serverProcesses, startServerUser } from "../testing/server-user.ts";
import { useThrowawayServer } from "../testing/throwaway-server.ts";
import { runningPostmaster, waitUntilGone } from "./postmaster.ts";

const IS_ROOT = process.getuid?.() === 0;
const folders: string[] = [];
const users: ServerUser[] = [];

afterEach(async () => {
  for (const user of users.splice(0)) await user.leave();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newDataDir(): string {
  const folder = scratchFolder("data-dir-");
  folders.push(folder);
  chmodSync(folder, 0o755);
  return join(folder, "data");
}

let made = "";
/** A data folder as an earlier start left it: making one anew takes seconds, so that only tests of the first start do. */
async function usedDataDir(): Promise<string> {
  const dataDir = newDataDir();
  if (made === "") {
    made = scratchFolder("data-dir-");
    chmodSync(made, 0o755);
    await (await use(join(made, "data"))).leave();
  }
  spawnSync("cp", ["-a", join(made, "data"), dataDir]);
  return dataDir;
}
afterAll(() => {
  if (made !== "") rmSync(made, { recursive: true, force: true });
});

async function use(dataDir: string, ...account: [] | [{ uid: number; gid: number }]): Promise<ServerUser> {
  const user = await startServerUser(dataDir, ...account);
  users.push(user);
  return user;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const clusterOf = (dataDir: string) => join(dataDir, "postgres/data");

/** The running server's process; a test without one cannot go on. */
function postmaster(dataDir: string): number {
  const running = runningPostmaster(clusterOf(dataDir));
  if (!running) throw new Error("no server runs");
  return running.pid;
}

describe("the embedded database", { timeout: 60_000 }, () => {
  it("is made at the first start and kept at the second", async () => {
    const dataDir = newDataDir();
    const first = await use(dataDir);
    await query(first.url, "create table kept as select 42 as answer");
    const pid = postmaster(dataDir);
    await first.leave();
    expect(runningPostmaster(clusterOf(dataDir))).toBeNull();
    const second = await use(dataDir);
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(postmaster(dataDir)).not.toBe(pid);
  });

  it("that is thrown away leaves no cluster, and begins the next one empty", async () => {
    const dataDir = newDataDir();
    const first = await useThrowawayServer(dataDir);
    await query(first.url("postgres"), "create table kept as select 42 as answer");
    await first.stop();
    await vi.waitFor(() => expect(readdirSync(join(dataDir, "postgres"))).toEqual(["server.log", "users"]), 10_000);
    const second = await useThrowawayServer(dataDir);
    expect(await query(second.url("postgres"), "select to_regclass('kept') as kept")).toEqual([{ kept: null }]);
    await second.stop();
  });

  it("listens on this machine only, requires the password, and keeps it from other users", async () => {
    const dataDir = await usedDataDir();
    const { url } = await use(dataDir);
    const wrong = new URL(url);
    wrong.password = "guess";
    await expect(query(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
    expect(await query(url, "select current_setting('listen_addresses') as a, current_setting('unix_socket_directories') as s")).toEqual([
      { a: "127.0.0.1", s: "" },
    ]);
    expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, "postgres")).mode & 0o777).toBe(0o700);
  });

  it("starts although PostgreSQL's usual port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.once("error", () => resolve()).listen(5432, "127.0.0.1", () => resolve()));
    const { url } = await use(await usedDataDir());
    expect(new URL(url).port).not.toBe("5432");
    await new Promise((resolve) => taken.close(resolve));
  });

  it("is started once by two first starts at the same time, and ends with the last of them", async () => {
    const dataDir = newDataDir();
    const [one, two] = await Promise.all([use(dataDir), use(dataDir)]);
    expect(one.url).toBe(two.url);
    const pid = postmaster(dataDir);
    await one.leave();
    expect(await query(two.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await two.leave();
    expect(await waitUntilGone(pid, 5_000)).toBe(true);
  });
});

describe("after a crash", { timeout: 60_000 }, () => {
  it("ends with its only user's kill -9 and starts again with its data", async () => {
    const dataDir = await usedDataDir();
    const user = await use(dataDir);
    await query(user.url, "create table kept as select 42 as answer");
    const pid = postmaster(dataDir);
    await user.kill9();
    expect(await waitUntilGone(pid, 10_000)).toBe(true);
    const next = await use(dataDir);
    expect(await query(next.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  it("is replaced when its keeper and its user were killed and it runs on alone", async () => {
    const dataDir = await usedDataDir();
    const user = await use(dataDir);
    await query(user.url, "create table kept as select 42 as answer");
    const orphan = postmaster(dataDir);
    const keeper = Number(spawnSync("ps", ["-o", "ppid=", "-p", String(orphan)], { encoding: "utf8" }).stdout);
    process.kill(keeper, "SIGKILL");
    killReader(dataDir, orphan);
    await user.kill9();
    expect(postmaster(dataDir)).toBe(orphan);
    const next = await use(dataDir);
    expect(postmaster(dataDir)).not.toBe(orphan);
    expect(await query(next.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  it("reports that the server is killed under its user, and starts again over the stale postmaster.pid", async () => {
    const dataDir = await usedDataDir();
    const user = await use(dataDir);
    await query(user.url, "create table kept as select 42 as answer");
    const pid = postmaster(dataDir);
    process.kill(pid, "SIGKILL");
    expect(await user.line()).toMatch(new RegExp(`^PostgreSQL \\(process ${pid}\\) ended unexpectedly`));
    expect(existsSync(join(clusterOf(dataDir), "postmaster.pid"))).toBe(true);
    const next = await use(dataDir);
    expect(await query(next.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  it("starts although the number in a stale postmaster.pid is now another process", async () => {
    const dataDir = await usedDataDir();
    const file = join(clusterOf(dataDir), "postmaster.pid");
    writeFileSync(file, `${process.pid}\n${clusterOf(dataDir)}\n1700000000\n5432\n\n127.0.0.1\n  0 0\nready   \n`);
    const next = await use(dataDir);
    expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("reports in one sentence that the cluster is of another version, and leaves it alone", async () => {
    const dataDir = await usedDataDir();
    writeFileSync(join(clusterOf(dataDir), "PG_VERSION"), "17\n");
    await expect(startServerUser(dataDir)).rejects.toThrow(
      /was made by PostgreSQL 17 and this is 18; move it with pg_upgrade or set DATA_DIR to a new folder\.$/,
    );
    expect(existsSync(join(clusterOf(dataDir), "base"))).toBe(true);
  });

  it("starts over a first start that was killed half-way", async () => {
    const dataDir = await usedDataDir();
    spawnSync("mv", [clusterOf(dataDir), `${clusterOf(dataDir)}.half`]);
    rmSync(join(dataDir, "postgres/data.half/PG_VERSION"));
    expect(await query((await use(dataDir)).url, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("who runs it", { timeout: 60_000 }, () => {
  it("works below a folder that only we can enter", async () => {
    const closed = mkdtempSync(join(tmpdir(), "closed-"));
    folders.push(closed);
    chmodSync(closed, 0o700);
    const dataDir = join(closed, "clone/.data");
    const user = await use(dataDir);
    expect(await query(user.url, "select 1 as one")).toEqual([{ one: 1 }]);
    const { folder } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
    if (IS_ROOT) folders.push(folder);
    expect(folder === null).toBe(!IS_ROOT);
    await user.leave();
    expect(await query((await use(dataDir)).url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("works for an ordinary user", async () => {
    const dataDir = newDataDir();
    const account = IS_ROOT ? { uid: 65_534, gid: 65_534 } : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    mkdirSync(dataDir);
    chownSync(dataDir, account.uid, account.gid);
    const user = await use(dataDir, account);
    expect(await query(user.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(statSync(clusterOf(dataDir)).uid).toBe(account.uid);
  });

  it("reports in one sentence that the password is lost", async () => {
    const dataDir = await usedDataDir();
    writeFileSync(join(dataDir, "postgres.json"), "{");
    await expect(startServerUser(dataDir)).rejects.toThrow(/^\S+postgres\.json does not hold the database's password any more; [^\n]+\.$/);
  });

  it("reports in one sentence that DATA_DIR cannot be made", async () => {
    const file = newDataDir();
    writeFileSync(file, "");
    await expect(startServerUser(join(file, "data"))).rejects.toThrow(/^DATA_DIR \S+ cannot be made: [^\n]+\.$/);
  });
});

/** The part of the keeper that waits for the last user: also a shell, known by the pipe it reads. */
function killReader(dataDir: string, orphan: number): void {
  for (const pid of serverProcesses(join(dataDir, "postgres/users"))) if (pid !== orphan) process.kill(pid, "SIGKILL");
}
