import type { Capture, Exchange, ParseResult } from "@talent/core/capture/capture";
import { runCapped } from "@talent/readers/sandbox/run-in-sandbox";
import type { SourceRequest } from "../define-source.ts";
import { unpackObservations } from "./pack-observations.ts";
import type { PackedResult } from "./parse-in-child.ts";

const CHILD = new URL("./parse-in-child.ts", import.meta.url).href;

/** Several times what the largest honest capture needs. */
const PARSE_LIMITS = { deadlineMs: 30_000, memoryMb: 2048 };
const DISCOVER_LIMITS = { deadlineMs: 10_000, memoryMb: 512 };

/**
 * Reads a capture with a source in a child process that is killed past its limits, so that hostile bytes cost one child and not the
 * worker. Refusals are in the result. Throws `CapExceeded` past a limit, and RangeError for an unknown source.
 */
export async function parseCapped(sourceId: string, capture: Capture): Promise<ParseResult> {
  const { snapshots, unrecognised } = await runCapped<PackedResult>(CHILD, "parseInChild", [sourceId, capture], PARSE_LIMITS);
  return {
    snapshots: snapshots.map(({ packed, ...snapshot }) => ({ ...snapshot, observations: unpackObservations(packed) })),
    unrecognised,
  };
}

/** The further requests a source finds in its first answers, read in a capped child like everything else. Throws what the source throws. */
export function discoverCapped(sourceId: string, landing: readonly Exchange[]): Promise<readonly SourceRequest[]> {
  return runCapped<readonly SourceRequest[]>(CHILD, "discoverInChild", [sourceId, landing], DISCOVER_LIMITS);
}
