import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../src/process/paths.ts";

type Failure = { readonly name: string; readonly message: string };

/** What a task found. A tool that is not a test runner counts as one test. */
type Counts = { readonly passed: number; readonly failures: readonly Failure[] };

export type TaskResult = Counts & { readonly name: string; readonly cached: boolean; readonly seconds: number };

/** The part we read of a task in turbo's summary of a run. */
export type TurboTask = {
  readonly taskId: string;
  readonly task: string;
  readonly directory: string;
  readonly logFile: string;
  readonly outputs: readonly string[] | null;
  readonly cache: { readonly status: string };
  readonly execution: { readonly startTime: number; readonly endTime: number; readonly exitCode: number | null };
};

/** The part we read of what vitest's JSON reporter writes. */
export type VitestReport = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
};

/** The last line of `npm test`, which is read by programs. */
export function summaryLine(results: readonly Counts[]): string {
  const sum = (of: (result: Counts) => number) => results.reduce((total, result) => total + of(result), 0);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failures }) => failures.length)} failed`;
}

/** One line for a task, which says where its result is an earlier one. */
export function resultLine({ name, passed, failures, cached, seconds }: TaskResult): string {
  const counts = failures.length === 0 ? `${passed} passed` : `${passed} passed, ${failures.length} failed`;
  return `${failures.length === 0 ? "ok    " : "FAILED"} ${name}: ${counts} (${cached ? "cached" : `${seconds.toFixed(1)} s`})`;
}

/** How one task ended: its tests are counted from its report. One that is not in turbo's summary did not run, because a task it depends on failed. */
export function taskResult(taskId: string, task: TurboTask | undefined): TaskResult {
  const name = taskId
    .replace("@talent/", "")
    .replace("#", " ")
    .replace(/ test$/, "");
  const { passed, failures } = task ? countsOf(task) : failed(name, "did not run, because a task it depends on failed");
  const seconds = task ? (task.execution.endTime - task.execution.startTime) / 1000 : 0;
  const named = failures.map((failure) => ({ ...failure, name: `[${name}] ${failure.name}` }));
  return { name, passed, failures: named, cached: task?.cache.status === "HIT", seconds };
}

function countsOf({ task, directory, logFile, outputs, execution: { exitCode } }: TurboTask): Counts {
  const log = readText(logFile) ?? "";
  if (task.startsWith("test")) return readReport(JSON.parse(readText(join(directory, outputs?.[0] ?? "")) ?? "null"), exitCode, log);
  return exitCode === 0 ? { passed: 1, failures: [] } : failed(task, log.trim());
}

/**
 * A vitest run as a result. A file that could not even be loaded counts as one failed test, and so does a run that ends badly with every test
 * passed (an unhandled rejection, a crash): what is not known to have passed has failed. `null`: it left no report.
 */
export function readReport(report: VitestReport | null, exitCode: number | null, output: string): Counts {
  const ended = `ended with ${exitCode ?? "a signal"}`;
  if (report === null) return failed("vitest", `${ended} and left no report\n${tail(output)}`);
  const failures = report.testResults.flatMap(failuresOf);
  if (failures.length === 0 && exitCode !== 0) failures.push({ name: "vitest", message: `${ended}\n${tail(output)}` });
  return { passed: report.numPassedTests, failures };
}

function failed(name: string, message: string): Counts {
  return { passed: 0, failures: [{ name, message }] };
}

function failuresOf(file: VitestReport["testResults"][number]): Failure[] {
  const tests = file.assertionResults
    .filter((test) => test.status === "failed")
    .map((test) => ({ name: `${file.name}: ${test.fullName}`, message: (test.failureMessages ?? []).join("\n") }));
  if (tests.length > 0 || file.status !== "failed") return tests;
  return [{ name: file.name, message: file.message ?? "could not be run" }];
}

function tail(output: string): string {
  return output.trim().split("\n").slice(-40).join("\n");
}

function readText(file: string): string | null {
  return existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), "utf8") : null;
}
