import type { Rest } from "./host-book.ts";
import { retryAfter } from "./retry-after.ts";

/** After a 429 that names no time. */
const UNTOLD_MS = 60_000;

/** How long a host wants to be left alone, by its answer: a 429, or a 503 with Retry-After (RFC 6585 4, RFC 9110 10.2.3). Null when it does not say. */
export function restAfter(answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> }, now: Date): Rest | null {
  const { status } = answer;
  if (status !== 429 && status !== 503) return null;
  const until = retryAfter(answer.headers["retry-after"], now);
  if (until === null && status === 503) return null;
  const ms = until === null ? UNTOLD_MS : until.getTime() - now.getTime();
  return { ms, outcome: status === 429 ? "blocked_by_site" : "unreachable", message: `it answered ${status}` };
}
