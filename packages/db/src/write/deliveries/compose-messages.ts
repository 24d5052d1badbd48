import type { Connection } from "../../connect.ts";

/** Most mails of notices one person gets in 24 hours; further ones stay held. */
export const MAX_MAILS_PER_DAY = 20;

/** What all steps select: held, in no message yet, and due. */
const DUE_DELIVERY = `d.subscriber_id = ANY ($1) AND d.state = 'held' AND d.message_id IS NULL AND d.due_at <= $2`;

/**
 * Makes one message of all that is held and due for each of at most `limit` people, ready to be sent under `lease`. Their rows stay locked until the
 * transaction ends, so that no one unsubscribes in between. Returns the ids of the messages.
 */
export async function composeMessages(connection: Connection, now: Date, lease: Date, limit: number): Promise<string[]> {
  const made: string[] = [];
  // A round may yield nothing (suppressed, capped, waiting) while others still wait: such people are not due any more afterwards.
  while (made.length < limit) {
    const people = await lockPeople(connection, now, limit - made.length);
    if (people.length === 0) break;
    await suppressUnwanted(connection, people, now);
    await waitForOriginals(connection, people, now);
    await holdPastCap(connection, people, now);
    made.push(...(await makeMessages(connection, people, now, lease)));
  }
  return made;
}

async function lockPeople(connection: Connection, now: Date, limit: number): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>(
    `SELECT p.id FROM subscribers p
     WHERE p.id IN (SELECT d.subscriber_id FROM deliveries d WHERE d.state = 'held' AND d.message_id IS NULL AND d.due_at <= $1)
     LIMIT $2 FOR UPDATE OF p SKIP LOCKED`,
    [now, limit],
  );
  return rows.map((row) => row.id);
}

/** One statement reads the person, their subscriptions and what has happened to a retracted notice since, and suppresses what must not be sent. */
async function suppressUnwanted(connection: Connection, people: readonly string[], now: Date): Promise<void> {
  await connection.query(
    `UPDATE deliveries d SET state = 'suppressed', settled_at = $2, reason = u.reason
     FROM (
       SELECT d.transition_id, d.subscriber_id, CASE
         WHEN p.state <> 'active' THEN p.state
         -- Who was told something wrong hears that it is taken back, although the wish it was told for has ended.
         WHEN t.retracts_id IS NULL AND NOT EXISTS (
           SELECT FROM subscriptions w
           WHERE w.subscriber_id = d.subscriber_id AND w.scope = ANY (t.scopes) AND w.confirmed_at IS NOT NULL AND w.ended_at IS NULL
         ) THEN 'unsubscribed'
         WHEN t.id IN (SELECT r.retracts_id FROM alert_transitions r WHERE r.retracts_id IS NOT NULL) THEN 'retracted_before_sent'
         WHEN t.retracts_id IS NOT NULL AND (o.state IS NULL OR o.state = 'suppressed' OR (o.state = 'held' AND o.message_id IS NULL))
           THEN 'original_not_delivered'
       END AS reason
       FROM deliveries d
       JOIN subscribers p ON p.id = d.subscriber_id
       JOIN alert_transitions t ON t.id = d.transition_id
       LEFT JOIN deliveries o ON o.transition_id = t.retracts_id AND o.subscriber_id = d.subscriber_id
       WHERE ${DUE_DELIVERY}
     ) u
     WHERE u.reason IS NOT NULL AND d.transition_id = u.transition_id AND d.subscriber_id = u.subscriber_id`,
    [people, now],
  );
}

/** A retraction is sent once it is known whether what it retracts has arrived. */
async function waitForOriginals(connection: Connection, people: readonly string[], now: Date): Promise<void> {
  await connection.query(
    `UPDATE deliveries d SET due_at = $2::timestamptz + interval '1 minute', reason = 'original_on_its_way'
     FROM alert_transitions t, deliveries o
     WHERE ${DUE_DELIVERY} AND t.id = d.transition_id AND o.transition_id = t.retracts_id AND o.subscriber_id = d.subscriber_id AND o.state = 'held'`,
    [people, now],
  );
}

/** Past the cap all of a person's notices wait until their twentieth newest mail is a day old, and then for the end of quiet hours. */
async function holdPastCap(connection: Connection, people: readonly string[], now: Date): Promise<void> {
  await connection.query(
    `UPDATE deliveries d SET reason = 'cap', due_at = delivery_due(c.frees_at, 'instant', p.time_zone, p.quiet_from, p.quiet_to)
     FROM subscribers p
     JOIN LATERAL (
       SELECT CASE WHEN m.state = 'sent' THEN m.sent_at ELSE $2 END + interval '24 hours' AS frees_at FROM messages m
       WHERE m.subscriber_id = p.id AND (m.state IN ('queued', 'sending') OR (m.state = 'sent' AND m.sent_at > $2::timestamptz - interval '24 hours'))
       ORDER BY 1 DESC OFFSET ${MAX_MAILS_PER_DAY - 1} LIMIT 1
     ) c ON true
     WHERE ${DUE_DELIVERY} AND p.id = d.subscriber_id AND p.channel = 'mail'`,
    [people, now],
  );
}

/** A retraction answers the newest message that notified this person of what it retracts. */
async function makeMessages(connection: Connection, people: readonly string[], now: Date, lease: Date): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>(
    `WITH ready AS (
       SELECT d.transition_id, d.subscriber_id, t.retracts_id FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE ${DUE_DELIVERY}
     ), origins AS (
       SELECT DISTINCT ON (r.subscriber_id) r.subscriber_id, o.message_id
       FROM ready r JOIN deliveries o ON o.transition_id = r.retracts_id AND o.subscriber_id = r.subscriber_id
         JOIN messages m ON m.id = o.message_id
       ORDER BY r.subscriber_id, m.created_at DESC, m.id
     ), made AS (
       INSERT INTO messages (id, subscriber_id, kind, in_reply_to_id, state, due_at, lease_until, created_at)
       SELECT gen_random_uuid(), p.subscriber_id, 'notices', o.message_id, 'sending', $2, $3, $2
       FROM (SELECT DISTINCT subscriber_id FROM ready) p LEFT JOIN origins o USING (subscriber_id)
       RETURNING id, subscriber_id
     ), joined AS (
       UPDATE deliveries d SET message_id = made.id, reason = NULL
       FROM ready JOIN made ON made.subscriber_id = ready.subscriber_id
       WHERE d.transition_id = ready.transition_id AND d.subscriber_id = ready.subscriber_id
       RETURNING d.message_id
     )
     SELECT DISTINCT message_id AS id FROM joined`,
    [people, now, lease],
  );
  return rows.map((row) => row.id);
}
