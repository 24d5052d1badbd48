import type { AlertRule, Locale } from "@talent/core/alert/rule";
import { type Connection, type Db, transactionWithRetry } from "../../connect.ts";
import { type SubscriberKey, tokenHash } from "../../subscriber-key.ts";

export type NoticeCadence = "instant" | "daily" | "weekly";

/** How a person wants to be notified. Quiet hours are whole hours (0 to 23) of their own time zone (IANA); null: none. */
export type SubscriberSettings = {
  readonly cadence: NoticeCadence;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly quiet: { readonly from: number; readonly to: number } | null;
};

/** What is requested on the form. `rule`: a user rule, stored with the subscription. `includeFuture`: rules that come later count too. */
export type SubscriptionRequest = SubscriberSettings & {
  /** As `readMailAddress` returns it. */
  readonly address: string;
  readonly scopes: readonly string[];
  readonly includeFuture: boolean;
  readonly rule: AlertRule | null;
};

/** How a link for a confirmation stood: `confirmed` now, or nothing was done. */
export type ConfirmResult = "confirmed" | "used" | "expired" | "ended" | "unknown";

/** What a link to unsubscribe did: everything ended, nothing was left to end, or it is no link of ours. */
export type UnsubscribeResult = "unsubscribed" | "already" | "unknown";

type RequestLinks = {
  readonly subscriber: string;
  readonly generation: number;
  readonly subscriptions: readonly string[];
  readonly message: string;
};

// Where nothing is sent, links of no one are passed all the same, so that both cases are the same work.
const NO_LINKS: RequestLinks = { subscriber: "", generation: 0, subscriptions: [], message: "00000000-0000-0000-0000-000000000000" };

/**
 * Requests a subscription: a confirmation mail is queued, unless their address was written to too often. Resolves to nothing,
 * so that no one learns whether an address is known. Errors of the database pass through.
 */
export async function requestSubscription(db: Db, key: SubscriberKey, wish: SubscriptionRequest, now: Date): Promise<void> {
  await transactionWithRetry(db, async (connection) => {
    const links = (await insertRequest(connection, key, wish, now)) ?? NO_LINKS;
    const generation = String(links.generation);
    const hashes = [
      key.token("confirm", [links.subscriber, ...links.subscriptions]),
      key.token("manage", [links.subscriber, generation]),
      key.token("unsubscribe", [links.subscriber, generation]),
    ].map(tokenHash);
    await connection.query("SELECT keep_links($1, $2, $3, $4, $5)", [now, links.message, ...hashes]);
  });
}

async function insertRequest(
  connection: Connection,
  key: SubscriberKey,
  wish: SubscriptionRequest,
  now: Date,
): Promise<RequestLinks | null> {
  const { rows } = await connection.query<{ links: RequestLinks | null }>(
    "SELECT request_subscription($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS links",
    [
      now,
      key.seal(wish.address),
      key.lookup(wish.address),
      [...new Set(wish.scopes)].sort(),
      wish.includeFuture,
      ...settingsColumns(wish),
      wish.rule?.id ?? null,
      wish.rule === null ? null : JSON.stringify(wish.rule),
    ],
  );
  return rows[0]?.links ?? null;
}

/** The second half of the double opt-in: what was requested last with this link counts from now on. Idempotent. */
export function confirmSubscription(db: Db, token: string, now: Date): Promise<ConfirmResult> {
  return callFunction<ConfirmResult>(db, "confirm_subscription($1, $2)", [now, tokenHash(token)]);
}

/** New settings for everything of a person, what is held included. False: no such manage link. */
export function changeSettings(db: Db, token: string, settings: SubscriberSettings, now: Date): Promise<boolean> {
  return callFunction<boolean>(db, "change_settings($1, $2, $3, $4, $5, $6, $7)", [now, tokenHash(token), ...settingsColumns(settings)]);
}

/** Ends one subscription (by id). False: no such manage link, or no open subscription of that person. */
export function endSubscription(db: Db, token: string, id: string, now: Date): Promise<boolean> {
  return callFunction<boolean>(db, "end_subscription($1, $2, $3)", [now, tokenHash(token), id]);
}

/** Restarts an ended subscription, as a new one. False: no such manage link or subscription, it is open, or the person has unsubscribed. */
export function restartSubscription(db: Db, token: string, id: string, now: Date): Promise<boolean> {
  return callFunction<boolean>(db, "restart_subscription($1, $2, $3)", [now, tokenHash(token), id]);
}

/** Exchanges the links of a person; `subscriber` and `generation` are what the link shows. Returns the new manage token; null where the link is invalid. */
export async function renewLinks(
  db: Db,
  key: SubscriberKey,
  link: { readonly token: string; readonly subscriber: string; readonly generation: number },
  now: Date,
): Promise<string | null> {
  const next = [link.subscriber, String(link.generation + 1)];
  const [manage, unsubscribe] = [key.token("manage", next), key.token("unsubscribe", next)];
  const values = [now, tokenHash(link.token), link.generation, tokenHash(manage), tokenHash(unsubscribe)];
  return (await callFunction<boolean>(db, "renew_links($1, $2, $3, $4, $5)", values)) ? manage : null;
}

/** Everything of a person ends, and what is held for them is not sent. Idempotent. `how` stands in the consent history. */
export function unsubscribe(db: Db, token: string, how: "one_click" | "page" | "manage", now: Date): Promise<UnsubscribeResult> {
  return callFunction<UnsubscribeResult>(db, "unsubscribe($1, $2, $3)", [now, tokenHash(token), how]);
}

/** Address, links and settings of a person are deleted. False: no such manage link. */
export function eraseSubscriber(db: Db, token: string, now: Date): Promise<boolean> {
  return callFunction<boolean>(db, "erase_subscriber($1, $2)", [now, tokenHash(token)]);
}

function settingsColumns({ cadence, locale, timeZone, quiet }: SubscriberSettings): unknown[] {
  return [cadence, locale, timeZone, quiet?.from ?? null, quiet?.to ?? null];
}

/** `call` is one of the calls written above, never a text from outside. */
function callFunction<T>(db: Db, call: string, values: readonly unknown[]): Promise<T> {
  return transactionWithRetry(db, async (connection) => {
    const { rows } = await connection.query<{ done: T }>(`SELECT ${call} AS done`, [...values]);
    return rows[0]?.done as T;
  });
}
