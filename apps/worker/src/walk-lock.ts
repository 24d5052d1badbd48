import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@talent/db/connect";

const LOCK = 0x7a1e_0100;
const LOOK_AGAIN_MS = 500;

/**
 * Waits until no other process walks this store, then holds the walk until released. The lock lives in a database session, so it ends with
 * its holder, however that ends.
 */
export async function holdWalk(db: Db, signal?: AbortSignal): Promise<() => Promise<void>> {
  const connection = await db.pool.connect();
  // A lost session has lost the lock as well; the fence of each slot still keeps a second walk from writing twice.
  let lost: Error | undefined;
  connection.on("error", (error) => {
    lost = error;
  });
  const taken = async (): Promise<boolean> => {
    const { rows } = await connection.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [LOCK]);
    return rows[0]?.taken === true;
  };
  try {
    while (!(await taken())) await pause(LOOK_AGAIN_MS, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    connection.release(true);
    throw error;
  }
  return async () => {
    if (lost === undefined) await connection.query("SELECT pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
    connection.release(lost ?? false);
  };
}
