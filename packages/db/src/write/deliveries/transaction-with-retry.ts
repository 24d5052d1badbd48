import { type Connection, type Db, inTransaction } from "../../connect.ts";

const DEADLOCK = "40P01";
const ATTEMPTS = 5;

/** A transaction over rows that others settle at the same time, in their own order: whoever loses a deadlock tries again. */
export async function settling<T>(db: Db, work: (connection: Connection) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(db, work);
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
  }
}
