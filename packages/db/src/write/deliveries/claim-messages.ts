import type { Locale } from "@talent/core/alert/rule";
import type { Connection, Db } from "../../connect.ts";
import { formMessages } from "./compose-messages.ts";
import { takeMessages } from "./take-messages.ts";
import { settling } from "./transaction-with-retry.ts";

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
  readonly person: ClaimedPerson;
};

export type ClaimedPerson = {
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
 * Takes what is to be sent now: messages that wait or whose sender has died, then what is held and due, made into one message per person. All in one
 * transaction, so that a message exists before anything of it is sent. What nobody wants any more is suppressed with its reason on the way.
 * Any number of workers may claim at once; none gets what another has. Empty: nothing is due.
 */
export function claimDue(db: Db, { now, leaseMs, limit, formed }: ClaimOptions): Promise<ClaimedMessage[]> {
  const lease = new Date(now.getTime() + leaseMs);
  return settling(db, async (connection) => {
    const taken = await takeMessages(connection, now, lease, limit);
    const made = await formMessages(connection, now, lease, limit - taken.length);
    formed?.();
    return await claimed(connection, [...taken, ...made]);
  });
}

type Row = Omit<ClaimedMessage, "person" | "inReplyTo" | "createdAt" | "leaseUntil"> & {
  in_reply_to: string | null;
  created_at: Date;
  lease_until: Date;
  subscriber: string;
  channel: ClaimedPerson["channel"];
  locale: Locale;
  generation: number;
  address_cipher: Buffer;
  secret_cipher: Buffer | null;
  former_secret_cipher: Buffer | null;
  former_secret_until: Date | null;
};

async function claimed(connection: Connection, ids: readonly string[]): Promise<ClaimedMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await connection.query<Row>(
    `SELECT m.id, m.kind, m.about, m.in_reply_to, m.created_at, m.attempts, m.lease_until, m.subscriber,
       p.channel, p.locale, p.generation, p.address_cipher, p.secret_cipher, p.former_secret_cipher, p.former_secret_until
     FROM messages m JOIN subscribers p ON p.id = m.subscriber WHERE m.id = ANY ($1) ORDER BY m.kind, m.created_at, m.id`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    about: row.about,
    inReplyTo: row.in_reply_to,
    createdAt: row.created_at,
    attempts: row.attempts,
    leaseUntil: row.lease_until,
    person: {
      id: row.subscriber,
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
