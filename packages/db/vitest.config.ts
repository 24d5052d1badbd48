import { sqlTests } from "@talent/postgres/testing/sql-tests";
import { defineConfig } from "vitest/config";

// Files have databases of their own and share nothing else: they share a process, which saves starting one and loading everything for each.
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "system-postgres" ? sqlTests(import.meta.dirname) : ["src/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    isolate: false,
  },
}));
