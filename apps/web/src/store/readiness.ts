import { database } from "./database.ts";
import { nodePackages } from "./node-packages.ts";

export type Readiness = { readonly database: string; readonly migrations: string };

/** Whether the database answers, and whether what this version needs is in it: the store is claimed only after every migration. */
export async function readiness(): Promise<Readiness> {
  try {
    const db = await database();
    await db.pool.query("SELECT 1");
    return { database: "ok", migrations: await migrations() };
  } catch {
    return { database: "does not answer", migrations: "unknown" };
  }
}

async function migrations(): Promise<string> {
  const { storeState } = await nodePackages.storeState();
  try {
    return (await storeState(await database())).mode === null ? "the store is not set up" : "ok";
  } catch {
    return "pending";
  }
}
