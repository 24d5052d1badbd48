import { Problem, problemResponse } from "./problem.ts";
import { wantsHtml } from "./read-body.ts";

const HEADERS = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex" };

/** An answer to a program: never kept, never indexed. */
export function jsonResponse(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...HEADERS, "content-type": "application/json; charset=utf-8" } });
}

/** Leads a browser to a page of ours with GET, so that reloading it acts no second time. */
export function seeOther(address: string): Response {
  return new Response(null, { status: 303, headers: { ...HEADERS, location: address } });
}

/**
 * Runs an act that somebody asked for and turns every error into a problem document; a browser is led to `pageOf(problem)` instead, if that gives
 * an address.
 */
export async function handlePost(
  request: Request,
  act: () => Promise<Response>,
  pageOf: (problem: Problem) => string | null = () => null,
): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    const page = error instanceof Problem && wantsHtml(request) ? pageOf(error) : null;
    if (page !== null) return seeOther(page);
    const response = problemResponse(error);
    for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
    return response;
  }
}

/**
 * Refuses a request that a page of another site sent. A browser says where a form stands; a program says nothing and is let through: it has no
 * cookies of anybody. Throws a Problem 403.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null ? site === "same-origin" || site === "none" : isSameOrigin(request)) return;
  throw new Problem(403, "Foreign origin", "A page of another site sent this form. Use the form on this site, or send JSON.");
}

// A page under `Referrer-Policy: no-referrer` sends `Origin: null`; what it may do hangs on its token.
function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === null || origin === "null") return true;
  const url = URL.parse(origin);
  const own = [request.headers.get("host"), URL.parse(process.env.PUBLIC_URL ?? "")?.host];
  return url !== null && own.includes(url.host);
}
