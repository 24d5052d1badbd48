import { spawn } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ExitError } from "../src/process/exit.ts";
import { ROOT } from "../src/process/paths.ts";
import { type TaskResult, type TurboTask, taskResult } from "./task-result.ts";

const RUNS = ".turbo/runs";
// A task whose dependency failed does not run: it might pass on what an earlier build left, and that would be kept.
const FLAGS = ["--continue=dependencies-successful", "--cache=local:rw", "--summarize", "--output-logs=hash-only"];
const QUIET = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", NO_COLOR: "1", FORCE_COLOR: "0", CI: "1" };

/** Runs tasks of turbo.json in every package that has them, and says how each ended. Throws ExitError when turbo itself fails. */
export async function runTurbo(tasks: readonly string[], environment: Record<string, string>, stop: AbortSignal): Promise<TaskResult[]> {
  rmSync(join(ROOT, RUNS), { recursive: true, force: true });
  const env = { ...process.env, ...environment, ...QUIET };
  const child = spawn(join(ROOT, "node_modules/.bin/turbo"), ["run", ...tasks, ...FLAGS], { cwd: ROOT, env, stdio: ["ignore", 1, 2] });
  stop.addEventListener("abort", () => child.kill("SIGTERM"));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("exit", resolve));
  const [summary] = globSync(`${RUNS}/*.json`, { cwd: ROOT });
  if (stop.aborted) throw new ExitError("Stopped before everything was checked.");
  if (summary === undefined)
    throw new ExitError(`turbo ended with ${code ?? "a signal"} before it ran anything; what it printed above says why.`);
  const { tasks: ran }: { tasks: readonly TurboTask[] } = JSON.parse(readFileSync(join(ROOT, summary), "utf8"));
  const results = ran.filter((task) => tasks.includes(task.task) && task.command !== "<NONEXISTENT>").map(taskResult);
  if (code !== 0 && results.every((result) => result.failed === 0)) throw new ExitError(`turbo ended with ${code ?? "a signal"}.`);
  return results;
}
