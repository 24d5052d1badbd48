import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** What the keeper of the private server writes once it accepts connections. */
export type TestServerState = { readonly url: string; readonly leasePort: number };

const KEEPER = fileURLToPath(new URL("./server-keeper.ts", import.meta.url));
const STARTS_WITHIN_MS = 60_000;

let held: Promise<string> | undefined;

/**
 * URL of a server where tests may do anything, as superuser: TEST_DATABASE_URL, else a private one. The private server is shared by all
 * test processes of this work tree; each holds a lease, and it stops by itself and leaves nothing once the last lease is gone.
 */
export function testServer(): Promise<string> {
  held ??= process.env.TEST_DATABASE_URL ? Promise.resolve(process.env.TEST_DATABASE_URL) : lease();
  return held;
}

async function lease(): Promise<string> {
  const folder = join(tmpdir(), `talent-test-${userInfo().uid}-${digest(`${KEEPER} ${process.env.TEST_POSTGRES_BIN ?? ""}`)}`);
  mkdirSync(folder, { recursive: true });
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < deadline) {
    const state = readState(folder);
    if (state && (await holdLease(state.leasePort))) return state.url;
    if (state || turnIsOld(folder)) forget(folder);
    if (takeTurn(folder)) startKeeper(folder);
    await sleep(100);
  }
  throw new Error(`no PostgreSQL for tests within ${STARTS_WITHIN_MS / 1000} s; see ${join(folder, "keeper.log")}`);
}

function readState(folder: string): TestServerState | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "state.json"), "utf8")) as TestServerState;
  } catch {
    return undefined;
  }
}

/** Making a folder succeeds for exactly one process; the keeper removes it when it leaves. */
function takeTurn(folder: string): boolean {
  try {
    mkdirSync(join(folder, "turn"));
    return true;
  } catch {
    return false;
  }
}

/** A keeper that was killed leaves its turn, and perhaps a state nobody answers for. */
function forget(folder: string): void {
  rmSync(join(folder, "state.json"), { force: true });
  rmSync(join(folder, "turn"), { recursive: true, force: true });
}

function turnIsOld(folder: string): boolean {
  const turn = statSync(join(folder, "turn"), { throwIfNoEntry: false });
  return turn !== undefined && !existsSync(join(folder, "state.json")) && Date.now() - turn.mtimeMs > STARTS_WITHIN_MS;
}

function startKeeper(folder: string): void {
  const keeper = spawn(process.execPath, [KEEPER, folder], { detached: true, stdio: "ignore" });
  keeper.on("error", () => forget(folder));
  keeper.unref();
}

/** The open socket is the lease: it ends with this process, however that ends. */
function holdLease(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.unref();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}
