import type { Capture, Exchange, ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import type { Source, SourceRequest } from "@talent/sources/define-source";
import { discoverCapped, parseCapped } from "@talent/sources/parse/parse-in-sandbox";
import { parserFingerprint } from "@talent/sources/parse/parser-fingerprint";
import type { Reading } from "./run-source.ts";

/** How the worker has a source's bytes read: never in its own process, where one hostile page would stop everything. */
export type Reader = {
  readonly fingerprint: (source: Source) => string;
  readonly read: (source: Source, capture: Capture) => Promise<Reading>;
  readonly discover: (source: Source, landing: readonly Exchange[]) => Promise<readonly SourceRequest[]>;
};

export const cappedReader: Reader = {
  fingerprint: parserFingerprint,
  read: (_source, capture) => readCapped(capture, parseCapped),
  discover: (source, landing) => discoverCapped(source.id, landing),
};

type Parse = (sourceId: string, capture: Capture) => Promise<ParseResult>;

/**
 * Parses a capture in the capped child. When the child is killed at a limit, each exchange is tried alone, so that one document nobody can
 * digest does not take the others with it.
 */
export async function readCapped(capture: Capture, parse: Parse): Promise<Reading> {
  try {
    return { ...(await parse(capture.source, capture)), cutOff: [] };
  } catch (error) {
    if (!isCutOff(error)) throw error;
    if (capture.exchanges.length === 1) return { snapshots: [], unrecognised: [], cutOff: [{ exchange: 0, message: error.message }] };
    return await oneByOne(capture, parse);
  }
}

async function oneByOne(capture: Capture, parse: Parse): Promise<Reading> {
  const snapshots: ParsedSnapshot[] = [];
  const unrecognised: number[] = [];
  const cutOff: { exchange: number; message: string }[] = [];
  for (const [index, exchange] of capture.exchanges.entries()) {
    const alone = await readCapped({ ...capture, exchanges: [exchange] }, parse);
    snapshots.push(...alone.snapshots.map((snapshot) => ({ ...snapshot, exchange: index })));
    unrecognised.push(...alone.unrecognised.map(() => index));
    cutOff.push(...alone.cutOff.map(({ message }) => ({ exchange: index, message })));
  }
  return { snapshots, unrecognised, cutOff };
}

/** Killed at a limit, as opposed to a fault of ours. */
export function isCutOff(error: unknown): error is Error {
  return error instanceof Error && error.name === "CapExceeded";
}
