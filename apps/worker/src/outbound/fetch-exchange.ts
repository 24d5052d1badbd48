import { createHash } from "node:crypto";
import type { Exchange } from "@talent/core/capture";
import { type Agent, type Dispatcher, request } from "undici";
import { Interrupted, Unreachable, unreachable } from "./outbound-error.ts";
import { ACCEPT_ENCODING, readBody } from "./read-body.ts";
import { redactUrl } from "./redact-url.ts";
import { type Hop, httpUrl, MOST_REDIRECTS, nextHop } from "./redirect.ts";

/** What the newest stored copy says of itself, to ask "only if it changed" (RFC 9110 13.1). */
export type Validators = { readonly etag?: string; readonly lastModified?: string };

export type OutboundRequest = {
  readonly url: string;
  readonly accept: string;
  readonly method?: string;
  readonly maxBytes?: number;
  readonly validators?: Validators;
  /** Sent to the request's own origin only. */
  readonly headers?: Readonly<Record<string, string>>;
};

export type OutboundContext = {
  readonly agent: Agent;
  /** Product, version and a URL where a publisher can find us. */
  readonly userAgent: string;
  readonly licence: string;
  readonly clock: () => Date;
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
};

const DEADLINE_MS = 45_000;
const MAX_BYTES = 64 * 1024 * 1024;
const STORED_HEADERS = [
  "content-type",
  "content-language",
  "content-disposition",
  "content-location",
  "date",
  "etag",
  "last-modified",
  "link",
  "retry-after",
  "server",
];

/**
 * One request with its redirects, as an exchange: any status, the decoded body, the headers worth keeping. One deadline spans everything,
 * because a body timeout never fires on a slow drip. Throws `Unreachable` when there is no answer, `Interrupted` when `signal` fires.
 */
export async function fetchExchange(wanted: OutboundRequest, context: OutboundContext): Promise<Exchange> {
  const deadlineMs = context.deadlineMs ?? DEADLINE_MS;
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = context.signal === undefined ? deadline : AbortSignal.any([deadline, context.signal]);
  try {
    return await follow(wanted, context, signal);
  } catch (error) {
    if (context.signal?.aborted) throw new Interrupted();
    if (error instanceof Unreachable) throw error;
    const host = URL.canParse(wanted.url) ? new URL(wanted.url).host : "the URL";
    if (deadline.aborted) throw new Unreachable("deadline", `${host}: no complete answer within ${deadlineMs / 1000} s`, { cause: error });
    throw unreachable(error, host);
  }
}

async function follow(wanted: OutboundRequest, context: OutboundContext, signal: AbortSignal): Promise<Exchange> {
  let hop: Hop = { url: httpUrl(wanted.url), method: wanted.method ?? "GET", headers: requestHeaders(wanted, context.userAgent) };
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await request(hop.url, {
      dispatcher: context.agent,
      method: hop.method as Dispatcher.HttpMethod,
      headers: hop.headers,
      signal,
    });
    const next = nextHop(hop, answer.statusCode, single(answer.headers.location));
    if (next === null) return await exchangeOf(wanted, hop, answer, context, signal);
    await answer.body.dump({ limit: 65_536, signal });
    hop = next;
  }
  throw new Unreachable("too_many_redirects", `${new URL(wanted.url).host}: more than ${MOST_REDIRECTS} redirects`);
}

async function exchangeOf(
  wanted: OutboundRequest,
  hop: Hop,
  answer: Dispatcher.ResponseData,
  context: OutboundContext,
  signal: AbortSignal,
): Promise<Exchange> {
  const body = await readBody(answer.body, single(answer.headers["content-encoding"]) ?? "", wanted.maxBytes ?? MAX_BYTES, signal);
  const moved = hop.url.href !== new URL(wanted.url).href;
  return {
    url: redactUrl(wanted.url),
    method: wanted.method ?? "GET",
    status: answer.statusCode,
    headers: storedHeaders(answer.headers),
    body,
    sha256: createHash("sha256").update(body).digest("hex"),
    capturedAt: context.clock().toISOString(),
    fidelity: "verbatim",
    licence: context.licence,
    ...(moved ? { note: `answered by ${redactUrl(hop.url.href)}` } : {}),
  };
}

function requestHeaders(wanted: OutboundRequest, userAgent: string): Record<string, string> {
  return {
    "user-agent": userAgent,
    accept: wanted.accept,
    "accept-encoding": ACCEPT_ENCODING,
    ...(wanted.validators?.etag === undefined ? {} : { "if-none-match": wanted.validators.etag }),
    ...(wanted.validators?.lastModified === undefined ? {} : { "if-modified-since": wanted.validators.lastModified }),
    ...wanted.headers,
  };
}

function storedHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    STORED_HEADERS.flatMap((name) => {
      const text = single(headers[name]);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
