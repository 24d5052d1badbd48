import type { Locale } from "@talent/core/alert/rule";
import type { Db } from "../../connect.ts";
import { type SubscriberKey, type TokenPurpose, tokenHash } from "../../subscriber-key.ts";

/** What was requested with a confirmation link. Hours are of `timeZone`. */
export type RequestedSubscription = {
  readonly scopes: readonly string[];
  readonly includeFuture: boolean;
  readonly cadence: "instant" | "daily" | "weekly";
  readonly locale: Locale;
  readonly timeZone: string;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
};

/** `open`: it can be confirmed; `used`: it was; `ended`: its subscriptions are over; `expired`: 48 hours have passed. */
export type ConfirmLink = { readonly state: "open" | "used" | "ended" | "expired"; readonly asked: RequestedSubscription };

export type SubscriberState = "pending" | "active" | "unsubscribed" | "bounced" | "complained" | "erased";

/** What a person did, or what was done to them: stored permanently. */
export type ConsentEvent =
  | "requested"
  | "confirmed"
  | "changed"
  | "ended"
  | "restarted"
  | "links_renewed"
  | "unsubscribed"
  | "erased"
  | "forgotten"
  | "bounced"
  | "set_by_operator";

/** `open`: how many subscriptions would end. For a person who never confirmed anything, this blocks sign-ups by others for 180 days. */
export type UnsubscribeLink = { readonly state: SubscriberState; readonly open: number; readonly everConfirmed: boolean };

export type ManagedSubscription = {
  readonly id: string;
  readonly scope: string;
  readonly includeFuture: boolean;
  readonly confirmedAt: string | null;
  readonly endedAt: string | null;
};

/** All that the person behind a manage link may see of themselves. `address` is null where it cannot be opened with this key. */
export type ManageLink = Omit<RequestedSubscription, "scopes" | "includeFuture"> & {
  readonly state: SubscriberState;
  readonly subscriber: string;
  readonly generation: number;
  readonly channel: "mail" | "webhook";
  readonly address: string | null;
  readonly subscriptions: readonly ManagedSubscription[];
  /** Newest first, at most 100. */
  readonly consents: readonly {
    readonly event: ConsentEvent;
    readonly at: string;
    readonly detail: { readonly scopes?: readonly string[] };
  }[];
  /** Notices that wait to be sent. */
  readonly held: number;
};

/** What the page behind a link for a confirmation shows; null for an unknown token. Changes nothing. */
export function readConfirmLink(db: Db, token: string, now: Date): Promise<ConfirmLink | null> {
  return readLink<ConfirmLink>(db, token, "confirm", now);
}

/** What the page behind a link to unsubscribe shows; null for an unknown token. Changes nothing. */
export function readUnsubscribeLink(db: Db, token: string, now: Date): Promise<UnsubscribeLink | null> {
  return readLink<UnsubscribeLink>(db, token, "unsubscribe", now);
}

/** What the manage page shows; null for an unknown token. Changes nothing. */
export async function readManageLink(db: Db, key: SubscriberKey, token: string, now: Date): Promise<ManageLink | null> {
  const found = await readLink<Omit<ManageLink, "address"> & { cipher: string | null }>(db, token, "manage", now);
  if (!found) return null;
  const { cipher, ...shown } = found;
  return { ...shown, address: cipher === null ? null : openAddress(key, cipher) };
}

async function readLink<T>(db: Db, token: string, purpose: TokenPurpose, now: Date): Promise<T | null> {
  const { rows } = await db.pool.query<{ link: T | null }>("SELECT read_link($1, $2, $3) AS link", [now, tokenHash(token), purpose]);
  return rows[0]?.link ?? null;
}

/** Null for an address sealed under another secret, as after the key was lost. */
function openAddress(key: SubscriberKey, cipher: string): string | null {
  try {
    return key.open(Buffer.from(cipher, "base64"));
  } catch {
    return null;
  }
}
