import type { Connection } from "../../connect.ts";
import type { RecordedStep } from "./alert-pass.ts";

/**
 * Addresses each of these retractions to exactly those who got, or may just be getting, what it retracts; for all others that is not sent any more. Who
 * is no longer to be written to is counted and skipped. Returns the number of deliveries that wait.
 */
export async function createRetractionDeliveries(connection: Connection, steps: readonly RecordedStep[], now: Date): Promise<number> {
  let held = 0;
  // One after the other: in one pass the second may retract what the first follows.
  for (const { id, retracts } of steps) {
    await lockDeliveries(connection, retracts);
    held += await insertRetractionDeliveries(connection, id, retracts, now);
    await suppressUnsent(connection, retracts, now);
  }
  return held;
}

/** Deliveries first, then the messages they are in: from then on no one begins to send, and what is being sent shows. */
async function lockDeliveries(connection: Connection, retracted: string | null): Promise<void> {
  const { rows } = await connection.query<{ message_id: string | null }>(
    "SELECT message_id FROM deliveries WHERE transition_id = $1 ORDER BY subscriber_id FOR UPDATE",
    [retracted],
  );
  const messages = [...new Set(rows.flatMap(({ message_id }) => message_id ?? []))];
  if (messages.length > 0) await connection.query("SELECT FROM messages WHERE id = ANY ($1) ORDER BY id FOR UPDATE", [messages]);
}

/** A delivery `d` with its message `m` that arrived, or may have: true of every attempt that the other side did not refuse. */
const POSSIBLY_RECEIVED = `(d.state = 'delivered' OR (d.state = 'held' AND (m.state IN ('sending', 'sent')
  OR m.attempts > (SELECT count(*) FROM message_attempts a WHERE a.message_id = m.id AND a.code >= 400))))`;

async function insertRetractionDeliveries(connection: Connection, id: string, retracted: string | null, now: Date): Promise<number> {
  const { rows } = await connection.query<{ held: number }>(
    `WITH audience AS (
       SELECT d.subscriber_id, d.subscription_id, p.state, ${DELIVERY_SETTINGS}
       FROM deliveries d JOIN subscribers p ON p.id = d.subscriber_id LEFT JOIN messages m ON m.id = d.message_id
       WHERE d.transition_id = $3 AND ${POSSIBLY_RECEIVED}
     ), ${DUE_TIMES}, noted AS (
       INSERT INTO notices (transition_id, audience) SELECT $1::bigint, count(*) FROM audience
     ), meant AS (
       INSERT INTO deliveries (transition_id, subscriber_id, subscription_id, state, reason, due_at, settled_at)
       SELECT $1::bigint, a.subscriber_id, a.subscription_id, CASE WHEN a.state = 'active' THEN 'held' ELSE 'suppressed' END, nullif(a.state, 'active'),
         due.at, CASE WHEN a.state <> 'active' THEN $2::timestamptz END
       FROM audience a JOIN due ${BY_SETTINGS} RETURNING state
     )
     SELECT (count(*) FILTER (WHERE state = 'held'))::integer AS held FROM meant`,
    [id, now, retracted],
  );
  return rows[0]?.held ?? 0;
}

async function suppressUnsent(connection: Connection, retracted: string | null, now: Date): Promise<void> {
  await connection.query(
    `UPDATE deliveries SET state = 'suppressed', reason = 'retracted_before_sent', settled_at = $2
     WHERE transition_id = $1 AND state = 'held' AND NOT EXISTS (
       SELECT FROM deliveries d JOIN messages m ON m.id = d.message_id
       WHERE d.transition_id = deliveries.transition_id AND d.subscriber_id = deliveries.subscriber_id AND ${POSSIBLY_RECEIVED})`,
    [retracted, now],
  );
}

/**
 * Records the recipients of each of these steps: everyone who has confirmed, by then, a subscription that covers it and has not ended it. Once each,
 * however many cover it. Those who take no later rules get only rules that existed when they confirmed, or that they requested by name.
 * One statement. Returns the number of deliveries.
 */
export async function createNoticeDeliveries(connection: Connection, steps: readonly RecordedStep[], now: Date): Promise<number> {
  if (steps.length === 0) return 0;
  const covered = steps.flatMap((step) => step.rule.scopes.map((scope) => ({ ...step, scope })));
  const { rows } = await connection.query<{ deliveries: number }>(
    `WITH audience AS (
       SELECT DISTINCT ON (n.id, s.subscriber_id) n.id, s.subscriber_id, s.id AS subscription_id, ${DELIVERY_SETTINGS}
       FROM unnest($3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[]) AS n (id, scope, rule, until, known_since)
       JOIN subscriptions s ON s.scope = n.scope AND s.confirmed_at <= n.until AND s.ended_at IS NULL
         AND (s.include_future OR n.known_since <= s.confirmed_at OR s.scope = 'rule:' || n.rule)
       JOIN subscribers p ON p.id = s.subscriber_id AND p.state = 'active'
       ORDER BY n.id, s.subscriber_id, s.confirmed_at, s.id
     ), ${DUE_TIMES}, noted AS (
       INSERT INTO notices (transition_id, audience)
       SELECT n.id, coalesce(counted.audience, 0) FROM unnest($1::bigint[]) AS n (id)
       LEFT JOIN (SELECT id, count(*) AS audience FROM audience GROUP BY id) counted USING (id) ORDER BY n.id
     ), meant AS (
       INSERT INTO deliveries (transition_id, subscriber_id, subscription_id, state, due_at)
       SELECT a.id, a.subscriber_id, a.subscription_id, 'held', due.at FROM audience a JOIN due ${BY_SETTINGS} RETURNING 1
     )
     SELECT count(*)::integer AS deliveries FROM meant`,
    [
      steps.map(({ id }) => id),
      now,
      covered.map(({ id }) => id),
      covered.map(({ scope }) => scope),
      covered.map(({ rule }) => rule.rule),
      // What was found late goes to current subscribers; everything else to those subscribed when it happened.
      covered.map(({ catchUp, transition }) => (catchUp === null ? transition.at : now)),
      covered.map(({ rule }) => rule.knownSince),
    ],
  );
  return rows[0]?.deliveries ?? 0;
}

/** When a row `p` of subscribers wants to be notified. */
export const DELIVERY_SETTINGS = `p.cadence, p.time_zone, coalesce(p.quiet_from, -1) AS quiet_from, coalesce(p.quiet_to, -1) AS quiet_to`;

/**
 * SQL for a list `due`: when the people of a list `audience` may be notified, by their settings; at once where nothing holds it back. Worked out once for all
 * who share them. Parameter 2 is now.
 */
export const DUE_TIMES = `due AS MATERIALIZED (
  SELECT w.*, CASE WHEN w.cadence = 'instant' AND w.quiet_from < 0 THEN $2::timestamptz
    ELSE delivery_due($2::timestamptz, w.cadence, w.time_zone, nullif(w.quiet_from, -1)::smallint, nullif(w.quiet_to, -1)::smallint) END AS at
  FROM (SELECT DISTINCT cadence, time_zone, quiet_from, quiet_to FROM audience) w)`;

/** Joins `due` to the rows of `audience`. */
export const BY_SETTINGS = `USING (cadence, time_zone, quiet_from, quiet_to)`;
