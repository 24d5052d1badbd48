import { type NextRequest, NextResponse } from "next/server";
import { THEME_HEADER, themeOf } from "./request/page-query.ts";
import { isApiPath, refuseRequest } from "./routing/refuse-request.ts";
import { linkPagePath, statusRewrite } from "./routing/status-rewrite.ts";

/** Scripts run only with this answer's nonce; nothing else may be loaded from anywhere but here (CSP level 3). */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A page behind a link, also at the address for programs where nothing but the token stands: its route refuses anything else by name. */
function isLinkPage({ method, nextUrl }: NextRequest): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  return !isApiPath(nextUrl.pathname) || [...nextUrl.searchParams.keys()].join() === "token";
}

const SECRET_PAGE_HEADERS = [
  ["referrer-policy", "no-referrer"],
  ["cache-control", "no-store"],
  ["x-robots-tag", "noindex, nofollow"],
] as const;

/**
 * Adds the content security policy, tells the layout the theme of the address, and leads to another page what cannot be shown; refuses what no route
 * for programs could. It decides nothing about access.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  const headers = new Headers(request.headers);
  // To this one Next answers 200 and an empty object, whatever a route would have refused; nothing of ours sends it.
  headers.delete("x-middleware-prefetch");
  const link = isLinkPage(request) ? linkPagePath(pathname) : null;
  if (isApiPath(pathname) && link === null) return refuseRequest(request.method, pathname) ?? NextResponse.next({ request: { headers } });
  const csp = contentSecurityPolicy(crypto.randomUUID());
  headers.set("content-security-policy", csp);
  headers.set(THEME_HEADER, themeOf(request.nextUrl.searchParams.get("theme")) ?? "");
  const instead = await statusRewrite(request.nextUrl);
  const page = instead?.page ?? link;
  const response = page
    ? NextResponse.rewrite(new URL(page + request.nextUrl.search, request.url), { status: instead?.status ?? 200, request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", csp);
  // Its address is a secret: nobody is told where a reader came from, and nobody keeps or lists it.
  if (link) for (const [name, value] of SECRET_PAGE_HEADERS) response.headers.set(name, value);
  return response;
}

export const config = { matcher: "/((?!_next/static/|icon\\.svg$).*)" };
