import { defineConfig } from "vitest/config";

// Real files are large and machines are shared: what must be fast says so itself.
export default defineConfig({ test: { include: ["src/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 } });
