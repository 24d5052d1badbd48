import { spawn } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EXIT, ExitError, reportError } from "../src/process/exit.ts";
import { ROOT } from "../src/process/paths.ts";
import { stopRequested } from "../src/process/shutdown.ts";
import { ensureChromium } from "./chromium.ts";
import { resultLine, summaryLine, type TaskResult, type TurboTask, taskResult } from "./result.ts";
import { testEnvironment } from "./test-environment.ts";

// The composition root of `npm test`: every task of turbo.json, from its cache where nothing that decides the result has changed.
// The last line is the sum.
const TASKS = ["lint", "typecheck", "build", "test"];
const SYSTEM_POSTGRES_TASK = "test:system-postgres";
const RUNS = ".turbo/runs";
// A task whose dependency failed does not run: it might pass on what an earlier build left, and that would be kept.
const FLAGS = ["--continue=dependencies-successful", "--cache=local:rw", "--summarize", "--output-logs=hash-only"];
const QUIET = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", NO_COLOR: "1", FORCE_COLOR: "0", CI: "1" };

const printLine = (line: string) => process.stdout.write(`${line}\n`);
const stop = new AbortController();
void stopRequested().then(() => stop.abort());
let exitCode: number = EXIT.failed;
try {
  const results = await runTasks();
  for (const result of results) printLine(resultLine(result));
  for (const { name, message } of results.flatMap((result) => result.failures)) printLine(`\nFAILED ${name}\n${message}`);
  if (results.every(({ failures }) => failures.length === 0)) exitCode = EXIT.ok;
  printLine(`\n${summaryLine(results)}`);
} catch (error) {
  exitCode = reportError(error);
  printLine(`\n${summaryLine([{ passed: 0, failures: [{ name: "npm test", message: "" }] }])}`);
}
process.exit(exitCode);

async function runTasks(): Promise<TaskResult[]> {
  // A result is kept for the browser it was had with, so there must be one before turbo looks for it.
  ensureChromium(printLine);
  const environment = testEnvironment();
  const hasSystemPostgres = "TEST_POSTGRES_BIN" in environment;
  if (!hasSystemPostgres)
    printLine("no PostgreSQL 15 or newer of the system (apt-get install postgresql): database tests run on the embedded one only");
  // turbo brings back the report of a result it has kept; one that is left over here would speak for a task that crashed.
  for (const report of globSync("{apps,packages}/*/.turbo/test*.json", { cwd: ROOT })) rmSync(join(ROOT, report));
  return runTurbo([...TASKS, ...(hasSystemPostgres ? [SYSTEM_POSTGRES_TASK] : [])], environment);
}

/** Runs these tasks in every package that has them, and says how each ended. Throws ExitError when turbo itself fails. */
async function runTurbo(names: readonly string[], environment: Record<string, string>): Promise<TaskResult[]> {
  rmSync(join(ROOT, RUNS), { recursive: true, force: true });
  const env = { ...process.env, ...environment, ...QUIET };
  const child = spawn(join(ROOT, "node_modules/.bin/turbo"), ["run", ...names, ...FLAGS], { cwd: ROOT, env, stdio: ["ignore", 1, 2] });
  stop.signal.addEventListener("abort", () => child.kill("SIGTERM"));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("exit", resolve));
  const ended = `turbo ended with ${code ?? "a signal"}`;
  if (stop.signal.aborted) throw new ExitError("Stopped before everything was checked.");
  const [summary] = globSync(`${RUNS}/*.json`, { cwd: ROOT });
  if (summary === undefined) throw new ExitError(`${ended} before it ran anything; what it printed above says why.`);
  const { tasks }: { tasks: readonly TurboTask[] } = JSON.parse(readFileSync(join(ROOT, summary), "utf8"));
  const ran = new Map(tasks.map((task) => [task.taskId, task]));
  const results = tasksOf(names).map((id) => taskResult(id, ran.get(id)));
  if (code !== 0 && results.every(({ failures }) => failures.length === 0)) throw new ExitError(`${ended}, with every task passed.`);
  return results;
}

/** What these tasks are in the packages that have a script for them, as turbo names them. */
function tasksOf(names: readonly string[]): string[] {
  const manifests = globSync("{apps,packages}/*/package.json", { cwd: ROOT }).sort();
  return manifests.flatMap((manifest) => {
    const { name, scripts }: { name: string; scripts: object } = JSON.parse(readFileSync(join(ROOT, manifest), "utf8"));
    return names.filter((task) => task in scripts).map((task) => `${name}#${task}`);
  });
}
