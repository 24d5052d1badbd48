import { describe, expect, it } from "vitest";
import { failed, passed, readReport, summaryLine, type VitestReport } from "./result.ts";

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
    expect(summaryLine([passed(3), passed(), failed("types", "no")])).toBe("4 passed, 1 failed");
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
      failed: 1,
      failures: [{ name: "/clone/a.test.ts: divides", message: "expected 1 to be 2" }],
    });
  });

  it("counts a test file that cannot be loaded as failed", () => {
    const report = { numPassedTests: 0, testResults: [file("failed", [], "Cannot find module")] };
    expect(readReport(report, 1, "")).toEqual({
      passed: 0,
      failed: 1,
      failures: [{ name: "/clone/a.test.ts", message: "Cannot find module" }],
    });
  });

  it("counts a run that ends badly with every test passed as failed", () => {
    const report = { numPassedTests: 2, testResults: [file("passed", [["adds", "passed"]])] };
    expect(readReport(report, 1, "Unhandled rejection")).toMatchObject({ passed: 2, failed: 1 });
    expect(readReport(report, null, "")).toMatchObject({ failed: 1 });
    expect(readReport(report, 0, "")).toEqual({ passed: 2, failed: 0, failures: [] });
  });

  it("counts a run without a report as failed, with the end of what it printed", () => {
    expect(readReport(null, 137, "Killed").failures[0]?.message).toContain("Killed");
  });
});
