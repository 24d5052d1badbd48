import { testDatabase, testWebUrl } from "@talent/db/testing/database";
import { TEST_SECRET } from "@talent/db/testing/subscriber-builders";
import type { TestProject } from "vitest/node";
import { serve } from "./next-site.ts";
import { OPERATOR_TOKEN } from "./operator-token.ts";
import { seed } from "./seed.ts";
import { seedAlerts } from "./seed-alerts.ts";

declare module "vitest" {
  interface ProvidedContext {
    site: string;
    /** Its database, for the owner. */
    store: string;
  }
}

/** Starts the built dashboard on a seeded database, as its own role, for all end-to-end tests; gives back what takes it down. */
export default async function site(project: TestProject): Promise<() => Promise<void>> {
  const database = await testDatabase();
  await seed(database.db);
  await seedAlerts(database.db);
  const served = await serve(await testWebUrl(database), {
    SUBSCRIBERS_KEY: TEST_SECRET,
    OPERATOR_TOKEN,
    MAIL_MODE: "files",
  });
  project.provide("site", served.address);
  project.provide("store", database.url);
  return async () => {
    await served.stop();
    await database.drop();
  };
}
