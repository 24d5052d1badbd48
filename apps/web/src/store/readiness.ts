import { database } from "./database.ts";
import { nodePackages } from "./node-packages.ts";
import { isSilent } from "./store-state.ts";

export type Readiness = { readonly database: string; readonly migrations: string; readonly scheduler: string };

/**
 * Whether the database answers, whether what this version needs is in it (the store is claimed only after every migration), and whether the
 * scheduler of a live store still rings: when it stops, nothing shown is being checked any more.
 */
export async function readiness(now: Date): Promise<Readiness> {
  try {
    const db = await database();
    await db.pool.query("SELECT 1");
    return { database: "ok", ...(await storeReadiness(now)) };
  } catch {
    return { database: "does not answer", migrations: "unknown", scheduler: "unknown" };
  }
}

async function storeReadiness(now: Date): Promise<Omit<Readiness, "database">> {
  const { storeState } = await nodePackages.storeState();
  try {
    const state = await storeState(await database());
    const scheduler = isSilent(state, now) ? `not checked since ${state.schedulerBeat}` : "ok";
    return { migrations: state.mode === null ? "the store is not set up" : "ok", scheduler };
  } catch {
    return { migrations: "pending", scheduler: "unknown" };
  }
}
