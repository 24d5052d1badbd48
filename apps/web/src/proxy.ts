import { type NextRequest, NextResponse } from "next/server";
import { asOfProblem } from "./request/as-of.ts";
import { THEME_HEADER, themeOf } from "./request/theme.ts";

/** Scripts run only with this answer's nonce; nothing else may be loaded from anywhere but here (CSP level 3). */
function policy(nonce: string): string {
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

/** Adds the content security policy, tells the layout the theme of the address, and answers an unreadable date with 400. It decides nothing about access. */
export function proxy(request: NextRequest): NextResponse {
  const csp = policy(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", csp);
  headers.set(THEME_HEADER, themeOf(request.nextUrl.searchParams.get("theme")) ?? "");
  const problem = asOfProblem(request.nextUrl.searchParams.getAll("as_of"));
  const response = problem
    ? NextResponse.rewrite(new URL(`/invalid-date${request.nextUrl.search}`, request.url), { status: 400, request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", csp);
  return response;
}

export const config = { matcher: "/((?!api/|feeds/|metrics|_next/static/|icon).*)" };
