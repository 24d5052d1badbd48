import type { Db } from "@talent/db/connect";
import type { Fence } from "@talent/db/write/schedule/slots";

/** How long a slot stays with a worker that has gone silent. Short, so that after a kill -9 another one goes on within the minute. */
export const LEASE_MS = 60_000;
const RENEW_MS = 15_000;

/** Keeps a claimed slot ours while we work on it; call the answer to stop. A claim that was fenced off renews nothing. */
export function renewLease(db: Db, claim: Fence, leaseMs: number = LEASE_MS): () => void {
  const renew = async (): Promise<void> => {
    await db.pool.query(
      `UPDATE slots SET lease_until = clock_timestamp() + make_interval(secs => $3) WHERE id = $1 AND fence = $2 AND state = 'running'`,
      [claim.slotId, claim.fence, leaseMs / 1000],
    );
  };
  // The database may be away for a moment: the next turn tries again, and the fence decides in the end.
  const timer = setInterval(() => renew().catch(() => undefined), RENEW_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Sources with a slot that waits or runs: a newer slot of theirs would overlap. One whose job failed for good, by a fault of ours, does not
 * keep its source from ever running again.
 */
export async function busySources(db: Db): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ source: string }>(
    `SELECT DISTINCT s.source FROM slots s LEFT JOIN graphile_worker.jobs j ON j.key = 'slot:' || s.id
     WHERE s.state = 'running' OR (s.state = 'due' AND (j.attempts >= j.max_attempts AND j.locked_at IS NULL) IS NOT TRUE)`,
  );
  return new Set(rows.map((row) => row.source));
}
