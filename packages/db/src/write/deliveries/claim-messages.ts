import type { Locale } from "@talent/core/alert/rule";
import { type Connection, type Db, transactionWithRetry } from "../../connect.ts";
import { composeMessages } from "./compose-messages.ts";

/** A message that this worker alone may send until its lease ends, and whom it is for. */
export type ClaimedMessage = {
  readonly id: string;
  readonly kind: "confirm" | "notices";
  readonly about: { readonly subscriptions?: readonly string[] };
  readonly inReplyTo: string | null;
  readonly createdAt: Date;
  /** Attempts that were made before this one. */
  readonly attempts: number;
  readonly leaseUntil: Date;
  readonly person: MessageRecipient;
};

export type MessageRecipient = {
  readonly id: string;
  readonly channel: "mail" | "webhook";
  readonly locale: Locale;
  readonly generation: number;
  /** Sealed. */
  readonly address: Buffer;
  readonly secret: Buffer | null;
  readonly formerSecret: Buffer | null;
  readonly formerSecretUntil: Date | null;
};

export type ClaimOptions = {
  readonly now: Date;
  readonly leaseMs: number;
  /** Most messages. */
  readonly limit: number;
  /** Called inside the transaction, once the messages are made. */
  readonly formed?: () => void;
};

/**
 * Claims what is to be sent now: messages that wait or whose sender has crashed, then what is held and due, made into one message per person. All in one
 * transaction, so that a message exists before anything of it is sent. What no one wants any more is suppressed with its reason.
 * Any number of workers may claim at once; none gets what another has. Empty: nothing is due.
 */
export function claimDueMessages(db: Db, { now, leaseMs, limit, formed }: ClaimOptions): Promise<ClaimedMessage[]> {
  const lease = new Date(now.getTime() + leaseMs);
  return transactionWithRetry(db, async (connection) => {
    const taken = await takeMessages(connection, now, lease, limit);
    const made = await composeMessages(connection, now, lease, limit - taken.length);
    formed?.();
    return await loadClaimed(connection, [...taken, ...made]);
  });
}

type ClaimedRow = Omit<ClaimedMessage, "person" | "inReplyTo" | "createdAt" | "leaseUntil"> & {
  in_reply_to_id: string | null;
  created_at: Date;
  lease_until: Date;
  subscriber_id: string;
  channel: MessageRecipient["channel"];
  locale: Locale;
  generation: number;
  address_cipher: Buffer;
  secret_cipher: Buffer | null;
  former_secret_cipher: Buffer | null;
  former_secret_until: Date | null;
};

async function loadClaimed(connection: Connection, ids: readonly string[]): Promise<ClaimedMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await connection.query<ClaimedRow>(
    `SELECT m.id, m.kind, m.about, m.in_reply_to_id, m.created_at, m.attempts, m.lease_until, m.subscriber_id,
       p.channel, p.locale, p.generation, p.address_cipher, p.secret_cipher, p.former_secret_cipher, p.former_secret_until
     FROM messages m JOIN subscribers p ON p.id = m.subscriber_id WHERE m.id = ANY ($1) ORDER BY m.kind, m.created_at, m.id`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    about: row.about,
    inReplyTo: row.in_reply_to_id,
    createdAt: row.created_at,
    attempts: row.attempts,
    leaseUntil: row.lease_until,
    person: {
      id: row.subscriber_id,
      channel: row.channel,
      locale: row.locale,
      generation: row.generation,
      address: row.address_cipher,
      secret: row.secret_cipher,
      formerSecret: row.former_secret_cipher,
      formerSecretUntil: row.former_secret_until,
    },
  }));
}

/**
 * Claims messages that are due, and those whose sender's lease expired: they may have been accepted and are sent again as the same
 * message. What is for a subscriber who must not be written to any more is dropped. Returns the ids claimed.
 */
async function takeMessages(connection: Connection, now: Date, lease: Date, limit: number): Promise<string[]> {
  const { rows } = await connection.query<{ id: string; barred: string | null }>(
    `SELECT m.id, CASE
       WHEN m.kind = 'confirm' AND p.state IN ('pending', 'active') THEN NULL
       WHEN p.state <> 'active' THEN p.state
       WHEN NOT EXISTS (SELECT FROM deliveries d WHERE d.message_id = m.id AND d.state = 'held') THEN 'nothing_left'
       WHEN NOT EXISTS (
         SELECT FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id
         JOIN subscriptions w ON w.subscriber_id = d.subscriber_id AND w.scope = ANY (t.scopes) AND w.confirmed_at IS NOT NULL AND w.ended_at IS NULL
         WHERE d.message_id = m.id AND d.state = 'held') THEN 'unsubscribed'
     END AS barred
     FROM messages m JOIN subscribers p ON p.id = m.subscriber_id
     WHERE (m.state = 'queued' AND m.due_at <= $1) OR (m.state = 'sending' AND m.lease_until <= $1)
     ORDER BY m.kind, m.due_at LIMIT $2 FOR UPDATE OF m, p SKIP LOCKED`,
    [now, limit],
  );
  await dropMessages(connection, now, rows);
  const good = rows.filter((row) => row.barred === null).map((row) => row.id);
  if (good.length > 0) await connection.query(`UPDATE messages SET state = 'sending', lease_until = $2 WHERE id = ANY ($1)`, [good, lease]);
  return good;
}

async function dropMessages(connection: Connection, now: Date, rows: readonly { id: string; barred: string | null }[]): Promise<void> {
  const barred = rows.filter((row) => row.barred !== null);
  if (barred.length === 0) return;
  const given = [barred.map((row) => row.id), barred.map((row) => row.barred)];
  await connection.query(
    `UPDATE messages m SET state = 'dropped', reason = b.reason, lease_until = NULL FROM unnest($1::uuid[], $2::text[]) b (id, reason) WHERE m.id = b.id`,
    given,
  );
  await connection.query(
    `UPDATE deliveries d SET state = 'suppressed', reason = b.reason, settled_at = $3
     FROM unnest($1::uuid[], $2::text[]) b (id, reason) WHERE d.message_id = b.id AND d.state = 'held'`,
    [...given, now],
  );
}

/** Releases messages that were claimed and not tried: they wait until `dueAt` and no attempt is counted. Those claimed by others since are left alone. */
export async function releaseMessages(db: Db, messages: readonly ClaimedMessage[], dueAt: Date): Promise<void> {
  if (messages.length === 0) return;
  await db.pool.query(
    `UPDATE messages m SET state = 'queued', due_at = $3, lease_until = NULL
     FROM unnest($1::uuid[], $2::timestamptz[]) c (id, lease_until) WHERE m.id = c.id AND m.state = 'sending' AND m.lease_until = c.lease_until`,
    [messages.map(({ id }) => id), messages.map(({ leaseUntil }) => leaseUntil), dueAt],
  );
}
