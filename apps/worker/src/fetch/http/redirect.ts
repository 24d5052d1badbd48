import { Unreachable } from "./errors.ts";

export const MAX_REDIRECTS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** All else, a key in a header of any name included, is meant for the one origin it was written for. */
const CROSS_ORIGIN_HEADERS: ReadonlySet<string> = new Set(["user-agent", "accept", "accept-encoding"]);

export type Hop = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** A URL we may request: http or https, without user information. Throws `Unreachable` (`forbidden_url`). */
export function parseHttpUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw new Unreachable("forbidden_url", `"${text.slice(0, 200)}" is not a URL`);
  const url = new URL(text, base?.href);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new Unreachable("forbidden_url", `${url.protocol} is not http or https`);
  if (url.username !== "" || url.password !== "")
    throw new Unreachable("forbidden_url", `${url.host}: a URL with a user name in it is not asked`);
  return url;
}

/** The next request after a redirect, null when the response is not one. What belongs to one origin is not carried to another (RFC 9110 15.4). */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | null {
  if (!REDIRECTS.has(status) || location === undefined) return null;
  const url = parseHttpUrl(location, hop.url);
  const reads = status === 303 || (hop.method === "POST" && (status === 301 || status === 302));
  const next = { url, method: reads ? "GET" : hop.method, headers: hop.headers, body: reads ? null : hop.body };
  if (url.origin === hop.url.origin) return next;
  if (next.body !== null)
    throw new Unreachable("forbidden_url", `${hop.url.host} leads what we sent on to ${url.host}; it is not sent there`);
  return {
    ...next,
    headers: Object.fromEntries(Object.entries(hop.headers).filter(([name]) => CROSS_ORIGIN_HEADERS.has(name.toLowerCase()))),
  };
}
