import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../src/process/paths.ts";
import { resultLine, type TurboTask, taskResult } from "./task-result.ts";

const folder = mkdtempSync(join(tmpdir(), "task-"));
const directory = relative(ROOT, folder);
writeFileSync(join(folder, "two.json"), JSON.stringify({ numPassedTests: 2, testResults: [] }));
writeFileSync(join(folder, "task.log"), "a.ts(1,1): error\n");

const task = (given: Partial<TurboTask>): TurboTask => ({
  taskId: "@talent/core#test",
  task: "test",
  command: "vitest run",
  directory,
  logFile: join(directory, "task.log"),
  outputs: ["two.json"],
  cache: { status: "MISS" },
  execution: { startTime: 1_000, endTime: 3_500, exitCode: 0 },
  ...given,
});
const types = { taskId: "@talent/core#typecheck", task: "typecheck", outputs: null };
const line = (given: Partial<TurboTask>) => resultLine(taskResult(task(given)));

describe("a task of turbo as a result", () => {
  it("counts the tests of its report", () => expect(line({})).toBe("ok     core: 2 passed (2.5 s)"));

  it("says where the result is an earlier one", () => {
    expect(line({ cache: { status: "HIT" } })).toBe("ok     core: 2 passed (cached)");
  });

  it("counts a tool that is not a test runner as one, and shows what it said", () => {
    expect(line(types)).toBe("ok     core typecheck: 1 passed (2.5 s)");
    const failing = taskResult(task({ ...types, execution: { startTime: 0, endTime: 0, exitCode: 2 } }));
    expect(failing).toMatchObject({ passed: 0, failed: 1, failures: [{ message: "a.ts(1,1): error" }] });
  });

  it.each([
    ["left no report", { outputs: ["none.json"] }],
    ["ended badly with every test passed", { execution: { startTime: 0, endTime: 0, exitCode: 1 } }],
    ["was ended by a signal", { execution: { startTime: 0, endTime: 0, exitCode: null } }],
  ])("is a failure when it %s", (_, given) => expect(taskResult(task(given)).failed).toBe(1));

  it("is a failure when it did not run, because a task it depends on failed", () => {
    const { execution: _, ...skipped } = task({});
    expect(resultLine(taskResult(skipped))).toBe("FAILED core: 0 passed, 1 failed (0.0 s)");
  });
});
