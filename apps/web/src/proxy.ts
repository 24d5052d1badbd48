import { type NextRequest, NextResponse } from "next/server";
import { detour } from "./page/detour.ts";
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

/** Adds the content security policy, tells the layout the theme of the address, and leads to another page what cannot be shown. It decides nothing about access. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const csp = policy(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", csp);
  headers.set(THEME_HEADER, themeOf(request.nextUrl.searchParams.get("theme")) ?? "");
  const instead = await detour(request.nextUrl);
  const response = instead
    ? NextResponse.rewrite(new URL(instead.page + request.nextUrl.search, request.url), { status: instead.status, request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", csp);
  return response;
}

export const config = { matcher: "/((?!api/|feeds/|metrics|_next/static/|icon|invalid-date|nothing-here|unavailable).*)" };
