import type { Db } from "../../connect.ts";
import type { SubscriberState } from "./subscriber-links.ts";

/** One mail or webhook call as an operator may see it: never to whom, only a pseudonym. Instants are ISO. */
export type LoggedMessage = {
  readonly id: string;
  readonly kind: "confirm" | "notices";
  readonly channel: "mail" | "webhook";
  readonly state: MessageState;
  readonly reason: MessageReason | null;
  readonly attempts: number;
  readonly createdAt: string;
  readonly dueAt: string;
  readonly sentAt: string | null;
  readonly subscriber: string;
  readonly notices: number;
  readonly last: { readonly at: string; readonly outcome: string; readonly code: number | null; readonly reply: string } | null;
};

/** Why a message was not sent: how its subscriber stands, or what became of the message itself. */
export type MessageReason = Exclude<SubscriberState, "active"> | "forgotten" | "nothing_left" | "undeliverable" | "rejected";

/** Why a delivery waits, or was suppressed. */
export type DeliveryReason = MessageReason | "retracted_before_sent" | "original_not_delivered" | "original_on_its_way" | "cap" | "retry";

export const MESSAGE_STATES = ["queued", "sending", "sent", "dead", "dropped"] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

const LARGEST_PAGE = 200;

/** The newest messages, of one state or of all. */
export async function deliveryLog(db: Db, options: { state: MessageState | null; limit: number }): Promise<LoggedMessage[]> {
  const { rows } = await db.pool.query<{ entry: LoggedMessage }>(
    `SELECT jsonb_build_object('id', id, 'kind', kind, 'channel', channel, 'state', state, 'reason', reason, 'attempts', attempts,
       'createdAt', created_at, 'dueAt', due_at, 'sentAt', sent_at, 'subscriber', subscriber, 'notices', notices, 'last', last) AS entry
     FROM (SELECT * FROM delivery_log WHERE $1::text IS NULL OR state = $1 ORDER BY created_at DESC, id DESC LIMIT $2) newest
     ORDER BY created_at DESC, id DESC`,
    [options.state, Math.min(Math.max(1, Math.trunc(options.limit)), LARGEST_PAGE)],
  );
  return rows.map((row) => row.entry);
}

/** How many there are of what, with the reason where there is one. */
export type AudienceCount = {
  readonly of: "subscribers" | "subscriptions" | "messages" | "deliveries" | "notices";
  readonly what: string;
  readonly why: string | null;
  readonly count: number;
};

/** Subscribers, subscriptions, messages, deliveries by state, and how many people were notified in all (`notices`). */
export async function audienceCounts(db: Db): Promise<AudienceCount[]> {
  const { rows } = await db.pool.query<Omit<AudienceCount, "count"> & { count: string }>(
    `SELECT subject AS "of", state AS what, reason AS why, count::text FROM audience_counts ORDER BY subject, state, reason NULLS FIRST`,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** What came in, and what became of it: `told` is the sum of the other three, or something is lost. */
export type NoticeTotals = { readonly told: number; readonly delivered: number; readonly held: number; readonly suppressed: number };

export function noticeTotals(counts: readonly AudienceCount[]): NoticeTotals {
  const sum = (of: string, what: string) =>
    counts.filter((one) => one.of === of && one.what === what).reduce((all, one) => all + one.count, 0);
  return {
    told: sum("notices", "told"),
    delivered: sum("deliveries", "delivered"),
    held: sum("deliveries", "held"),
    suppressed: sum("deliveries", "suppressed"),
  };
}

/** What was meant for people, and what became of it: `in` is always `delivered`, `held` and `suppressed` together. */
export type DeliveryTotals = { readonly in: number; readonly delivered: number; readonly held: number; readonly suppressed: number };

/** Counts over all notices ever made. */
export async function deliveryTotals(db: Db): Promise<DeliveryTotals> {
  const { rows } = await db.pool.query<DeliveryTotals>(
    `SELECT (SELECT coalesce(sum(audience), 0) FROM notices)::integer AS in,
       (count(*) FILTER (WHERE state = 'delivered'))::integer AS delivered, (count(*) FILTER (WHERE state = 'held'))::integer AS held,
       (count(*) FILTER (WHERE state = 'suppressed'))::integer AS suppressed
     FROM deliveries`,
  );
  return rows[0] ?? { in: 0, delivered: 0, held: 0, suppressed: 0 };
}
