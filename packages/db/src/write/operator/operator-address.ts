import { randomUUID } from "node:crypto";
import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { type SubscriberKey, tokenHash } from "../../subscriber-key.ts";

/** How the operator's wish stands: it counts, or the person behind the address has ended it, or cannot be reached. */
export type OperatorWish = "active" | "ended";

/**
 * Sees to it that this address, and no other mail address, is told of our own looks: the setting is the consent. Who has unsubscribed from these mails
 * since, or whose address bounced, is not taken on again. Null: nobody is told. Idempotent.
 */
export function setOperator(db: Db, key: SubscriberKey, address: string | null, now: Date): Promise<OperatorWish> {
  return inTransaction(db, async (connection) => {
    const lookup = address === null ? null : key.lookup(address);
    await connection.query(
      `UPDATE subscriptions w SET ended_at = $2 FROM subscribers p
       WHERE p.id = w.subscriber AND p.channel = 'mail' AND w.scope = 'operator' AND w.ended_at IS NULL AND p.address_hash IS DISTINCT FROM $1`,
      [lookup, now],
    );
    if (address === null || lookup === null) return "ended";
    const person = await personOf(connection, key.seal(address), lookup, now);
    await keepTokens(connection, key, person, now);
    if (person.ever) return person.open ? "active" : "ended";
    await connection.query(
      `INSERT INTO subscriptions (id, subscriber, scope, created_at, confirmed_at) VALUES (gen_random_uuid(), $1, 'operator', $2, $2)`,
      [person.id, now],
    );
    await connection.query(`SELECT record_consent($2, $1, 'set_by_operator', '{"scopes":["operator"]}')`, [person.id, now]);
    return "active";
  });
}

type Person = { readonly id: string; readonly generation: number; readonly open: boolean; readonly ever: boolean };

/** The person of the address, made when there is none; who only had a wish waiting for confirmation is confirmed by the setting. */
async function personOf(connection: Connection, cipher: Buffer, lookup: Buffer, now: Date): Promise<Person> {
  await connection.query(
    `INSERT INTO subscribers (id, channel, address_cipher, address_hash, state, locale, cadence, created_at, confirmed_at, state_since)
     VALUES ($1, 'mail', $2, $3, 'active', 'en', 'instant', $4, $4, $4)
     ON CONFLICT (address_hash) DO UPDATE SET state = 'active', state_since = $4, confirmed_at = $4 WHERE subscribers.state = 'pending'`,
    [randomUUID(), cipher, lookup, now],
  );
  const { rows } = await connection.query<Person>(
    `SELECT p.id, p.generation, p.state <> 'active' OR EXISTS (SELECT FROM subscriptions w WHERE w.subscriber = p.id AND w.scope = 'operator') AS ever,
       p.state = 'active' AND EXISTS (SELECT FROM subscriptions w WHERE w.subscriber = p.id AND w.scope = 'operator' AND w.ended_at IS NULL) AS open
     FROM subscribers p WHERE p.address_hash = $1 FOR UPDATE`,
    [lookup],
  );
  return rows[0] as Person;
}

/** The links at the foot of every mail of a person work for the operator as well. */
async function keepTokens(connection: Connection, key: SubscriberKey, { id, generation }: Person, now: Date): Promise<void> {
  const about = [id, String(generation)];
  for (const purpose of ["manage", "unsubscribe"] as const)
    await connection.query(
      `INSERT INTO tokens (hash, purpose, subscriber, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`,
      [tokenHash(key.token(purpose, about)), purpose, id, now],
    );
}
