import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { glob } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../src/process/paths.ts";
import { type CheckResult, readReport, type VitestReport } from "./result.ts";
import { runTool } from "./run-tool.ts";

/** A package of the workspace and its test files, relative to its folder. */
export type Suite = {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly databaseFiles: readonly string[];
};

/** By name of the functions that give a test database. */
const NEEDS_DATABASE = /\b(testDatabase|emptyTestDatabase|testServer)\b/;
/** Reading all that publishers ever sent, and killing our own programs at every step, takes minutes and says nothing of a server: once is enough. */
const READS_CAPTURES = /shared\/captures/;
const CRASH_TESTS = /crash\.test\.ts$/;
/** What commands and alerts ask of a database is SQL of the database's own package, whose tests run on each server. */
const SQL_OF_DB_PACKAGE = /^src\/(cli|alerts)\//;

/** Every package with tests. `databaseFiles` are those that ask for a test database and are run on each server. */
export async function findSuites(): Promise<Suite[]> {
  const found: Suite[] = [];
  for await (const manifest of glob("{packages,apps}/*/package.json", { cwd: ROOT })) {
    const folder = join(ROOT, manifest, "..");
    const files: string[] = [];
    const ignored = new Set(["node_modules", ".next", "generated"]);
    for await (const file of glob("**/*.test.{ts,tsx,mjs}", { cwd: folder, exclude: (name) => ignored.has(name) })) files.push(file);
    const databaseFiles = files.filter((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return NEEDS_DATABASE.test(text) && !READS_CAPTURES.test(text) && !CRASH_TESTS.test(file) && !SQL_OF_DB_PACKAGE.test(file);
    });
    if (files.length > 0) found.push({ name: JSON.parse(readFileSync(join(ROOT, manifest), "utf8")).name, folder, files, databaseFiles });
  }
  return found;
}

/** A busy machine is no failure: real servers, browsers and children get a minute. Nothing is judged by how long it took. */
const TIMEOUTS = ["--testTimeout=60000", "--hookTimeout=60000"];
// Tests of servers and children mostly wait: two files at once, on two cores, in each of two suites.
const MAX_WORKERS = "--maxWorkers=2";

/** Runs vitest in a package, over all of its files or the given ones. */
export async function runSuite(suite: Suite, databaseUrl: string | null = null, files: readonly string[] = []): Promise<CheckResult> {
  const folder = mkdtempSync(join(tmpdir(), "vitest-"));
  const report = join(folder, "report.json");
  try {
    const args = [
      join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      "--reporter=json",
      `--outputFile=${report}`,
      MAX_WORKERS,
      ...TIMEOUTS,
      ...files,
    ];
    const { code, output } = await runTool(process.execPath, args, {
      cwd: suite.folder,
      env: databaseUrl === null ? {} : { TEST_DATABASE_URL: databaseUrl },
    });
    return readReport(readJson(report), code, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readJson(file: string): VitestReport | null {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
