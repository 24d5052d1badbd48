import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EXIT, reportError } from "../src/process/exit.ts";
import { ROOT } from "../src/process/paths.ts";
import { stopRequested } from "../src/process/shutdown.ts";
import { ensureChromium } from "./chromium.ts";
import { failed, summaryLine } from "./result.ts";
import { resultLine, type TaskResult } from "./task-result.ts";
import { testEnvironment } from "./test-environment.ts";
import { runTurbo } from "./turbo.ts";

// The composition root of `npm test`: every task of turbo.json, from its cache where nothing that decides the result has changed.
// The last line is the sum.
const TASKS = ["lint", "typecheck", "build", "test"];
const SYSTEM_POSTGRES_TASK = "test:system-postgres";

const printLine = (line: string) => process.stdout.write(`${line}\n`);
const stop = new AbortController();
void stopRequested().then(() => stop.abort());
let exitCode: number = EXIT.failed;
try {
  const results = await runTasks();
  for (const result of results) printLine(resultLine(result));
  for (const { name, message } of results.flatMap((result) => result.failures)) printLine(`\nFAILED ${name}\n${message}`);
  if (results.every((result) => result.failed === 0)) exitCode = EXIT.ok;
  printLine(`\n${summaryLine(results)}`);
} catch (error) {
  exitCode = reportError(error);
  printLine(`\n${summaryLine([failed("npm test", "")])}`);
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
  return runTurbo([...TASKS, ...(hasSystemPostgres ? [SYSTEM_POSTGRES_TASK] : [])], environment, stop.signal);
}
