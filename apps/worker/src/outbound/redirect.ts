import { Unreachable } from "./outbound-error.ts";

export const MOST_REDIRECTS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const FOR_ONE_ORIGIN = new Set(["authorization", "cookie", "proxy-authorization", "if-none-match", "if-modified-since", "x-api-key"]);

export type Hop = { readonly url: URL; readonly method: string; readonly headers: Readonly<Record<string, string>> };

/** A URL we may ask: http or https, without user information. Throws `Unreachable` (`forbidden_url`). */
export function httpUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw new Unreachable("forbidden_url", `"${text.slice(0, 200)}" is not a URL`);
  const url = new URL(text, base?.href);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new Unreachable("forbidden_url", `${url.protocol} is not http or https`);
  if (url.username !== "" || url.password !== "")
    throw new Unreachable("forbidden_url", `${url.host}: a URL with a user name in it is not asked`);
  return url;
}

/** The next request after a redirect, null when the answer is not one. What belongs to one origin is not carried to another (RFC 9110 15.4). */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | null {
  if (!REDIRECTS.has(status) || location === undefined) return null;
  const url = httpUrl(location, hop.url);
  const method = status === 303 || (hop.method === "POST" && (status === 301 || status === 302)) ? "GET" : hop.method;
  if (url.origin === hop.url.origin) return { url, method, headers: hop.headers };
  const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !FOR_ONE_ORIGIN.has(name.toLowerCase())));
  return { url, method, headers };
}
