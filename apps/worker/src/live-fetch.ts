import type { Source } from "@talent/sources/define-source";
import type { Agent } from "undici";
import { type GatherEffects, type Gathered, gather } from "./gather.ts";
import { guardedAgent } from "./outbound/connect.ts";
import { fetchExchange, type Validators } from "./outbound/fetch-exchange.ts";
import { oneAtATime } from "./outbound/one-at-a-time.ts";

/** Between two requests to one host. */
const PAUSE_MS = 1_000;

export type Outside = {
  readonly agent: Agent;
  readonly userAgent: string;
  readonly clock: () => Date;
  readonly discover: GatherEffects["discover"];
  /** What to ask "only if it changed" with: of the newest stored copy that was also read. */
  readonly validators: (source: string, url: string) => Promise<Validators>;
  readonly pauseMs?: number;
};

export type LiveFetch = (source: Source, signal?: AbortSignal) => Promise<Gathered>;

/** Fetches from the publishers, one request at a time per host for everybody who uses this one function. */
export function liveFetch(outside: Outside): LiveFetch {
  const turn = oneAtATime(outside.pauseMs ?? PAUSE_MS);
  return (source, signal) => {
    const context = { ...outside, licence: source.licence.name, ...(signal === undefined ? {} : { signal }) };
    const ask: GatherEffects["ask"] = async (request, whole) => {
      const validators = whole ? {} : await outside.validators(source.id, request.url);
      const host = URL.canParse(request.url) ? new URL(request.url).host : request.url;
      return await turn(host, () => fetchExchange({ ...request, validators }, context));
    };
    return gather(source, { ask, discover: outside.discover, clock: outside.clock });
  };
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

/** How we introduce ourselves: what we are, and where a publisher can read more and reach us. */
function userAgent(publicUrl: string): string {
  return `ChinaAITalentMonitor/1.0 (+${publicUrl}/sources)`;
}
