import { testDatabase } from "@talent/db/test-database";
import { webUrl } from "@talent/db/web-role";
import type { TestProject } from "vitest/node";
import { serve } from "./next-site.ts";
import { seed } from "./seed.ts";

declare module "vitest" {
  interface ProvidedContext {
    site: string;
  }
}

/** Starts the built dashboard on a seeded database, as its own role, for all end-to-end tests; gives back what takes it down. */
export default async function site(project: TestProject): Promise<() => Promise<void>> {
  const database = await testDatabase();
  await seed(database.db);
  const served = await serve(await webUrl(database.db, database.url, "talent-web-e2e"));
  project.provide("site", served.address);
  return async () => {
    await served.stop();
    await database.drop();
  };
}
