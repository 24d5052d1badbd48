import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "units", include: ["src/**/*.test.{ts,tsx}"] } },
      {
        test: {
          name: "in a browser",
          include: ["e2e/**/*.test.ts"],
          globalSetup: ["e2e/testing/site.ts"],
          testTimeout: 45_000,
          hookTimeout: 45_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
