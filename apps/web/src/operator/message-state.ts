import type { MessageState } from "@talent/db/read/subscribers/delivery-log";

/** How a message stands. */
export const STATE_WORDS: Readonly<Record<MessageState, string>> = {
  queued: "Waiting",
  sending: "On the wire",
  sent: "Sent",
  dead: "Dead letters",
  dropped: "Dropped",
};

/** Why something was held or not sent, in words; an unknown code as it is. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason.replaceAll("_", " ");
}

const REASONS: Readonly<Record<string, string>> = {
  unsubscribed: "the person unsubscribed",
  erased: "the address was deleted",
  forgotten: "nobody confirmed it",
  bounced: "the address bounced",
  complained: "the person complained",
  cap: "the person got enough mails that day",
  retracted_before_sent: "taken back before it was sent",
  original_not_delivered: "what it takes back was never delivered",
  original_on_its_way: "what it takes back is on its way",
};
