import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./pid-lock.mjs";
import { ServerError } from "./server-error.ts";

/** What PostgreSQL writes into postmaster.pid: line 1 its process, line 4 its port, line 8 whether it is ready. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** The server running on this cluster, or null: none, or a file left by one that was killed (its number may be another process by now). */
export function runningPostmaster(cluster: string): Postmaster | null {
  const lines = readLines(join(cluster, "postmaster.pid"));
  const pid = Number(lines[0]);
  if (!isAlive(pid) || !servesCluster(pid, cluster)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** Stops a server without a keeper: it may be shutting down already, else a fast shutdown is tried, then an immediate one. */
export async function stopOrphan(cluster: string): Promise<void> {
  const left = runningPostmaster(cluster);
  if (left) {
    const gone =
      (await waitUntilGone(left.pid, 1_000)) ||
      (await signalAndWait(left.pid, "SIGINT", 20_000)) ||
      (await signalAndWait(left.pid, "SIGQUIT", 10_000));
    if (!gone)
      throw new ServerError(`PostgreSQL (process ${left.pid}) still runs on ${cluster} and does not stop; stop it and start again.`);
  }
  // PostgreSQL itself refuses to start when the number in a stale file now belongs to another process of the same user.
  rmSync(join(cluster, "postmaster.pid"), { force: true });
}

/** Waits until a process is gone; false when it is still there after `ms`. */
export async function waitUntilGone(pid: number, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

async function signalAndWait(pid: number, signal: NodeJS.Signals, ms: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return !isAlive(pid);
  }
  return waitUntilGone(pid, ms);
}

/** A postmaster works inside its data folder; where the system does not report folders, its command line names it. */
function servesCluster(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") return false;
    const ps = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return ps.status === 0 && ps.stdout.includes("postgres") && ps.stdout.includes(cluster);
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
