import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../src/process/paths.ts";
import { type CheckResult, failed, passed, readReport, type VitestReport } from "./result.ts";

/** The part we read of a task in turbo's summary of a run; one without `execution` did not run, because a task it depends on failed. */
export type TurboTask = {
  readonly taskId: string;
  readonly task: string;
  readonly command: string;
  readonly directory: string;
  readonly logFile: string;
  readonly outputs: readonly string[] | null;
  readonly cache: { readonly status: string };
  readonly execution?: { readonly startTime: number; readonly endTime: number; readonly exitCode: number | null };
};

export type TaskResult = CheckResult & { readonly name: string; readonly cached: boolean; readonly seconds: number };

/** How one task ended: its tests are counted from its report, and a tool that is not a test runner counts as one. */
export function taskResult(task: TurboTask): TaskResult {
  const name = task.taskId
    .replace("@talent/", "")
    .replace("#", " ")
    .replace(/ test$/, "");
  const { startTime = 0, endTime = 0 } = task.execution ?? {};
  const result = resultOf(task);
  const failures = result.failures.map((failure) => ({ ...failure, name: `[${name}] ${failure.name}` }));
  return { ...result, failures, name, cached: task.cache.status === "HIT", seconds: (endTime - startTime) / 1000 };
}

function resultOf({ task, taskId, directory, logFile, outputs, execution }: TurboTask): CheckResult {
  if (execution === undefined) return failed(taskId, "did not run, because a task it depends on failed");
  const log = readText(logFile) ?? "";
  if (task.startsWith("test")) return readReport(readJson(join(directory, outputs?.[0] ?? "")), execution.exitCode, log);
  return execution.exitCode === 0 ? passed() : failed(taskId, log.trim());
}

/** One line for a task, which says where its result is an earlier one. */
export function resultLine({ name, passed, failed, cached, seconds }: TaskResult): string {
  const counts = failed === 0 ? `${passed} passed` : `${passed} passed, ${failed} failed`;
  return `${failed === 0 ? "ok    " : "FAILED"} ${name}: ${counts} (${cached ? "cached" : `${seconds.toFixed(1)} s`})`;
}

function readText(file: string): string | null {
  return existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), "utf8") : null;
}

function readJson(file: string): VitestReport | null {
  return JSON.parse(readText(file) ?? "null");
}
