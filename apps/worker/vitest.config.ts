import { sqlTests } from "@talent/postgres/testing/sql-tests";
import { configDefaults, defineConfig } from "vitest/config";

// What commands and alerts ask of a database is SQL of the database's own package, whose tests run on each server.
const SQL_OF_DB_PACKAGE = /^src\/(cli|alerts)\//;

// Files have databases, folders and children of their own and share nothing else: they share a process, which saves starting one and loading everything for each.
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "system-postgres" ? sqlTests(import.meta.dirname, SQL_OF_DB_PACKAGE) : configDefaults.include,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    isolate: false,
  },
}));
