import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** By name of the functions that return a test database. */
const NEEDS_DATABASE = /\b(testDatabase|emptyTestDatabase)\b/;
/** Reading all that publishers ever sent, and killing our own programs at every step, takes minutes and tests nothing of a server: once is enough. */
const READS_CAPTURES = /shared\/captures/;
const CRASH_TESTS = /crash\.test\.ts$/;

/** The test files of a package that depend on the PostgreSQL they run on, relative to its folder: these run on each supported one. */
export function sqlTests(folder: string, leftOut: RegExp = /^$/): string[] {
  const exclude = ["**/node_modules", "**/generated"];
  const files = globSync("**/*.test.{ts,tsx,mjs}", { cwd: folder, exclude }).filter(
    (file) => !CRASH_TESTS.test(file) && !leftOut.test(file),
  );
  return files.filter((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return NEEDS_DATABASE.test(text) && !READS_CAPTURES.test(text);
  });
}
