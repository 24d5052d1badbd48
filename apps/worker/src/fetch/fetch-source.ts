import type { Exchange } from "@talent/core/capture/capture";
import { RefusalError, refusalOf } from "@talent/core/capture/errors";
import type { Outcome } from "@talent/core/capture/outcome";
import type { Source, SourceRequest } from "@talent/sources/define-source";
import { outcomeOfCode } from "../ingest/outcome.ts";
import { parseRetryAfter } from "./hosts/cooldown.ts";
import { classifyResponse } from "./http/classify.ts";
import { RequestSkipped, Unreachable, type UnreachableReason } from "./http/errors.ts";

import { displayUrl } from "./http/secrets.ts";
import type { Visit } from "./robots/gate.ts";

/** A request that brought nothing to read, and what that makes of the run. */
export type EndedRequest = {
  readonly url: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly retry: boolean;
  /** The publisher's own Retry-After. */
  readonly notBefore: Date | null;
  /** Reported in the run's detail and not counted in its outcome: no request was sent, and the document came another way. */
  readonly notCounted?: true;
};

/** What one round of requests brought: exchanges worth reading, and how the others ended. */
export type FetchResult = {
  readonly exchanges: readonly Exchange[];
  readonly ended: readonly EndedRequest[];
  /** Which hosts were requested and what allowed it; of live rounds only. */
  readonly visits?: readonly Visit[];
};

export type FetchEffects = {
  /** One exchange; `whole` requests the body even if it did not change. Throws Unreachable, RequestSkipped or a RefusalError. */
  readonly ask: (request: SourceRequest, whole: boolean) => Promise<Exchange>;
  /** Further requests read from the first responses. Throws a RefusalError when the page is not as it was. */
  readonly discover: (source: Source, landing: readonly Exchange[]) => Promise<readonly SourceRequest[]>;
  readonly clock: () => Date;
};

/** Fetches what the source requests, then what its landing pages list. A landing page that cannot be read ends the round: nothing is guessed. */
export async function fetchSource(source: Source, effects: FetchEffects): Promise<FetchResult> {
  const first = await requestAll(source.requests, source.discover !== undefined, effects);
  if (source.discover === undefined || first.ended.length > 0) return first;
  try {
    const listed = await effects.discover(source, first.exchanges);
    if (listed.length === 0) return { ...first, ended: [landingPageEnded(source, "nothing_published", "the landing page lists no file")] };
    const second = await requestAll(listed, false, effects);
    return { exchanges: [...first.exchanges, ...second.exchanges], ended: second.ended };
  } catch (error) {
    const refusal = refusalOf(error, "snapshot");
    return { ...first, ended: [landingPageEnded(source, outcomeOfCode(refusal.code), refusal.message)] };
  }
}

function landingPageEnded(source: Source, outcome: Outcome, message: string): EndedRequest {
  return { url: displayUrl(source.requests[0]?.url ?? source.id), outcome, message, retry: false, notBefore: null };
}

/** After one of these the host is not requested again in this round: with the network down every source still has its outcome at once. */
const HOST_DOWN_REASONS: ReadonlySet<UnreachableReason> = new Set(["dns", "refused", "tls", "deadline", "forbidden_address"]);

async function requestAll(requests: readonly SourceRequest[], whole: boolean, effects: FetchEffects): Promise<FetchResult> {
  const exchanges: Exchange[] = [];
  const ended: EndedRequest[] = [];
  const away = new Map<string, ExpectedError>();
  for (const request of requests) {
    const host = URL.canParse(request.url) ? new URL(request.url).host : request.url;
    const answer = away.get(host) ?? (await effects.ask(request, whole).catch(expectedError));
    if (answer instanceof Unreachable && HOST_DOWN_REASONS.has(answer.reason)) away.set(host, answer);
    if (!(answer instanceof Error) && isRateLimited(answer))
      away.set(host, new RequestSkipped("blocked_by_site", `${host} wants no more requests`));
    if (answer instanceof Error) ended.push(endedByError(request.url, answer));
    else exchanges.push(answer);
  }
  const screened = splitReadable(exchanges, effects.clock());
  return { exchanges: screened.exchanges, ended: [...ended, ...screened.ended] };
}

/** A 429 without Retry-After: no waiting, and no more requests to that host in this round. */
function isRateLimited({ status, headers }: Exchange): boolean {
  return status === 429 && headers["retry-after"] === undefined;
}

/** Exchanges worth reading, and how the others ended: error statuses, challenge pages, empty bodies, other bytes than were recorded. */
export function splitReadable(exchanges: readonly Exchange[], now: Date): FetchResult {
  const ended = new Map(exchanges.map((exchange) => [exchange, classifyOne(exchange, now)]));
  return {
    exchanges: exchanges.filter((exchange) => ended.get(exchange) === null),
    ended: [...ended.values()].filter((one) => one !== null),
  };
}

function classifyOne(exchange: Exchange, now: Date): EndedRequest | null {
  const judgement = classifyResponse(exchange);
  if (judgement.readable) return null;
  const { outcome, message } = judgement;
  const notBefore = parseRetryAfter(exchange.headers["retry-after"], now);
  // A 429 that names no time is a no for this run; the next scheduled one is soon enough.
  const retry = judgement.retry && !(exchange.status === 429 && notBefore === null);
  return { url: exchange.url, outcome, message, retry, notBefore };
}

type ExpectedError = Unreachable | RequestSkipped | RefusalError;

function endedByError(asked: string, error: ExpectedError): EndedRequest {
  const at = { url: displayUrl(asked), message: error.message };
  if (error instanceof RequestSkipped) return { ...at, outcome: error.outcome, retry: error.retry, notBefore: error.notBefore };
  const away = error instanceof Unreachable;
  return { ...at, outcome: away ? "unreachable" : outcomeOfCode(error.code), retry: away, notBefore: null };
}

function expectedError(error: unknown): ExpectedError {
  if (error instanceof Unreachable || error instanceof RequestSkipped || error instanceof RefusalError) return error;
  throw error;
}
