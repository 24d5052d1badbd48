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

/** Every receiver that was not removed, the oldest first. */
export async function webhookReceivers(db: Db, key: SubscriberKey): Promise<WebhookReceiver[]> {
  const found = await db.prisma.subscriber.findMany({
    where: { channel: "webhook", state: { not: "erased" } },
    include: {
      subscriptions: { where: { endedAt: null }, orderBy: { scope: "asc" } },
      messages: { where: { state: "sent" }, orderBy: { sentAt: "desc" }, take: 1 },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return found.map(({ id, state, addressCipher, createdAt, formerSecretUntil, subscriptions, messages }) => ({
    id,
    url: addressCipher === null ? null : openUrl(key, addressCipher),
    state,
    scopes: subscriptions.map(({ scope }) => scope),
    createdAt: createdAt.toISOString(),
    rotatesUntil: formerSecretUntil?.toISOString() ?? null,
    lastAccepted: messages[0]?.sentAt?.toISOString() ?? null,
  }));
}

function openUrl(key: SubscriberKey, sealed: Uint8Array): string | null {
  try {
    return key.open(sealed);
  } catch {
    return null;
  }
}
