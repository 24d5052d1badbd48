import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { sqlTests } from "./sql-tests.ts";

const folder = mkdtempSync(join(tmpdir(), "sql-tests-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("tests that need a database run on each PostgreSQL, but for those that kill programs or read every capture", () => {
  mkdirSync(join(folder, "src/cli"), { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write("src/append.test.ts", "await testDatabase()");
  write("src/migrate.test.ts", "await emptyTestDatabase()");
  write("src/sum.test.ts", "sum(1, 2)");
  write("src/append.ts", "await testDatabase()");
  write("src/append-crash.test.ts", "await testDatabase()");
  write("src/replay.test.ts", 'await testDatabase(); read("../shared/captures")');
  write("src/cli/list.test.ts", "await testDatabase()");
  expect(sqlTests(folder, /^src\/cli\//).sort()).toEqual(["src/append.test.ts", "src/migrate.test.ts"]);
});
