import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import type { Source, SourceRequest } from "@talent/sources/define-source";
import type { Agent } from "undici";
import { type FetchEffects, type FetchResult, fetchSource } from "./fetch-source.ts";
import { cooldownAfter } from "./hosts/cooldown.ts";
import { createHostLock, type HostLock } from "./hosts/host-lock.ts";
import { type HostStore, memoryHostStore } from "./hosts/host-store.ts";
import { guardedAgent } from "./http/connect.ts";
import { fetchExchange, type OutboundContext, type Validators } from "./http/request.ts";
import { fillSecrets, type SecretLookup } from "./http/secrets.ts";
import { MAX_ROBOTS_BYTES } from "./robots/fetch.ts";
import { createVisitLog, type RobotsGate, robotsGate } from "./robots/gate.ts";

/** How robots.txt files call us. */
const PRODUCT = "ChinaAITalentMonitor";
/** Between two requests to one host, where neither its robots.txt nor the source requires more. */
const PAUSE_MS = 1_000;
/** A page that lists more files than this is not the page the source was written for. */
const MAX_LINKS = 600;

export type LiveFetchParts = {
  readonly agent: Agent;
  readonly userAgent: string;
  readonly clock: () => Date;
  readonly discover: FetchEffects["discover"];
  /** Validators for a conditional request: of the newest stored copy that was also read. */
  readonly validators: (source: string, url: string) => Promise<Validators>;
  /** What is known of hosts: shared by all workers of a store, or this process's own. */
  readonly hostStore?: HostStore;
  readonly secretOf?: SecretLookup;
  readonly pauseMs?: number;
};

export type LiveFetch = (source: Source, signal?: AbortSignal) => Promise<FetchResult>;

/**
 * Fetches from the publishers as their robots.txt allows, one request at a time per host for all who share the host store, each redirect
 * included. What allowed the requests is in the result's `visits`.
 */
export function createLiveFetch(outside: LiveFetchParts): LiveFetch {
  const book = outside.hostStore ?? memoryHostStore(outside.clock);
  const turns = createHostLock(book);
  return async (source, signal) => {
    const base = { ...outside, licence: source.licence.name, ...(signal === undefined ? {} : { signal }) };
    const pace = (host: string): number => Math.max(outside.pauseMs ?? PAUSE_MS, (source.hosts?.[host]?.pauseSeconds ?? 0) * 1000);
    const inTurn = withCooldown(turns, outside.clock, signal);
    const askRobots = (url: string, meanwhile: () => Promise<void>): Promise<Exchange> => {
      const via: OutboundContext["via"] = ({ host }, ask) => inTurn(host, pace(host), () => meanwhile().then(ask));
      return fetchExchange({ url, accept: "text/plain, */*;q=0.1", maxBytes: MAX_ROBOTS_BYTES, cut: true }, { ...base, via });
    };
    const gate: RobotsGate = robotsGate({ book, ask: askRobots, product: PRODUCT, clock: outside.clock });
    const visits = createVisitLog();
    const context: OutboundContext = {
      ...base,
      async via(url, ask) {
        const permission = await gate.permit(url);
        visits.add(permission);
        return await inTurn(url.host, Math.max(pace(url.host), permission.delayMs), ask);
      },
    };
    const gathered = await fetchSource(source, {
      ask: (request, whole) => requestOne(outside, source, request, whole, context),
      discover: async (of, landing) => limitLinks(await outside.discover(of, landing)),
      clock: outside.clock,
    });
    return { ...gathered, visits: visits.list() };
  };
}

type RunLocked = (host: string, pauseMs: number, ask: Parameters<NonNullable<OutboundContext["via"]>>[1]) => ReturnType<typeof ask>;

function withCooldown(turns: HostLock, clock: () => Date, signal: AbortSignal | undefined): RunLocked {
  return (host, pauseMs, ask) =>
    turns(
      host,
      pauseMs,
      async () => {
        const result = await ask();
        return { result, rest: cooldownAfter(result, clock()) };
      },
      signal,
    );
}

async function requestOne(
  outside: LiveFetchParts,
  source: Source,
  request: SourceRequest,
  whole: boolean,
  context: OutboundContext,
): Promise<Exchange> {
  if (!isDeclaredHost(source, request.url))
    throw new LayoutChanged(`a link leads to ${hostOf(request.url)}, a host the source does not declare`);
  const filled = fillSecrets(request, outside.secretOf ?? (() => undefined));
  const asksAgain = !whole && (request.method ?? "GET") === "GET";
  const validators = asksAgain ? await outside.validators(source.id, filled.shownUrl) : {};
  return await fetchExchange({ ...request, ...filled, validators }, context);
}

function isDeclaredHost(source: Source, url: string): boolean {
  const host = hostOf(url);
  return source.requests.some((request) => hostOf(request.url) === host) || Object.hasOwn(source.hosts ?? {}, host);
}

/** What is no URL is its own host, and refused where URLs are checked. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function limitLinks(links: readonly SourceRequest[]): readonly SourceRequest[] {
  if (links.length > MAX_LINKS)
    throw new LayoutChanged(`the landing page lists ${links.length} files, more than the ${MAX_LINKS} a source may ask for`);
  return links;
}

export type OutboundClient = { readonly fetch: (source: Source) => ReturnType<LiveFetch>; close(): Promise<void> };

/** The way out with everything it needs: the guarded agent, our name, one request at a time. `allow` is for tests. */
export function openOutboundClient(
  parts: Omit<LiveFetchParts, "agent" | "userAgent"> & { readonly publicUrl: string; readonly allow?: readonly string[] },
  signal?: AbortSignal,
): OutboundClient {
  const agent = guardedAgent(parts.allow === undefined ? {} : { allow: parts.allow });
  const fetch = createLiveFetch({ ...parts, agent, userAgent: userAgent(parts.publicUrl) });
  return { fetch: (source) => fetch(source, signal), close: () => agent.close() };
}

/** How we introduce ourselves: what we are and, where the dashboard is reached from outside, where a publisher can read more and reach us. */
export function userAgent(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  const atHome = hostname === "localhost" || hostname.endsWith(".localhost") || /^(127\.|\[::1\])/.test(hostname);
  return atHome ? `${PRODUCT}/1.0` : `${PRODUCT}/1.0 (+${publicUrl}/sources)`;
}
