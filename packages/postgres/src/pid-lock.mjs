// A lock file that names its holder. Plain JavaScript with built-ins only, because the launcher takes it before anything is installed.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Takes the lock at `path`, waiting up to `waitMs` while another living process holds it; a holder that died, even by kill -9, is replaced.
 * Returns `{ release }`, or `{ heldBy }` when the wait was in vain. `note` is written into the file for other processes.
 */
export async function takeLock(path, { waitMs = 0, note = {}, onWait = () => {} } = {}) {
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), note });
  const deadline = Date.now() + waitMs;
  for (let waited = false; ; waited = true) {
    if (create(path, mine)) return { release: holdUntilExit(path, mine) };
    const found = read(path);
    if (found === null) continue;
    if (!isHeld(found, path)) {
      removeStale(path, found);
      continue;
    }
    if (Date.now() >= deadline) return { heldBy: parse(found) ?? { pid: 0, birth: null, note: {} } };
    if (!waited) onWait(parse(found));
    await sleep(100);
  }
}

/** Who holds the lock at `path` now: `{ pid, note }` of a living process, or null. */
export function lockHolder(path) {
  const found = read(path);
  return found !== null && isHeld(found, path) ? parse(found) : null;
}

function create(path, content) {
  try {
    writeFileSync(path, content, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A file that does not parse is being written just now, or was cut off by a crash: two seconds tell them apart. */
function isHeld(text, path) {
  const holder = parse(text);
  if (holder === null) return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 2000;
  return isAlive(holder.pid) && birthOf(holder.pid) === holder.birth;
}

/** Only one waiter removes a dead holder's file, and only the file it read; else two waiters could both end up holding. */
function removeStale(path, seen) {
  const guard = `${path}.removing`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 10_000) rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (read(path) === seen) rmSync(path, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

function holdUntilExit(path, mine) {
  const release = () => {
    process.off("exit", release);
    if (read(path) === mine) rmSync(path, { force: true });
  };
  process.on("exit", release);
  return release;
}

/** True for a process that exists, also one of another user. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** When a process began, in words that no later process with the same number shares (numbers start over after a reboot or in a new container). */
function birthOf(pid) {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${boot} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    const ps = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return ps.status === 0 ? ps.stdout.trim() : null;
  }
}
