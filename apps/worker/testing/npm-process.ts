import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../src/process/paths.ts";

/** One run of `npm start`, or of another script, as a person types it. */
export type NpmRun = {
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves with the line that begins with `ready`; rejects with what it wrote to stderr when it ends before. */
  ready(): Promise<string>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
};

export function runNpm(args: readonly string[], variables: Record<string, string>): NpmRun {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV$|TEST$|TEST_)/.test(name)));
  const child = spawn("npm", args, { cwd: ROOT, env: { ...kept, ...variables }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  const ended = new Promise<number | string>((resolve) => child.on("close", (code, signal) => resolve(code ?? signal ?? "gone")));
  const over = ended.then(() => true);
  const ready = async () => {
    for (;;) {
      const line = /^ready .*$/m.exec(out)?.[0];
      if (line) return line;
      if (await Promise.race([over, sleep(50, false)])) throw new Error(err);
    }
  };
  return { child, out: () => out, err: () => err, ready, ended };
}

/** True once nothing answers on the port any more. */
export async function isSilent(port: number, ms: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(100)) {
    const answered = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      () => true,
      () => false,
    );
    if (!answered) return true;
  }
  return false;
}

/** npm and the launcher's own processes below it; not the database and not the dashboard. */
export function launcherProcesses(run: NpmRun): number[] {
  const rows = spawnSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
    .stdout.split("\n")
    .map((line) => line.trim().split(/\s+/));
  const below = (pid: number): number[] =>
    rows.filter((row) => Number(row[1]) === pid).flatMap((row) => [Number(row[0]), ...below(Number(row[0]))]);
  const isLauncher = (pid: number) =>
    rows.some((row) => Number(row[0]) === pid && /bin\/start\.mjs|src\/main\/start\.ts/.test(row.join(" ")));
  const npmItself = run.child.pid;
  if (npmItself === undefined || run.child.exitCode !== null) throw new Error("npm start has ended");
  return [npmItself, ...below(npmItself).filter(isLauncher)];
}
