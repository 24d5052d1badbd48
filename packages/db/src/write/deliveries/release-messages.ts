import type { Db } from "../../connect.ts";
import type { ClaimedMessage } from "./claim-messages.ts";

/** Hands back messages that were claimed and not tried: they wait until `dueAt` and no attempt is counted. Those that others have taken since are left alone. */
export async function releaseMessages(db: Db, messages: readonly ClaimedMessage[], dueAt: Date): Promise<void> {
  if (messages.length === 0) return;
  await db.pool.query(
    `UPDATE messages m SET state = 'queued', due_at = $3, lease_until = NULL
     FROM unnest($1::uuid[], $2::timestamptz[]) c (id, lease_until) WHERE m.id = c.id AND m.state = 'sending' AND m.lease_until = c.lease_until`,
    [messages.map(({ id }) => id), messages.map(({ leaseUntil }) => leaseUntil), dueAt],
  );
}
