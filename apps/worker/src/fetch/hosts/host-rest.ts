import { retryAfter } from "./cooldown.ts";
import type { Rest } from "./host-store.ts";

/** How long a host wants to be left alone, by a 429 or 503 with Retry-After (RFC 6585 4, RFC 9110 10.2.3). Null when it does not say. */
export function restAfter(answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> }, now: Date): Rest | null {
  const { status } = answer;
  const until = status === 429 || status === 503 ? retryAfter(answer.headers["retry-after"], now) : null;
  if (until === null) return null;
  const outcome = status === 429 ? "blocked_by_site" : "unreachable";
  return { ms: until.getTime() - now.getTime(), outcome, message: `it answered ${status}` };
}
