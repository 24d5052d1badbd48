import type { Connection } from "../../connect.ts";
import type { Kept } from "./alert-pass.ts";
import { BY_SETTINGS, DUE, SETTINGS } from "./create-deliveries.ts";

/**
 * Tells each of these retractions to exactly those who got, or may just be getting, what it takes back; for all others that is not sent any more. Who
 * is no longer to be written to is counted and passed over. Gives the number of deliveries that wait.
 */
export async function tellRetractions(connection: Connection, steps: readonly Kept[], now: Date): Promise<number> {
  let held = 0;
  // One after the other: in one pass the second may take back what the first follows.
  for (const { id, retracts } of steps) {
    await lock(connection, retracts);
    held += await tellThose(connection, id, retracts, now);
    await keepBack(connection, retracts, now);
  }
  return held;
}

/** Deliveries first, then the messages they are in: from then on nobody begins to send, and what is being sent shows. */
async function lock(connection: Connection, retracted: string | null): Promise<void> {
  const { rows } = await connection.query<{ message: string | null }>(
    "SELECT message FROM deliveries WHERE transition_id = $1 ORDER BY subscriber FOR UPDATE",
    [retracted],
  );
  const messages = [...new Set(rows.flatMap(({ message }) => message ?? []))];
  if (messages.length > 0) await connection.query("SELECT FROM messages WHERE id = ANY ($1) ORDER BY id FOR UPDATE", [messages]);
}

/** A delivery `d` with its message `m` that somebody has, or may have: of every attempt that the other side did not refuse nobody knows. */
const GOT = `(d.state = 'delivered' OR (d.state = 'held' AND (m.state IN ('sending', 'sent')
  OR m.attempts > (SELECT count(*) FROM message_attempts a WHERE a.message_id = m.id AND a.code >= 400))))`;

async function tellThose(connection: Connection, id: string, retracted: string | null, now: Date): Promise<number> {
  const { rows } = await connection.query<{ held: number }>(
    `WITH audience AS (
       SELECT d.subscriber, d.subscription, p.state, ${SETTINGS}
       FROM deliveries d JOIN subscribers p ON p.id = d.subscriber LEFT JOIN messages m ON m.id = d.message
       WHERE d.transition_id = $3 AND ${GOT}
     ), ${DUE}, noted AS (
       INSERT INTO notices (transition_id, audience) SELECT $1::bigint, count(*) FROM audience
     ), meant AS (
       INSERT INTO deliveries (transition_id, subscriber, subscription, state, reason, due_at, settled_at)
       SELECT $1::bigint, a.subscriber, a.subscription, CASE WHEN a.state = 'active' THEN 'held' ELSE 'suppressed' END, nullif(a.state, 'active'),
         due.at, CASE WHEN a.state <> 'active' THEN $2::timestamptz END
       FROM audience a JOIN due ${BY_SETTINGS} RETURNING state
     )
     SELECT (count(*) FILTER (WHERE state = 'held'))::integer AS held FROM meant`,
    [id, now, retracted],
  );
  return rows[0]?.held ?? 0;
}

async function keepBack(connection: Connection, retracted: string | null, now: Date): Promise<void> {
  await connection.query(
    `UPDATE deliveries SET state = 'suppressed', reason = 'retracted_before_sent', settled_at = $2
     WHERE transition_id = $1 AND state = 'held' AND NOT EXISTS (
       SELECT FROM deliveries d JOIN messages m ON m.id = d.message
       WHERE d.transition_id = deliveries.transition_id AND d.subscriber = deliveries.subscriber AND ${GOT})`,
    [retracted, now],
  );
}
