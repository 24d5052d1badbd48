import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../src/process/paths.ts";
import { readReport, resultLine, summaryLine, type TurboTask, taskResult, type VitestReport } from "./result.ts";

const file = (status: string, tests: [string, string][], message = ""): VitestReport["testResults"][number] => ({
  name: "/clone/a.test.ts",
  status,
  message,
  assertionResults: tests.map(([fullName, state]) => ({
    fullName,
    status: state,
    failureMessages: state === "failed" ? ["expected 1 to be 2"] : [],
  })),
});

describe("the sum of all checks", () => {
  it("is one line that programs read", () => {
    const failure = { name: "types", message: "no" };
    expect(
      summaryLine([
        { passed: 3, failures: [] },
        { passed: 1, failures: [failure] },
      ]),
    ).toBe("4 passed, 1 failed");
    expect(summaryLine([])).toBe("0 passed, 0 failed");
  });

  it("takes the passed and failed tests of a vitest report, with names and messages", () => {
    const report = {
      numPassedTests: 1,
      testResults: [
        file("failed", [
          ["adds", "passed"],
          ["divides", "failed"],
        ]),
      ],
    };
    expect(readReport(report, 1, "")).toEqual({
      passed: 1,
      failures: [{ name: "/clone/a.test.ts: divides", message: "expected 1 to be 2" }],
    });
  });

  it("counts a test file that cannot be loaded as failed", () => {
    const report = { numPassedTests: 0, testResults: [file("failed", [], "Cannot find module")] };
    expect(readReport(report, 1, "")).toEqual({
      passed: 0,
      failures: [{ name: "/clone/a.test.ts", message: "Cannot find module" }],
    });
  });

  it("counts a run that ends badly with every test passed as failed", () => {
    const report = { numPassedTests: 2, testResults: [file("passed", [["adds", "passed"]])] };
    expect(readReport(report, 1, "Unhandled rejection")).toMatchObject({ passed: 2, failures: [{ name: "vitest" }] });
    expect(readReport(report, null, "")).toMatchObject({ failures: [{ name: "vitest" }] });
    expect(readReport(report, 0, "")).toEqual({ passed: 2, failures: [] });
  });

  it("counts a run without a report as failed, with the end of what it printed", () => {
    expect(readReport(null, 137, "Killed").failures[0]?.message).toContain("Killed");
  });
});

const folder = mkdtempSync(join(tmpdir(), "task-"));
const directory = relative(ROOT, folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "two.json"), JSON.stringify({ numPassedTests: 2, testResults: [] }));
writeFileSync(join(folder, "task.log"), "a.ts(1,1): error\n");

const task = (given: Partial<TurboTask>): TurboTask => ({
  taskId: "@talent/core#test",
  task: "test",
  directory,
  logFile: join(directory, "task.log"),
  outputs: ["two.json"],
  cache: { status: "MISS" },
  execution: { startTime: 1_000, endTime: 3_500, exitCode: 0 },
  ...given,
});
const types = { taskId: "@talent/core#typecheck", task: "typecheck", outputs: null };
const resultOf = (given: Partial<TurboTask>) => taskResult(task(given).taskId, task(given));
const line = (given: Partial<TurboTask>) => resultLine(resultOf(given));

describe("a task of turbo as a result", () => {
  it("counts the tests of its report", () => expect(line({})).toBe("ok     core: 2 passed (2.5 s)"));

  it("says where the result is an earlier one", () => {
    expect(line({ cache: { status: "HIT" } })).toBe("ok     core: 2 passed (cached)");
  });

  it("counts a tool that is not a test runner as one, and shows what it said", () => {
    expect(line(types)).toBe("ok     core typecheck: 1 passed (2.5 s)");
    const failing = resultOf({ ...types, execution: { startTime: 0, endTime: 0, exitCode: 2 } });
    expect(failing).toMatchObject({ passed: 0, failures: [{ message: "a.ts(1,1): error" }] });
  });

  it.each([
    ["left no report", { outputs: ["none.json"] }],
    ["ended badly with every test passed", { execution: { startTime: 0, endTime: 0, exitCode: 1 } }],
    ["was ended by a signal", { execution: { startTime: 0, endTime: 0, exitCode: null } }],
  ])("is a failure when it %s", (_, given) => expect(resultOf(given).failures).toHaveLength(1));

  it("is a failure when it did not run, because a task it depends on failed", () => {
    expect(resultLine(taskResult("@talent/core#test", undefined))).toBe("FAILED core: 0 passed, 1 failed (0.0 s)");
  });
});
