import { defineConfig } from "prisma/config";

// The URL stays with the environment: generating the client needs none, and migrations have a runner of their own.
export default defineConfig({ schema: "schema.prisma", migrations: { path: "migrations" } });
