import { type SubscriberKey, subscriberKey } from "@talent/db/subscriber-key";

const MIN_SECRET_LENGTH = 32;

/** The key of this installation; null where subscriptions are not set up here, because the launcher gave no secret. */
export function configuredSubscriberKey(): SubscriberKey | null {
  const secret = process.env.SUBSCRIBERS_KEY ?? "";
  if (secret.length < MIN_SECRET_LENGTH) return null;
  return subscriberKey(secret);
}

/** Where mails go: to a server, or into files of the data folder; null where the launcher did not say. */
export function mailMode(): "smtp" | "files" | null {
  const mode = process.env.MAIL_MODE;
  return mode === "smtp" || mode === "files" ? mode : null;
}
