import type { Capture, Exchange, ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import type { SourceRecord } from "@talent/db/read/ingest/sources";
import type { Source, SourceRequest } from "@talent/sources/define-source";
import { discoverInSandbox, parseInSandbox } from "@talent/sources/parse/parse-in-sandbox";
import { parserFingerprint } from "@talent/sources/parse/parser-fingerprint";
import type { ParseOutcome } from "./run-effects.ts";

/** How the worker has a source's bytes read: never in its own process, where one hostile page would stop everything. */
export type SandboxedParser = {
  readonly fingerprint: (source: Source) => string;
  readonly parse: (source: Source, capture: Capture) => Promise<ParseOutcome>;
  readonly discover: (source: Source, landing: readonly Exchange[]) => Promise<readonly SourceRequest[]>;
};

export const sandboxedParser: SandboxedParser = {
  fingerprint: parserFingerprint,
  parse: (_source, capture) => parseOrIsolate(capture, parseInSandbox),
  discover: (source, landing) => discoverInSandbox(source.id, landing),
};

type Parse = (sourceId: string, capture: Capture) => Promise<ParseResult>;

/**
 * Parses a capture in the sandbox. When the sandbox child is killed at a limit, each exchange is tried alone, so that one indigestible document
 * does not lose the others.
 */
export async function parseOrIsolate(capture: Capture, parse: Parse): Promise<ParseOutcome> {
  try {
    return { ...(await parse(capture.source, capture)), cutOff: [] };
  } catch (error) {
    if (!isSandboxLimit(error)) throw error;
    if (capture.exchanges.length === 1) return { snapshots: [], unrecognised: [], cutOff: [{ exchange: 0, message: error.message }] };
    return await parseOneByOne(capture, parse);
  }
}

async function parseOneByOne(capture: Capture, parse: Parse): Promise<ParseOutcome> {
  const snapshots: ParsedSnapshot[] = [];
  const unrecognised: number[] = [];
  const cutOff: { exchange: number; message: string }[] = [];
  for (const [index, exchange] of capture.exchanges.entries()) {
    const alone = await parseOrIsolate({ ...capture, exchanges: [exchange] }, parse);
    snapshots.push(...alone.snapshots.map((snapshot) => ({ ...snapshot, exchange: index })));
    unrecognised.push(...alone.unrecognised.map(() => index));
    cutOff.push(...alone.cutOff.map(({ message }) => ({ exchange: index, message })));
  }
  return { snapshots, unrecognised, cutOff };
}

/** Killed at a limit, as opposed to a fault of ours. */
export function isSandboxLimit(error: unknown): error is Error {
  return error instanceof Error && error.name === "SandboxLimitExceeded";
}

/** A source's facts without its functions. */
export function sourceRecord(source: Source, parser: SandboxedParser): SourceRecord {
  const { id, title, short, kind, publisher, licence, requests, schedule, cadence, produces, expect, states, depositHint, provenance } =
    source;
  const facts = { id, title, kind, publisher, licence, requests, schedule, cadence, produces, expect, states };
  const optional = {
    ...(depositHint === undefined ? {} : { depositHint }),
    ...(provenance === undefined ? {} : { provenance }),
    ...(short === undefined ? {} : { short }),
  };
  return { ...facts, ...optional, parserFingerprint: parser.fingerprint(source) };
}
