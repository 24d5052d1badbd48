import type { Connection } from "../../connect.ts";

/**
 * Takes messages that wait for their time, and those whose sender let its lease run out: they may have been accepted and are sent again as the same
 * message. What is for somebody who must not be written to any more is dropped. Gives the ids taken.
 */
export async function takeMessages(connection: Connection, now: Date, lease: Date, limit: number): Promise<string[]> {
  const { rows } = await connection.query<{ id: string; barred: string | null }>(
    `SELECT m.id, CASE
       WHEN m.kind = 'confirm' AND p.state IN ('pending', 'active') THEN NULL
       WHEN p.state <> 'active' THEN p.state
       WHEN NOT EXISTS (SELECT FROM deliveries d WHERE d.message = m.id AND d.state = 'held') THEN 'nothing_left'
       WHEN NOT EXISTS (
         SELECT FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id
         JOIN subscriptions w ON w.subscriber = d.subscriber AND w.scope = ANY (t.scopes) AND w.confirmed_at IS NOT NULL AND w.ended_at IS NULL
         WHERE d.message = m.id AND d.state = 'held') THEN 'unsubscribed'
     END AS barred
     FROM messages m JOIN subscribers p ON p.id = m.subscriber
     WHERE (m.state = 'queued' AND m.due_at <= $1) OR (m.state = 'sending' AND m.lease_until <= $1)
     ORDER BY m.kind, m.due_at LIMIT $2 FOR UPDATE OF m, p SKIP LOCKED`,
    [now, limit],
  );
  await drop(connection, now, rows);
  const good = rows.filter((row) => row.barred === null).map((row) => row.id);
  if (good.length > 0) await connection.query(`UPDATE messages SET state = 'sending', lease_until = $2 WHERE id = ANY ($1)`, [good, lease]);
  return good;
}

async function drop(connection: Connection, now: Date, rows: readonly { id: string; barred: string | null }[]): Promise<void> {
  const barred = rows.filter((row) => row.barred !== null);
  if (barred.length === 0) return;
  const given = [barred.map((row) => row.id), barred.map((row) => row.barred)];
  await connection.query(
    `UPDATE messages m SET state = 'dropped', reason = b.reason, lease_until = NULL FROM unnest($1::uuid[], $2::text[]) b (id, reason) WHERE m.id = b.id`,
    given,
  );
  await connection.query(
    `UPDATE deliveries d SET state = 'suppressed', reason = b.reason, settled_at = $3
     FROM unnest($1::uuid[], $2::text[]) b (id, reason) WHERE d.message = b.id AND d.state = 'held'`,
    [...given, now],
  );
}
