import type { Exchange } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import { isBotWall } from "@talent/readers/html/read-html";
import { parseRetryAfter } from "../hosts/cooldown.ts";
import type { RobotsCopy } from "../hosts/host-store.ts";
import { Unreachable } from "../http/errors.ts";

/** The minimum that RFC 9309 2.5 requires a parser to accept; we accept no more. */
export const MAX_ROBOTS_BYTES = 500 * 1024;

/** Gets `robots.txt`, following redirects. Throws as `fetchExchange` does. */
export type RequestRobots = (url: string) => Promise<Exchange>;

/**
 * What an origin's response to a robots.txt request means. Stricter than RFC 9309 2.3.1 in two places: a site that answers 401, 403 or with a
 * challenge page blocks crawlers, although the RFC would allow us; and rules that cannot be had, for whatever reason, disallow everything.
 */
export async function fetchRobots(origin: string, ask: RequestRobots, clock: () => Date): Promise<RobotsCopy> {
  try {
    return toRobotsCopy(await ask(`${origin}/robots.txt`), clock());
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return withProblem({ fetchedAt: clock(), status: null, body: null }, "unreachable", `robots.txt could not be had: ${error.message}`);
  }
}

function toRobotsCopy({ status, headers, body }: Exchange, fetchedAt: Date): RobotsCopy {
  const at = { fetchedAt, status, body: null };
  const notBefore = status === 429 || status === 503 ? parseRetryAfter(headers["retry-after"], fetchedAt) : null;
  if (notBefore !== null)
    return withProblem(at, status === 429 ? "blocked_by_site" : "unreachable", `robots.txt answers ${status}`, notBefore);
  if (body.length > 0 && isBotWall(status, headers, body))
    return withProblem(at, "blocked_by_site", `robots.txt answers ${status} with a page that keeps programs out`);
  if (status >= 200 && status < 300) return { ...at, body, problem: null };
  if ([401, 403, 407, 429, 451].includes(status)) return withProblem(at, "blocked_by_site", `robots.txt answers ${status}`);
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) return { ...at, problem: null };
  return withProblem(at, "unreachable", `robots.txt answers ${status}, so nothing else was asked for`);
}

function withProblem(at: Omit<RobotsCopy, "problem">, outcome: Outcome, message: string, notBefore?: Date): RobotsCopy {
  return { ...at, problem: { outcome, message, ...(notBefore === undefined ? {} : { notBefore }) } };
}

/** The text of a robots.txt. Of one that was cut at the limit the last line may be half a line, and is left out. */
export function decodeRobots(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  return body.length < MAX_ROBOTS_BYTES ? text : text.slice(0, Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"), 0));
}
