import type { Db } from "../../connect.ts";
import type { SubscriberKey } from "../../subscriber-key.ts";

/** A receiver of calls, as its operator may see it. `url` null: it cannot be opened with this key. Instants are ISO. */
export type WebhookReceiver = {
  readonly id: string;
  readonly url: string | null;
  readonly state: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  /** Until when its former secret signs as well; null: there is none. */
  readonly rotatesUntil: string | null;
  readonly lastAccepted: string | null;
};

type Row = {
  id: string;
  address_cipher: Buffer;
  state: string;
  scopes: string[];
  created_at: Date;
  until: Date | null;
  accepted: Date | null;
};

/** Every receiver that was not removed, the oldest first. */
export async function webhookReceivers(db: Db, key: SubscriberKey): Promise<WebhookReceiver[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT p.id, p.address_cipher, p.state, p.created_at, p.former_secret_until AS until,
       ARRAY(SELECT w.scope FROM subscriptions w WHERE w.subscriber_id = p.id AND w.ended_at IS NULL ORDER BY w.scope) AS scopes,
       (SELECT max(m.sent_at) FROM messages m WHERE m.subscriber_id = p.id AND m.state = 'sent') AS accepted
     FROM subscribers p WHERE p.channel = 'webhook' AND p.state <> 'erased' ORDER BY p.created_at, p.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    url: openUrl(key, row.address_cipher),
    state: row.state,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    rotatesUntil: row.until?.toISOString() ?? null,
    lastAccepted: row.accepted?.toISOString() ?? null,
  }));
}

function openUrl(key: SubscriberKey, sealed: Buffer): string | null {
  try {
    return key.open(sealed);
  } catch {
    return null;
  }
}
