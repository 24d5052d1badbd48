import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockHolder, takeLock } from "./pid-lock.mjs";

const MODULE = fileURLToPath(new URL("./pid-lock.mjs", import.meta.url));
let folder;
let path;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "it.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the lock, reports it and runs `then`. */
async function otherProcess(then) {
  const script = `import { takeLock } from ${JSON.stringify(MODULE)}; const lock = await takeLock(${JSON.stringify(path)}, { waitMs: 20_000 }); ${then}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.on("exit", resolve));
  return { child, exited };
}

const HOLD = 'console.log("held"); process.stdin.resume();';
const said = (child) => new Promise((resolve) => child.stdout.once("data", resolve));

describe("a lock file", () => {
  it("is refused to a second taker, who learns which process holds it and what it noted", async () => {
    const first = await takeLock(path, { note: { port: 3000 } });
    expect(await takeLock(path)).toMatchObject({ heldBy: { pid: process.pid, note: { port: 3000 } } });
    first.release();
    expect(existsSync(path)).toBe(false);
    expect(lockHolder(path)).toBeNull();
  });

  it("is waited for", async () => {
    const first = await takeLock(path);
    setTimeout(first.release, 300);
    const waits = [];
    const second = await takeLock(path, { waitMs: 5_000, onWait: (holder) => waits.push(holder.pid) });
    expect(second.heldBy).toBeUndefined();
    expect(waits).toEqual([process.pid]);
    second.release();
  });

  it("of a process killed with -9 is taken over at once", async () => {
    const { child, exited } = await otherProcess(HOLD);
    await said(child);
    expect(lockHolder(path)).toMatchObject({ pid: child.pid });
    child.kill("SIGKILL");
    await exited;
    expect(existsSync(path)).toBe(true);
    const lock = await takeLock(path);
    expect(lock.heldBy).toBeUndefined();
    lock.release();
  });

  it("is not held by a later process that happens to have the same number", async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, birth: "another boot 1", note: {} }));
    const lock = await takeLock(path);
    expect(lock.heldBy).toBeUndefined();
    lock.release();
  });

  it("cut off while it was written is held for two seconds, not for ever", async () => {
    writeFileSync(path, '{"pid":');
    expect(await takeLock(path)).toHaveProperty("heldBy");
    utimesSync(path, new Date(Date.now() - 3_000), new Date(Date.now() - 3_000));
    const lock = await takeLock(path);
    expect(lock.heldBy).toBeUndefined();
    lock.release();
  });

  it("is gone when its holder ends without releasing it", async () => {
    const { exited } = await otherProcess("process.exit(3);");
    expect(await exited).toBe(3);
    expect(existsSync(path)).toBe(false);
  });

  it("lets one in at a time when many find a dead holder's file", async () => {
    writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, birth: null, note: {} }));
    const log = join(folder, "log");
    const step = `import("node:fs").then(async (fs) => { fs.appendFileSync(${JSON.stringify(log)}, "in\\n"); await new Promise((r) => setTimeout(r, 50)); fs.appendFileSync(${JSON.stringify(log)}, "out\\n"); lock.release(); });`;
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => otherProcess(step)));
    expect(await Promise.all(all.map((one) => one.exited))).toEqual([0, 0, 0, 0, 0]);
    expect(readFileSync(log, "utf8")).toBe("in\nout\n".repeat(5));
  });
});
