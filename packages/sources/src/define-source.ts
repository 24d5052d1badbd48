import { hash } from "node:crypto";
import type { IndicatorId } from "@talent/catalog/indicators/all";
import type { Capture, Exchange, ParsedSnapshot, ParseResult, Refusal } from "@talent/core/capture/capture";
import { Blocked, BytesDiffer, ExpectationUnmet, LayoutChanged, refusalOf, Unreadable } from "@talent/core/capture/errors";
import type { SourceFacts } from "@talent/core/capture/source";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { isBotWall } from "@talent/readers/html/read-html";
import { checkExpectation } from "./parse/check-expectation.ts";

/**
 * One request a source makes by itself. `maxBytes` caps the decoded body. `{SOURCE_NAME}` in the URL, a header or the body stands for a secret
 * of that name in the environment: it is put in when the request is sent and never stored or shown.
 */
export type SourceRequest = {
  readonly url: string;
  readonly accept: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it stands, with the `content-type` among the headers; for POST. */
  readonly body?: string;
  readonly maxBytes?: number;
};

/** What a publisher requires of programs that read one of its hosts. */
export type HostFacts = { /** Least seconds between two requests; a second when not said. */ readonly pauseSeconds?: number };

/** A publisher's dataset and our way of reading it: facts, and a pure parser. */
export type Source = Omit<SourceFacts, "requests" | "produces"> & {
  readonly requests: readonly SourceRequest[];
  /** Hosts that links may lead to besides those of `requests`, and the pace of any host. */
  readonly hosts?: Readonly<Record<string, HostFacts>>;
  /** Further requests that stand in the first answers; empty when they cannot be read there. */
  readonly discover?: (landing: readonly Exchange[]) => readonly SourceRequest[];
  readonly produces: readonly IndicatorId[];
  recognise(exchange: Exchange): boolean;
  parse(capture: Capture): Promise<ParseResult>;
};

/** The source as declared, with every snapshot it reads held to its own expectation. */
export function defineSource(source: Source): Source {
  return {
    ...source,
    recognise: (exchange) => source.recognise(exchange),
    async parse(capture) {
      const { snapshots, unrecognised } = await source.parse(capture);
      return { snapshots: snapshots.map((snapshot) => checkExpectation(source, snapshot)), unrecognised };
    },
  };
}

/** A page that only leads to others: read, and no number expected of it. */
export const noNumbers: unique symbol = Symbol("a page without numbers");

/** What a parser gives for one exchange. Throwing refuses the whole snapshot. */
export type ExchangeReading =
  | typeof noNumbers
  | readonly ParsedObservation[]
  | { readonly observations: readonly ParsedObservation[]; readonly refusals: readonly Refusal[] };

type Recognise = (exchange: Exchange) => boolean;
type ReadExchange = (exchange: Exchange) => ExchangeReading | Promise<ExchangeReading>;

/**
 * A parser that reads one exchange at a time. Answers that cannot hold data (other bytes than recorded, a challenge page, an error status,
 * an empty body) are refused before `read` sees them; what `read` throws becomes one refusal and the other exchanges are still read.
 */
export function perSnapshot(recognise: Recognise, read: ReadExchange): (capture: Capture) => Promise<ParseResult> {
  return async (capture) => {
    const snapshots: ParsedSnapshot[] = [];
    const unrecognised: number[] = [];
    for (const [index, exchange] of capture.exchanges.entries()) {
      if (recognise(exchange)) snapshots.push({ exchange: index, ...(await readExchange(exchange, read)) });
      else unrecognised.push(index);
    }
    return { snapshots, unrecognised };
  };
}

async function readExchange(exchange: Exchange, read: ReadExchange): Promise<Omit<ParsedSnapshot, "exchange">> {
  try {
    refuseUnusableExchange(exchange);
    return toSnapshot(await read(exchange));
  } catch (error) {
    return { observations: [], refusals: [refusalOf(error, "snapshot")] };
  }
}

function refuseUnusableExchange(exchange: Exchange): void {
  const digest = hash("sha256", exchange.body);
  if (digest !== exchange.sha256) throw new BytesDiffer(`the body's sha256 is ${digest}, recorded was ${exchange.sha256}`);
  if (isBotWall(exchange.status, exchange.headers, exchange.body)) {
    throw new Blocked(`status ${exchange.status} with a challenge page or an empty body in place of the document`);
  }
  if (exchange.status === 404 || exchange.status === 410)
    throw new LayoutChanged(`status ${exchange.status}: the document is gone from there`);
  if (exchange.status < 200 || exchange.status > 299) throw new Unreadable(`status ${exchange.status} carries no document`);
}

function toSnapshot(reading: ExchangeReading): Omit<ParsedSnapshot, "exchange"> {
  if (reading === noNumbers) return { observations: [], refusals: [] };
  const { observations, refusals } = isList(reading) ? { observations: reading, refusals: [] } : reading;
  if (refusals.some((refusal) => refusal.scope === "snapshot")) return { observations: [], refusals };
  if (observations.length === 0 && refusals.length === 0) throw new ExpectationUnmet("the document was read and gave no number");
  return { observations, refusals };
}

function isList(reading: Exclude<ExchangeReading, typeof noNumbers>): reading is readonly ParsedObservation[] {
  return Array.isArray(reading);
}
