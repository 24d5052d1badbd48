import { Problem } from "./problem.ts";

/**
 * Refuses a request that a page of another site sent. A browser says where a form stands; a program says nothing and is let through: it has no
 * cookies of anybody. Throws a Problem 403.
 */
export function assertOwnOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null ? site === "same-origin" || site === "none" : isOwn(request)) return;
  throw new Problem(403, "Foreign origin", "A page of another site sent this form. Use the form on this site, or send JSON.");
}

// A page under `Referrer-Policy: no-referrer` sends `Origin: null`; what it may do hangs on its token.
function isOwn(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === null || origin === "null") return true;
  const url = URL.parse(origin);
  const own = [request.headers.get("host"), URL.parse(process.env.PUBLIC_URL ?? "")?.host];
  return url !== null && own.includes(url.host);
}
