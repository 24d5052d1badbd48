import { defineConfig } from "vitest/config";

// Files have databases, folders and children of their own and share nothing else: they share a process, which saves starting one and loading everything for each.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 2, isolate: false } });
