import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A secret of Standard Webhooks: what both sides sign with, in the form receivers' libraries read. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString("base64");

/** One call as it is signed: message id, seconds since 1970, and the bytes of the body exactly as sent. */
export type SignedCall = { readonly id: string; readonly seconds: number; readonly body: string };

/** The headers of Standard Webhooks. While a secret is exchanged the call is signed with both, the newer first. */
export function webhookHeaders({ id, seconds, body }: SignedCall, secrets: readonly string[]): Record<string, string> {
  const signed = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(PREFIX, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": signed.join(" ") };
}
