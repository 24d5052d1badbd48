import { type Connection, type Db, transactionWithRetry } from "../../connect.ts";
import { storableText } from "../../encoding/storable-text.ts";
import type { ClaimedMessage } from "./claim-messages.ts";

/** This many messages in a row refused for reasons of their own end the address as well. */
export const MAX_SOFT_BOUNCES = 3;

/**
 * The outcome of an attempt. `sent`: accepted. `later`: tried again at `dueAt`. `dead`: this message will not be sent; `person` says whether the
 * address is at fault (`bounced`), maybe at fault (`soft`), or not at all.
 */
export type AttemptOutcome =
  | { readonly kind: "sent" }
  | {
      readonly kind: "later";
      readonly dueAt: Date /** False: the attempt does not count, the other side was not there at all. */;
      readonly counts: boolean;
    }
  | { readonly kind: "dead"; readonly reason: "undeliverable" | "rejected" | "bounced"; readonly person: "bounced" | "soft" | null };

/** `reply` holds no address: it is stored permanently. */
export type DeliveryAttempt = {
  readonly message: ClaimedMessage;
  readonly at: Date;
  readonly code: number | null;
  readonly reply: string;
  readonly fate: AttemptOutcome;
};

const OUTCOMES = { sent: "accepted", later: "deferred", dead: "rejected" } as const;

