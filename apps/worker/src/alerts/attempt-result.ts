/**
 * What the other side made of one attempt. `later`: it may take it another time. `away`: it was unreachable, which says nothing of this message.
 * `rests`: it may take this one later, and nothing should be sent to it for a while. `address`: the recipient does not exist. `message`: this very
 * message is refused for good.
 */
export type FailureKind = "later" | "away" | "rests" | "address" | "message";

/** `reply` holds no address: it is stored permanently. */
export type AttemptResult = { readonly code: number | null; readonly reply: string } & (
  | { readonly trouble: null }
  | { readonly trouble: FailureKind }
);

const MAX_REPLY_LENGTH = 300;

/** A reply as it may be stored: one line without addresses, which some servers repeat. */
export function storableReply(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(/[^\s<>"]+@[^\s<>"]+/g, "(address)")
    .trim()
    .slice(0, MAX_REPLY_LENGTH);
}
