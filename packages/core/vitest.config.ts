import { defineConfig } from "vitest/config";

// Nothing here keeps state between tests: files share a process, which saves starting one and loading everything for each.
export default defineConfig({
  test: { include: ["src/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2, isolate: false },
});
