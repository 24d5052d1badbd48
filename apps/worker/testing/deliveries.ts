import { randomUUID } from "node:crypto";
import type { Locale } from "@talent/core/alert/rule";
import type { NoticeFacts } from "@talent/core/text/notice-language";
import type { Db } from "@talent/db/connect";
import { subscriberKey } from "@talent/db/subscriber-key";
import { type DeliverEffects, type DeliveryCounts, deliverDue } from "../src/alerts/deliver/deliver-due.ts";
import { createWebhookClient } from "../src/alerts/webhook/call.ts";
import { SITE } from "./mails.ts";
import { VISAS_FELL } from "./notice-facts.ts";

export const KEY = subscriberKey("a secret of more than thirty-two characters");
export const NOW = new Date("2026-03-02T12:00:00.000Z");
const SCOPE = "everything";

export type TestSubscriber = {
  readonly address: string;
  readonly locale?: Locale;
  readonly channel?: "mail" | "webhook";
  readonly secret?: string;
  readonly formerSecret?: string;
  readonly formerSecretUntil?: Date;
  readonly quiet?: readonly [number, number];
  readonly scopes?: readonly string[];
};

/** A subscriber who confirmed long ago; returns their id. */
export async function addSubscriber(
  db: Db,
  { address, locale = "en", channel = "mail", scopes = [SCOPE], ...more }: TestSubscriber,
): Promise<string> {
  const id = randomUUID();
  const sealed = (text: string | undefined): Buffer | null => (text === undefined ? null : KEY.seal(text));
  await db.pool.query(
    `INSERT INTO subscribers (id, channel, address_cipher, address_hash, secret_cipher, former_secret_cipher, former_secret_until, state, locale, cadence,
       quiet_from, quiet_to, created_at, confirmed_at, state_since)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8, 'instant', $9, $10, '2020-01-01', '2020-01-01', '2020-01-01')`,
    [
      id,
      channel,
      KEY.seal(address),
      KEY.lookup(address),
      sealed(more.secret),
      sealed(more.formerSecret),
      more.formerSecretUntil ?? null,
      locale,
      more.quiet?.[0] ?? null,
      more.quiet?.[1] ?? null,
    ],
  );
  await db.pool.query(
    `INSERT INTO subscriptions (id, subscriber_id, scope, created_at, confirmed_at) SELECT gen_random_uuid(), $1, s, '2020-01-01', '2020-01-01' FROM unnest($2::text[]) s`,
    [id, scopes],
  );
  return id;
}

/** So many of them, with addresses of their own. */
export const addSubscribers = (db: Db, count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => addSubscriber(db, { address: `reader-${index}@example.org` })));

/** So many hours after `NOW`. */
export const hoursLater = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

export type TestNotice = {
  readonly facts?: NoticeFacts;
  readonly dueAt?: Date;
  readonly retracts?: string;
  readonly scopes?: readonly string[];
  readonly rule?: string;
};

/** A notice for each of these people; returns the transition's id. */
export async function addNotice(
  db: Db,
  people: readonly string[],
  { facts = VISAS_FELL, dueAt = NOW, retracts, scopes = [SCOPE], rule = "r" }: TestNotice = {},
): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    `WITH t AS (
       INSERT INTO alert_transitions (rule, rule_fingerprint, effective_at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes, retracts_id)
       VALUES ($1, 'f', $2, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
     )
     INSERT INTO notices (transition_id, audience) SELECT id, $10 FROM t RETURNING transition_id::text AS id`,
    [rule, facts.at, facts.from, facts.to, facts.tells, facts.cause, JSON.stringify(facts), scopes, retracts ?? null, people.length],
  );
  const id = rows[0]?.id ?? "";
  await db.pool.query(
    `INSERT INTO deliveries (transition_id, subscriber_id, subscription_id, state, due_at)
     SELECT $1, p.id, (SELECT w.id FROM subscriptions w WHERE w.subscriber_id = p.id ORDER BY w.id LIMIT 1), 'held', $3 FROM unnest($2::uuid[]) p (id)`,
    [id, people, dueAt],
  );
  return id;
}

/** Sends all that is due at `now`, as a worker would. */
export function deliverAllDue(
  db: Db,
  effects: Pick<DeliverEffects, "transport"> & Partial<DeliverEffects> & { readonly now?: Date },
): Promise<DeliveryCounts> {
  const { now = NOW, ...given } = effects;
  return deliverDue(db, {
    clock: () => now,
    random: () => 0,
    key: KEY,
    site: SITE,
    webhookClient: createWebhookClient("test"),
    log: () => undefined,
    ...given,
  });
}

/** What became of deliveries: how many of each state and reason, and whether they add up to those notified. */
export async function settledDeliveries(db: Db): Promise<{ counts: Record<string, number>; conserved: boolean }> {
  const { rows } = await db.pool.query<{ what: string; count: number }>(
    `SELECT concat_ws(' ', state, reason) AS what, count(*)::int FROM deliveries GROUP BY 1 ORDER BY 1`,
  );
  const told = await db.pool.query<{ audience: number }>("SELECT coalesce(sum(audience), 0)::int AS audience FROM notices");
  const counts = Object.fromEntries(rows.map((row) => [row.what, row.count]));
  return { counts, conserved: told.rows[0]?.audience === rows.reduce((sum, row) => sum + row.count, 0) };
}

export type StoredMessage = {
  id: string;
  subscriber: string;
  kind: string;
  state: string;
  reason: string | null;
  attempts: number;
  due_at: Date;
  in_reply_to: string | null;
};

export async function messagesOf(db: Db): Promise<StoredMessage[]> {
  return (
    await db.pool.query<StoredMessage>(
      "SELECT id, subscriber_id AS subscriber, kind, state, reason, attempts, due_at, in_reply_to_id AS in_reply_to FROM messages ORDER BY created_at, id",
    )
  ).rows;
}

/** Empties all that these tests write, though the tables of facts refuse it. */
export async function clearDeliveries(db: Db): Promise<void> {
  const connection = await db.pool.connect();
  try {
    for (const table of ["alert_transitions", "notices", "consent_events", "message_attempts"])
      await connection.query(`ALTER TABLE ${table} DISABLE TRIGGER append_only`);
    await connection.query(
      "TRUNCATE deliveries, message_attempts, messages, tokens, consent_events, subscriptions, subscribers, notices, alert_transitions",
    );
    for (const table of ["alert_transitions", "notices", "consent_events", "message_attempts"])
      await connection.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER append_only`);
  } finally {
    connection.release();
  }
}
