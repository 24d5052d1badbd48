import type { Cooldown } from "./host-store.ts";

const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/** The instant a Retry-After header names, as seconds or an HTTP date (RFC 9110 10.2.3), at most a day ahead; null when absent or unreadable. */
export function parseRetryAfter(header: string | undefined, now: Date): Date | null {
  if (header === undefined) return null;
  const text = header.trim();
  const at = /^\d{1,9}$/.test(text) ? now.getTime() + Number(text) * 1000 : /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  return new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + MAX_RETRY_AFTER_MS));
}

const FIRST_RETRY_MS = 60_000;
const RETRY_FACTOR = 5;

/**
 * When to try again after the `attempt`-th failure (from 1): 1, 5, 25 and 125 minutes, each stretched by up to a half at random so that
 * sources that failed together do not return together; never before the publisher's own Retry-After.
 */
export function nextRetryAt(attempt: number, now: Date, notBefore: Date | null, random: () => number): Date {
  const pause = FIRST_RETRY_MS * RETRY_FACTOR ** (attempt - 1) * (1 + random() / 2);
  return new Date(Math.max(now.getTime() + pause, (notBefore?.getTime() ?? 0) + random() * FIRST_RETRY_MS));
}

/** The cooldown a host requests by a 429 or 503 with Retry-After (RFC 6585 4, RFC 9110 10.2.3). Null when it does not say. */
export function cooldownAfter(
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  now: Date,
): Cooldown | null {
  const { status } = answer;
  const until = status === 429 || status === 503 ? parseRetryAfter(answer.headers["retry-after"], now) : null;
  if (until === null) return null;
  const outcome = status === 429 ? "blocked_by_site" : "unreachable";
  return { ms: until.getTime() - now.getTime(), outcome, message: `it answered ${status}` };
}
