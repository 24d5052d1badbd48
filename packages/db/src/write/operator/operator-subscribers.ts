import { randomUUID } from "node:crypto";
import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { type SubscriberKey, tokenHash } from "../../subscriber-key.ts";

/** How long a former secret signs beside the new one. */
export const SECRET_OVERLAP_MS: number = 24 * 60 * 60_000;

export type NewWebhook = { readonly url: string; readonly secret: string; readonly scopes: readonly string[] };

/** A receiver already has this address. */
export class WebhookExists extends Error {
  override readonly name = "WebhookExists";
}

/** Adds a webhook receiver: the operator's setting is the consent. Returns its id. Throws WebhookExists. */
export function addWebhook(db: Db, key: SubscriberKey, { url, secret, scopes }: NewWebhook, now: Date): Promise<string> {
  return inTransaction(db, async (connection) => {
    const { rows } = await connection.query<{ id: string }>(
      `INSERT INTO subscribers (id, channel, address_cipher, address_hash, secret_cipher, state, locale, cadence, created_at, confirmed_at, state_since)
       VALUES ($1, 'webhook', $2, $3, $4, 'active', 'en', 'instant', $5, $5, $5) ON CONFLICT (address_hash) DO NOTHING RETURNING id`,
      [randomUUID(), key.seal(url), key.lookup(url), key.seal(secret), now],
    );
    const id = rows[0]?.id;
    if (id === undefined) throw new WebhookExists("a receiver already has this address; remove it first");
    const wanted = [...new Set(scopes)].sort();
    await connection.query(
      `INSERT INTO subscriptions (id, subscriber_id, scope, created_at, confirmed_at) SELECT gen_random_uuid(), $1, s, $3, $3 FROM unnest($2::text[]) s`,
      [id, wanted, now],
    );
    await connection.query(`SELECT record_consent($2, $1, 'set_by_operator', jsonb_build_object('scopes', $3::text[]))`, [id, now, wanted]);
    return id;
  });
}

/** A new secret for a receiver; for a day calls are signed with the former one as well. False: no such receiver. */
export async function rotateWebhook(db: Db, key: SubscriberKey, id: string, secret: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `UPDATE subscribers SET former_secret_cipher = secret_cipher, former_secret_until = $3, secret_cipher = $2
     WHERE id = $1 AND channel = 'webhook' AND state = 'active'`,
    [id, key.seal(secret), new Date(now.getTime() + SECRET_OVERLAP_MS)],
  );
  return rowCount === 1;
}

/** Ends a receiver: address and secrets are deleted, what is held for it is suppressed. False: no such receiver. */
export function removeWebhook(db: Db, id: string, now: Date): Promise<boolean> {
  return eraseWhere(db, `id = $1 AND channel = 'webhook' AND state <> 'erased'`, id, now);
}

/** Erasure on request, by the address. False: no subscriber has it. */
export function eraseAddress(db: Db, key: SubscriberKey, address: string, now: Date): Promise<boolean> {
  return eraseWhere(db, "address_hash = $1", key.lookup(address), now);
}

/** `condition` is one of those written above, never a text from outside. */
function eraseWhere(db: Db, condition: string, value: string | Buffer, now: Date): Promise<boolean> {
  return inTransaction(db, async (connection) => {
    const { rows } = await connection.query<{ id: string }>(`SELECT id FROM subscribers WHERE ${condition} FOR UPDATE`, [value]);
    const id = rows[0]?.id;
    if (id === undefined) return false;
    await connection.query("SELECT erase_person($1, $2, 'erased')", [now, id]);
    return true;
  });
}

/** State of the operator's subscription: it counts, or the person behind the address has ended it, or cannot be reached. */
type OperatorSubscriptionState = "active" | "ended";

/**
 * Ensures that this address, and no other mail address, is notified of our fetches: the setting is the consent. Who has unsubscribed from these mails
 * since, or whose address bounced, is not added again. Null: no one is notified. Idempotent.
 */
export function setOperatorAddress(db: Db, key: SubscriberKey, address: string | null, now: Date): Promise<OperatorSubscriptionState> {
  return inTransaction(db, async (connection) => {
    const lookup = address === null ? null : key.lookup(address);
    await connection.query(
      `UPDATE subscriptions w SET ended_at = $2 FROM subscribers p
       WHERE p.id = w.subscriber_id AND p.channel = 'mail' AND w.scope = 'operator' AND w.ended_at IS NULL AND p.address_hash IS DISTINCT FROM $1`,
      [lookup, now],
    );
    if (address === null || lookup === null) return "ended";
    const person = await ensureSubscriber(connection, key.seal(address), lookup, now);
    await storeTokens(connection, key, person, now);
    if (person.ever) return person.open ? "active" : "ended";
    await connection.query(
      `INSERT INTO subscriptions (id, subscriber_id, scope, created_at, confirmed_at) VALUES (gen_random_uuid(), $1, 'operator', $2, $2)`,
      [person.id, now],
    );
    await connection.query(`SELECT record_consent($2, $1, 'set_by_operator', '{"scopes":["operator"]}')`, [person.id, now]);
    return "active";
  });
}

type OperatorSubscriber = { readonly id: string; readonly generation: number; readonly open: boolean; readonly ever: boolean };

/** The person of the address, made when there is none; one with only an unconfirmed subscription is confirmed by the setting. */
async function ensureSubscriber(connection: Connection, cipher: Buffer, lookup: Buffer, now: Date): Promise<OperatorSubscriber> {
  await connection.query(
    `INSERT INTO subscribers (id, channel, address_cipher, address_hash, state, locale, cadence, created_at, confirmed_at, state_since)
     VALUES ($1, 'mail', $2, $3, 'active', 'en', 'instant', $4, $4, $4)
     ON CONFLICT (address_hash) DO UPDATE SET state = 'active', state_since = $4, confirmed_at = $4 WHERE subscribers.state = 'pending'`,
    [randomUUID(), cipher, lookup, now],
  );
  const { rows } = await connection.query<OperatorSubscriber>(
    `SELECT p.id, p.generation, p.state <> 'active' OR EXISTS (SELECT FROM subscriptions w WHERE w.subscriber_id = p.id AND w.scope = 'operator') AS ever,
       p.state = 'active' AND EXISTS (SELECT FROM subscriptions w WHERE w.subscriber_id = p.id AND w.scope = 'operator' AND w.ended_at IS NULL) AS open
     FROM subscribers p WHERE p.address_hash = $1 FOR UPDATE`,
    [lookup],
  );
  return rows[0] as OperatorSubscriber;
}

/** The links at the foot of every mail of a person work for the operator as well. */
async function storeTokens(connection: Connection, key: SubscriberKey, { id, generation }: OperatorSubscriber, now: Date): Promise<void> {
  const about = [id, String(generation)];
  for (const purpose of ["manage", "unsubscribe"] as const)
    await connection.query(
      `INSERT INTO tokens (hash, purpose, subscriber_id, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`,
      [tokenHash(key.token(purpose, about)), purpose, id, now],
    );
}
