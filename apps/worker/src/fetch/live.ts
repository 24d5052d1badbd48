import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import type { Source, SourceRequest } from "@talent/sources/define-source";
import type { Agent } from "undici";
import { type GatherEffects, type Gathered, gather } from "./fetch-source.ts";
import { restAfter } from "./hosts/cooldown.ts";
import { type HostTurns, hostTurns } from "./hosts/host-lock.ts";
import { type HostBook, memoryHosts } from "./hosts/host-store.ts";
import { guardedAgent } from "./http/connect.ts";
import { fetchExchange, type OutboundContext, type Validators } from "./http/request.ts";
import { fillSecrets, type SecretOf } from "./http/secrets.ts";
import { ROBOTS_BYTES } from "./robots/fetch.ts";
import { type RobotsGate, robotsGate, visitLog } from "./robots/gate.ts";

/** How robots.txt files call us. */
const PRODUCT = "ChinaAITalentMonitor";
/** Between two requests to one host, where neither its robots.txt nor the source asks for more. */
const PAUSE_MS = 1_000;
/** A page that lists more files than this is not the page the source was written for. */
const MOST_LINKS = 600;

export type Outside = {
  readonly agent: Agent;
  readonly userAgent: string;
  readonly clock: () => Date;
  readonly discover: GatherEffects["discover"];
  /** What to ask "only if it changed" with: of the newest stored copy that was also read. */
  readonly validators: (source: string, url: string) => Promise<Validators>;
  /** What is known of hosts: shared by all workers of a store, or this process's own. */
  readonly book?: HostBook;
  readonly secretOf?: SecretOf;
  readonly pauseMs?: number;
};

export type LiveFetch = (source: Source, signal?: AbortSignal) => Promise<Gathered>;

/**
 * Fetches from the publishers as their robots.txt allows, one request at a time per host for everybody who shares the book, each redirect
 * included. What let the requests through is in the answer's `visits`.
 */
export function liveFetch(outside: Outside): LiveFetch {
  const book = outside.book ?? memoryHosts(outside.clock);
  const turns = hostTurns(book);
  return async (source, signal) => {
    const base = { ...outside, licence: source.licence.name, ...(signal === undefined ? {} : { signal }) };
    const pace = (host: string): number => Math.max(outside.pauseMs ?? PAUSE_MS, (source.hosts?.[host]?.pauseSeconds ?? 0) * 1000);
    const inTurn = politely(turns, outside.clock, signal);
    const askRobots = (url: string, meanwhile: () => Promise<void>): Promise<Exchange> => {
      const via: OutboundContext["via"] = ({ host }, ask) => inTurn(host, pace(host), () => meanwhile().then(ask));
      return fetchExchange({ url, accept: "text/plain, */*;q=0.1", maxBytes: ROBOTS_BYTES, cut: true }, { ...base, via });
    };
    const gate: RobotsGate = robotsGate({ book, ask: askRobots, product: PRODUCT, clock: outside.clock });
    const visits = visitLog();
    const context: OutboundContext = {
      ...base,
      async via(url, ask) {
        const permission = await gate.permit(url);
        visits.add(permission);
        return await inTurn(url.host, Math.max(pace(url.host), permission.delayMs), ask);
      },
    };
    const gathered = await gather(source, {
      ask: (request, whole) => askOne(outside, source, request, whole, context),
      discover: async (of, landing) => notTooMany(await outside.discover(of, landing)),
      clock: outside.clock,
    });
    return { ...gathered, visits: visits.list() };
  };
}

type InTurn = (host: string, pauseMs: number, ask: Parameters<NonNullable<OutboundContext["via"]>>[1]) => ReturnType<typeof ask>;

function politely(turns: HostTurns, clock: () => Date, signal: AbortSignal | undefined): InTurn {
  return (host, pauseMs, ask) =>
    turns(
      host,
      pauseMs,
      async () => {
        const result = await ask();
        return { result, rest: restAfter(result, clock()) };
      },
      signal,
    );
}

async function askOne(
  outside: Outside,
  source: Source,
  request: SourceRequest,
  whole: boolean,
  context: OutboundContext,
): Promise<Exchange> {
  if (!isDeclared(source, request.url))
    throw new LayoutChanged(`a link leads to ${hostOf(request.url)}, a host the source does not declare`);
  const filled = fillSecrets(request, outside.secretOf ?? (() => undefined));
  const asksAgain = !whole && (request.method ?? "GET") === "GET";
  const validators = asksAgain ? await outside.validators(source.id, filled.shownUrl) : {};
  return await fetchExchange({ ...request, ...filled, validators }, context);
}

function isDeclared(source: Source, url: string): boolean {
  const host = hostOf(url);
  return source.requests.some((request) => hostOf(request.url) === host) || Object.hasOwn(source.hosts ?? {}, host);
}

/** What is no URL is its own host, and refused where URLs are judged. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function notTooMany(links: readonly SourceRequest[]): readonly SourceRequest[] {
  if (links.length > MOST_LINKS)
    throw new LayoutChanged(`the landing page lists ${links.length} files, more than the ${MOST_LINKS} a source may ask for`);
  return links;
}

export type OpenOutside = { readonly fetch: (source: Source) => ReturnType<LiveFetch>; close(): Promise<void> };

/** The way out with everything it needs: the guarded agent, our name, one request at a time. `allow` is for tests. */
export function openOutside(
  parts: Omit<Outside, "agent" | "userAgent"> & { readonly publicUrl: string; readonly allow?: readonly string[] },
  signal?: AbortSignal,
): OpenOutside {
  const agent = guardedAgent(parts.allow === undefined ? {} : { allow: parts.allow });
  const fetch = liveFetch({ ...parts, agent, userAgent: userAgent(parts.publicUrl) });
  return { fetch: (source) => fetch(source, signal), close: () => agent.close() };
}

/** How we introduce ourselves: what we are and, where the dashboard is reached from outside, where a publisher can read more and reach us. */
export function userAgent(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  const atHome = hostname === "localhost" || hostname.endsWith(".localhost") || /^(127\.|\[::1\])/.test(hostname);
  return atHome ? `${PRODUCT}/1.0` : `${PRODUCT}/1.0 (+${publicUrl}/sources)`;
}
