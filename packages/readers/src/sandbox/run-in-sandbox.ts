import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { RefusalError } from "@talent/core/capture/errors";
import pLimit from "p-limit";
import type { SandboxCall, SandboxResult } from "./sandbox-child.ts";

/** A sandboxed child was killed at a limit, or died by itself. `detail` is the end of what it wrote to its error stream, for logs only. */
export class SandboxLimitExceeded extends Error {
  readonly limit: "deadline" | "memory" | "crash";
  readonly detail: string;

  constructor(limit: "deadline" | "memory" | "crash", message: string, detail = "") {
    super(message);
    this.name = "SandboxLimitExceeded";
    this.limit = limit;
    this.detail = detail;
  }
}

/** `deadlineMs` counts from the child's start to its answer; `memoryMb` is what the whole child may keep in memory, buffers included. */
export type SandboxLimits = { readonly deadlineMs?: number; readonly memoryMb?: number };

const CHILD_FILE = fileURLToPath(new URL("./sandbox-child.ts", import.meta.url));
const CHILD_ENVIRONMENT: NodeJS.Dict<string> = { TZ: "UTC", LANG: "C.UTF-8" };
const POLL_MS = 20;
const DETAIL_LENGTH = 2000;
const limit = pLimit(Math.max(2, availableParallelism()));

/**
 * Calls an exported function of a module (a `file:` URL) in a child process that is killed at its limits. Arguments and result are
 * structured clones, `Uint8Array` included. The child gets no environment, cannot write files or start processes, and outlives a
 * killed parent only up to its CPU limit. Throws what the function throws (a refusal keeps code, message and locator), or
 * `SandboxLimitExceeded`. No more children run at once than there are cores; others wait, which does not count.
 */
export async function runInSandbox<T>(module: string, exportName: string, args: readonly unknown[], caps: SandboxLimits = {}): Promise<T> {
  return (await limit(() => callChild({ module, exportName, args }, caps))) as T;
}

function callChild(call: SandboxCall, { deadlineMs = 10_000, memoryMb = 1024 }: SandboxLimits): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = startChild(deadlineMs, memoryMb);
    let detail = "";
    let settled = false;
    const settle = (finish: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      clearInterval(watch);
      child.kill("SIGKILL");
      finish();
    };
    const exceed = (limit: SandboxLimitExceeded["limit"], message: string): void =>
      settle(() => reject(new SandboxLimitExceeded(limit, message, detail)));
    const checkMemory = (megabytes: number | null): void => {
      if (megabytes !== null && megabytes > memoryMb) exceed("memory", `reading took more than ${memoryMb} MB of memory`);
    };
    const deadline = setTimeout(() => exceed("deadline", `reading took longer than ${deadlineMs} ms`), deadlineMs);
    const watch = setInterval(() => checkMemory(residentMegabytes(child.pid)), POLL_MS);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      detail = (detail + text).slice(-DETAIL_LENGTH);
    });
    child.on("message", (answer: SandboxResult) => {
      if (answer.kind === "memory") checkMemory(answer.megabytes);
      else if (answer.kind === "value") settle(() => resolve(answer.value));
      else settle(() => reject(errorFrom(answer)));
    });
    child.on("error", (error) => exceed("crash", `the reading process could not run: ${error.message}`));
    onChildGone(child, (code, signal) => {
      if (signal === "SIGXCPU") return exceed("deadline", `reading took longer than ${deadlineMs} ms of CPU time`);
      if (/heap out of memory|allocation failed/i.test(detail)) return exceed("memory", `reading took more than ${memoryMb} MB of memory`);
      exceed("crash", `the reading process died (${signal ?? `exit code ${code}`})`);
    });
    child.send(call, () => {});
  });
}

function startChild(deadlineMs: number, memoryMb: number): ChildProcess {
  const node = [
    process.execPath,
    `--max-old-space-size=${memoryMb}`,
    "--permission",
    "--allow-fs-read=*",
    "--disable-warning=ExperimentalWarning",
    CHILD_FILE,
  ];
  // The shell sets limits the kernel keeps even when we are killed: no core file, and CPU seconds with room for the collector's threads.
  const limits = ["/bin/sh", "-c", 'ulimit -c 0; ulimit -t "$1"; shift; exec "$@"', "sh", String(Math.ceil((2 * deadlineMs) / 1000) + 1)];
  const [command = "", ...rest] = process.platform === "win32" ? node : [...limits, ...node];
  return spawn(command, rest, {
    // Next declares NODE_ENV as a required member of every environment.
    env: CHILD_ENVIRONMENT as NodeJS.ProcessEnv,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

/** Once the process has exited and every message it sent has been delivered. */
function onChildGone(child: ChildProcess, then: (code: number | null, signal: string | null) => void): void {
  let left = 2;
  const one = (): void => {
    left -= 1;
    if (left === 0) then(child.exitCode, child.signalCode);
  };
  child.once("exit", one);
  child.once("disconnect", one);
}

function errorFrom(answer: Extract<SandboxResult, { kind: "refusal" | "error" }>): Error {
  const error = answer.kind === "refusal" ? new RefusalError(answer.code, answer.message, answer.locator) : new Error(answer.message);
  error.name = answer.name;
  return error;
}

/** Memory a process keeps resident, in MiB, from Linux's /proc; null elsewhere or once it is gone. V8's own limit does not count buffers, this does. */
export function residentMegabytes(pid: number | undefined): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}
