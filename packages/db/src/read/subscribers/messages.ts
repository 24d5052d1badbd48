import type { Locale, LocalizedText } from "@talent/core/alert/rule";
import type { NoticeFacts } from "@talent/core/text/notice-language";
import type { Db } from "../../connect.ts";

/** A transition that a message reports. Instants are ISO. */
export type NoticeTransition = {
  readonly id: string;
  readonly rule: string;
  readonly at: string;
  readonly facts: NoticeFacts;
  /** Id of the transition that this one retracts. */
  readonly retracts: string | null;
};

/** The content of a message: the first notices (retractions first, then the newest) and how many there are in all. */
export type MessageNotices = { readonly notices: readonly string[]; readonly total: number };

/** By message id, the ids of the transitions it reports, at most `most` of each, without those that are suppressed since. A message sent again is the same. */
export async function noticesOfMessages(db: Db, messages: readonly string[], most: number): Promise<Map<string, MessageNotices>> {
  if (messages.length === 0) return new Map();
  const { rows } = await db.pool.query<{ message: string; notices: string[]; total: string }>(
    `SELECT message_id AS message, array_agg(transition_id ORDER BY place) AS notices, max(total) AS total FROM (
       SELECT d.message_id, d.transition_id::text AS transition_id, count(*) OVER (PARTITION BY d.message_id) AS total,
         row_number() OVER (PARTITION BY d.message_id ORDER BY t.retracts_id IS NULL, t.effective_at DESC, t.id DESC) AS place
       FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id WHERE d.message_id = ANY ($1) AND d.state <> 'suppressed'
     ) told WHERE place <= $2 GROUP BY message_id`,
    [messages, most],
  );
  return new Map(rows.map((row) => [row.message, { notices: row.notices, total: Number(row.total) }]));
}

/** Transitions by id; unknown ids are left out. Ungated: text made from them must leave out what a licence withholds. */
export async function transitionsById(db: Db, ids: readonly string[]): Promise<Map<string, NoticeTransition>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.pool.query<Omit<NoticeTransition, "at"> & { at: Date }>(
    `SELECT id::text, rule, effective_at AS at, facts, retracts_id::text AS retracts FROM alert_transitions WHERE id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, { ...row, at: row.at.toISOString() }]));
}

/** Whether anything waits to be sent at `now`: a message, one whose sender has crashed, or notices that are held and due. */
export async function isDeliveryDue(db: Db, now: Date): Promise<boolean> {
  const { rows } = await db.pool.query<{ due: boolean }>(
    `SELECT EXISTS (SELECT FROM messages WHERE (state = 'queued' AND due_at <= $1) OR (state = 'sending' AND lease_until <= $1))
       OR EXISTS (SELECT FROM deliveries WHERE state = 'held' AND message_id IS NULL AND due_at <= $1) AS due`,
    [now],
  );
  return rows[0]?.due ?? false;
}

/** The content of a confirmation mail; `rules` names the user rules among the scopes. */
type ConfirmRequest = {
  readonly scopes: readonly string[];
  readonly includeFuture: boolean;
  readonly cadence: "instant" | "daily" | "weekly";
  readonly locale: Locale;
  readonly rules: ReadonlyMap<string, LocalizedText>;
};

type ConfirmRequestRow = { id: string; asked: Omit<ConfirmRequest, "rules"> | null; rules: Record<string, LocalizedText> | null };

/** By message id; a message without a request is left out. */
export async function confirmRequests(db: Db, messages: readonly string[]): Promise<Map<string, ConfirmRequest>> {
  if (messages.length === 0) return new Map();
  const { rows } = await db.pool.query<ConfirmRequestRow>(
    `SELECT m.id, a.asked, (
       SELECT jsonb_object_agg(r.id, r.spec->'name') FROM alert_rules r
       WHERE 'rule:' || r.id IN (SELECT jsonb_array_elements_text(a.asked->'scopes'))) AS rules
     FROM messages m
     CROSS JOIN LATERAL (SELECT asked_with(m.subscriber_id, ARRAY(SELECT jsonb_array_elements_text(m.about->'subscriptions'))::uuid[]) AS asked) a
     WHERE m.id = ANY ($1)`,
    [messages],
  );
  return new Map(
    rows.flatMap(({ id, asked, rules }) => (asked === null ? [] : [[id, { ...asked, rules: new Map(Object.entries(rules ?? {})) }]])),
  );
}
