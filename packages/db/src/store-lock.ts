import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "./connect.ts";

/** What only one process of a store may do at a time. */
const LOCKS = { walk: 0x7a1e_0100, assess: 0x7a1e_0101 } as const;
const POLL_MS = 100;

/**
 * Waits for a lock of the store, then holds it until released. It lives in a database session, so it ends with its holder, however that
 * ends. Throws AbortError when `signal` fires first.
 */
export async function acquireStoreLock(db: Db, name: keyof typeof LOCKS, signal?: AbortSignal): Promise<() => Promise<void>> {
  const connection = await db.pool.connect();
  // A lost session has lost the lock as well; fences and append-only writes still keep a second holder from doing harm.
  let lost: Error | undefined;
  const onLost = (error: Error) => {
    lost = error;
  };
  connection.on("error", onLost);
  const taken = async (): Promise<boolean> => {
    const { rows } = await connection.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [LOCKS[name]]);
    return rows[0]?.taken === true;
  };
  try {
    while (!(await taken())) await pause(POLL_MS, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    connection.release(true);
    throw error;
  }
  return async () => {
    if (lost === undefined) await connection.query("SELECT pg_advisory_unlock($1)", [LOCKS[name]]).catch(() => undefined);
    connection.off("error", onLost); // The same connection is lent again and again.
    connection.release(lost ?? false);
  };
}
