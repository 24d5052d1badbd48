/** What one check found. A tool that is not a test runner counts as one test. */
export type CheckResult = { readonly passed: number; readonly failed: number; readonly failures: readonly Failure[] };

export type Failure = { readonly name: string; readonly message: string };

export function passed(count = 1): CheckResult {
  return { passed: count, failed: 0, failures: [] };
}

export function failed(name: string, message: string): CheckResult {
  return { passed: 0, failed: 1, failures: [{ name, message }] };
}

/** The last line of `npm test`, which is read by programs. */
export function summaryLine(results: readonly CheckResult[]): string {
  const sum = (of: (result: CheckResult) => number) => results.reduce((total, result) => total + of(result), 0);
  return `${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`;
}

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

/**
 * A vitest run as a result. A file that could not even be loaded counts as one failed test, and so does a run that ends badly with every test
 * passed (an unhandled rejection, a crash): what is not known to have passed has failed. `null`: it left no report.
 */
export function readReport(report: VitestReport | null, exitCode: number | null, output: string): CheckResult {
  if (report === null) return failed("vitest", `ended with ${exitCode ?? "a signal"} and left no report\n${tail(output)}`);
  const failures = report.testResults.flatMap(failuresOf);
  if (failures.length === 0 && exitCode !== 0)
    failures.push({ name: "vitest", message: `ended with ${exitCode ?? "a signal"}\n${tail(output)}` });
  return { passed: report.numPassedTests, failed: failures.length, failures };
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