/** Records a batch of attempts in one transaction: the log, the messages, what is delivered or suppressed, and who can no longer be reached. */
export async function recordAttempts(db: Db, attempts: readonly DeliveryAttempt[], now: Date): Promise<void> {
  if (attempts.length === 0) return;
  await transactionWithRetry(db, async (connection) => {
    // The same lock order as everything that ends something for a person: the person first.
    const people = [...new Set(attempts.map(({ message }) => message.person.id))];
    const { rows } = await connection.query<{ id: string; soft_bounces: number }>(
      `SELECT id, soft_bounces FROM subscribers WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
      [people],
    );
    await insertAttempts(connection, attempts);
    await settleSent(connection, attempts, now);
    await settleLater(connection, attempts);
    await settleDead(connection, attempts, now);
    const suspected = new Set(rows.filter((row) => row.soft_bounces > 0).map((row) => row.id));
    await countBounces(connection, attempts, suspected, now);
  });
}

const messageIdsWith = (attempts: readonly DeliveryAttempt[], kind: AttemptOutcome["kind"]): string[] =>
  attempts.filter(({ fate }) => fate.kind === kind).map(({ message }) => message.id);

async function insertAttempts(connection: Connection, attempts: readonly DeliveryAttempt[]): Promise<void> {
  await connection.query(
    `INSERT INTO message_attempts (message_id, attempt, attempted_at, outcome, code, reply)
     SELECT * FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::text[], $5::integer[], $6::text[])`,
    [
      attempts.map(({ message }) => message.id),
      attempts.map(({ message }) => message.attempts + 1),
      attempts.map(({ at }) => at),
      attempts.map(({ fate }) => OUTCOMES[fate.kind]),
      attempts.map(({ code }) => code),
      attempts.map(({ reply }) => storableText(reply).slice(0, 500)),
    ],
  );
}

/** What the other side has accepted is delivered, whoever holds the lease by now. */
async function settleSent(connection: Connection, attempts: readonly DeliveryAttempt[], now: Date): Promise<void> {
  const sent = messageIdsWith(attempts, "sent");
  if (sent.length === 0) return;
  await connection.query(
    `UPDATE messages SET state = 'sent', sent_at = $2, attempts = attempts + 1, lease_until = NULL, reason = NULL WHERE id = ANY ($1) AND state <> 'sent'`,
    [sent, now],
  );
  await connection.query(
    `UPDATE deliveries SET state = 'delivered', reason = NULL, settled_at = $2 WHERE message_id = ANY ($1) AND state = 'held'`,
    [sent, now],
  );
}

async function settleLater(connection: Connection, attempts: readonly DeliveryAttempt[]): Promise<void> {
  const later = attempts.flatMap(({ message, fate }) => (fate.kind === "later" ? [{ message, fate }] : []));
  if (later.length === 0) return;
  const { rows } = await connection.query<{ id: string }>(
    `UPDATE messages m SET state = 'queued', due_at = l.due_at, attempts = m.attempts + l.counts, lease_until = NULL
     FROM unnest($1::uuid[], $2::timestamptz[], $3::integer[], $4::timestamptz[]) l (id, due_at, counts, lease_until)
     WHERE m.id = l.id AND m.state = 'sending' AND m.lease_until = l.lease_until RETURNING m.id`,
    [
      later.map(({ message }) => message.id),
      later.map(({ fate }) => fate.dueAt),
      later.map(({ fate }) => (fate.counts ? 1 : 0)),
      later.map(({ message }) => message.leaseUntil),
    ],
  );
  await connection.query(`UPDATE deliveries SET reason = 'retry' WHERE message_id = ANY ($1) AND state = 'held'`, [
    rows.map((row) => row.id),
  ]);
}

async function settleDead(connection: Connection, attempts: readonly DeliveryAttempt[], now: Date): Promise<void> {
  const dead = attempts.flatMap(({ message, fate }) => (fate.kind === "dead" ? [{ id: message.id, reason: fate.reason }] : []));
  if (dead.length === 0) return;
  const given = [dead.map(({ id }) => id), dead.map(({ reason }) => reason)];
  await connection.query(
    `UPDATE messages m SET state = 'dead', reason = x.reason, attempts = m.attempts + 1, lease_until = NULL
     FROM unnest($1::uuid[], $2::text[]) x (id, reason) WHERE m.id = x.id AND m.state = 'sending'`,
    given,
  );
  await connection.query(
    `UPDATE deliveries d SET state = 'suppressed', reason = x.reason, settled_at = $3
     FROM unnest($1::uuid[], $2::text[]) x (id, reason) WHERE d.message_id = x.id AND d.state = 'held'`,
    [...given, now],
  );
}

/** An accepted message clears the count; a refused one adds to it; an address at fault is not written to again, and why stands in its history. */
async function countBounces(
  connection: Connection,
  attempts: readonly DeliveryAttempt[],
  suspected: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const people = (wanted: (fate: AttemptOutcome) => boolean): string[] =>
    attempts.filter(({ fate }) => wanted(fate)).map(({ message }) => message.person.id);
  const cleared = people((fate) => fate.kind === "sent").filter((person) => suspected.has(person));
  if (cleared.length > 0) await connection.query(`UPDATE subscribers SET soft_bounces = 0 WHERE id = ANY ($1)`, [cleared]);
  const soft = people((fate) => fate.kind === "dead" && fate.person === "soft");
  if (soft.length > 0) await connection.query(`UPDATE subscribers SET soft_bounces = soft_bounces + 1 WHERE id = ANY ($1)`, [soft]);
  const hard = people((fate) => fate.kind === "dead" && fate.person === "bounced");
  if (soft.length + hard.length === 0) return;
  await connection.query(
    `WITH gone AS (
       UPDATE subscribers SET state = 'bounced', state_since = $3
       WHERE state IN ('pending', 'active') AND (id = ANY ($1) OR (id = ANY ($2) AND soft_bounces >= ${MAX_SOFT_BOUNCES})) RETURNING id
     )
     SELECT stop_everything($3, id, 'bounced'), record_consent($3, id, 'bounced', jsonb_build_object('code', c.code))
     FROM gone LEFT JOIN (SELECT DISTINCT ON (person) person, code FROM unnest($4::uuid[], $5::integer[]) x (person, code)) c ON c.person = gone.id`,
    [hard, soft, now, attempts.map(({ message }) => message.person.id), attempts.map(({ code }) => code)],
  );
}
