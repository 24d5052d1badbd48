import { createHash } from "node:crypto";
import type { Exchange } from "@talent/core/capture/capture";
import { ExpectationUnmet } from "@talent/core/capture/errors";
import { type Agent, type Dispatcher, request } from "undici";
import { Interrupted, toUnreachable, Unreachable } from "./errors.ts";
import { ACCEPT_ENCODING, readBody } from "./read-body.ts";
import { type Hop, MAX_REDIRECTS, nextHop, parseHttpUrl } from "./redirect.ts";
import { redactUrl, withoutSecrets } from "./secrets.ts";

/** Validators of the newest stored copy, for a conditional request (RFC 9110 13.1). */
export type Validators = { readonly etag?: string; readonly lastModified?: string };

export type OutboundRequest = {
  readonly url: string;
  readonly accept: string;
  readonly method?: string;
  readonly maxBytes?: number;
  /** Keep the first `maxBytes` of a longer body instead of refusing it. */
  readonly cut?: boolean;
  readonly validators?: Validators;
  /** Sent to the request's own origin only, as the body is. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
  /** URL and body as they are stored, where they hold secrets; and those secrets. */
  readonly shownUrl?: string;
  readonly shownBody?: string | null;
  readonly secrets?: readonly string[];
};

/** One response on the way: another address, or the exchange. */
export type HopResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly next: Hop | null;
  readonly exchange: Exchange | null;
};

export type OutboundContext = {
  readonly agent: Agent;
  /** Product, version and a URL where a publisher can find us. */
  readonly userAgent: string;
  readonly licence: string;
  readonly clock: () => Date;
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
  /** Every request passes through here, each redirect too: robots.txt rules are checked and the host lease awaited. Time spent waiting is not the site's. */
  readonly via?: (url: URL, ask: () => Promise<HopResponse>) => Promise<HopResponse>;
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
  // Headers of bot challenges; without them a challenge page may pass for a page.
  "cf-mitigated",
  "x-amzn-waf-action",
];

/**
 * One request with its redirects, as an exchange: any status, the decoded body, the headers worth storing. One deadline spans all responses,
 * because a body timeout never fires on a slow drip. Throws `Unreachable` when there is no response, `Interrupted` when `signal` fires,
 * ExpectationUnmet when the response repeats a secret of ours, and what `via` throws.
 */
export async function fetchExchange(wanted: OutboundRequest, context: OutboundContext): Promise<Exchange> {
  const via = context.via ?? ((_url, ask) => ask());
  const clock = { left: context.deadlineMs ?? DEADLINE_MS };
  let hop: Hop = {
    url: parseHttpUrl(wanted.url),
    method: wanted.method ?? "GET",
    headers: requestHeaders(wanted, context.userAgent),
    body: wanted.body ?? null,
  };
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const asked = hop;
    const { next, exchange } = await via(asked.url, () => sendOnce(wanted, asked, context, clock));
    if (exchange !== null) return exchange;
    if (next === null) break;
    hop = next;
  }
  throw new Unreachable("too_many_redirects", `${hop.url.host}: more than ${MAX_REDIRECTS} redirects`);
}

async function sendOnce(wanted: OutboundRequest, hop: Hop, context: OutboundContext, clock: { left: number }): Promise<HopResponse> {
  const started = performance.now();
  const deadline = AbortSignal.timeout(Math.max(1, Math.ceil(clock.left)));
  const signal = context.signal === undefined ? deadline : AbortSignal.any([deadline, context.signal]);
  try {
    return await sendHop(wanted, hop, context, signal);
  } catch (error) {
    if (context.signal?.aborted) throw new Interrupted();
    if (error instanceof ExpectationUnmet) throw error;
    const { host } = hop.url;
    if (deadline.aborted && !(error instanceof Unreachable))
      throw new Unreachable("deadline", `${host}: no complete answer within ${(context.deadlineMs ?? DEADLINE_MS) / 1000} s`);
    const { reason, message } = toUnreachable(error, host);
    throw new Unreachable(reason, withoutSecrets(message, wanted.secrets ?? []), { cause: error });
  } finally {
    clock.left -= performance.now() - started;
  }
}

async function sendHop(wanted: OutboundRequest, hop: Hop, context: OutboundContext, signal: AbortSignal): Promise<HopResponse> {
  const answer = await request(hop.url, {
    dispatcher: context.agent,
    method: hop.method as Dispatcher.HttpMethod,
    headers: hop.headers,
    body: hop.body,
    signal,
  });
  const told = { status: answer.statusCode, headers: storedHeaders(answer.headers, wanted.secrets ?? []) };
  const next = nextHop(hop, answer.statusCode, firstValue(answer.headers.location));
  if (next === null) return { ...told, next, exchange: await toExchange(wanted, hop, answer, told.headers, context, signal) };
  await answer.body.dump({ limit: 65_536, signal });
  return { ...told, next, exchange: null };
}

async function toExchange(
  wanted: OutboundRequest,
  hop: Hop,
  answer: Dispatcher.ResponseData,
  headers: Readonly<Record<string, string>>,
  context: OutboundContext,
  signal: AbortSignal,
): Promise<Exchange> {
  const coding = firstValue(answer.headers["content-encoding"]) ?? "";
  const body = await readBody(answer.body, coding, wanted.maxBytes ?? MAX_BYTES, signal, wanted.cut);
  const secrets = wanted.secrets ?? [];
  // Bytes are stored as they come or not at all; those that hold a key of ours must not be shown to anyone.
  if (secrets.some((secret) => body.includes(secret))) throw new ExpectationUnmet("the answer repeats our key; it is not kept");
  const moved = hop.url.href !== new URL(wanted.url).href;
  const shownBody = wanted.shownBody ?? wanted.body ?? null;
  return {
    url: wanted.shownUrl ?? redactUrl(wanted.url),
    method: wanted.method ?? "GET",
    ...(shownBody === null ? {} : { requestSha256: sha256(shownBody) }),
    status: answer.statusCode,
    headers,
    body,
    sha256: sha256(body),
    capturedAt: context.clock().toISOString(),
    fidelity: "verbatim",
    licence: context.licence,
    ...(moved ? { note: `answered by ${withoutSecrets(redactUrl(hop.url.href), secrets)}` } : {}),
  };
}

function requestHeaders(wanted: OutboundRequest, userAgent: string): Record<string, string> {
  return {
    ...wanted.headers,
    "user-agent": userAgent,
    accept: wanted.accept,
    "accept-encoding": ACCEPT_ENCODING,
    ...(wanted.validators?.etag === undefined ? {} : { "if-none-match": wanted.validators.etag }),
    ...(wanted.validators?.lastModified === undefined ? {} : { "if-modified-since": wanted.validators.lastModified }),
  };
}

function storedHeaders(headers: Dispatcher.ResponseData["headers"], secrets: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    STORED_HEADERS.flatMap((name) => {
      const text = firstValue(headers[name]);
      return text === undefined ? [] : [[name, withoutSecrets(text, secrets)]];
    }),
  );
}

function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function firstValue(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
