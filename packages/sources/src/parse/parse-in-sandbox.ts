import type { Capture, Exchange, ParseResult } from "@talent/core/capture/capture";
import { runInSandbox } from "@talent/readers/sandbox/run-in-sandbox";
import type { SourceRequest } from "../define-source.ts";
import { unpackObservations } from "./pack-observations.ts";
import type { PackedResult } from "./parse-in-child.ts";

const CHILD_MODULE = new URL("./parse-in-child.ts", import.meta.url).href;

/** Several times what the largest honest capture needs. */
const PARSE_LIMITS = { deadlineMs: 30_000, memoryMb: 2048 };
const DISCOVER_LIMITS = { deadlineMs: 10_000, memoryMb: 512 };

/**
 * Reads a capture with a source in a child process that is killed past its limits, so that hostile bytes cost one child and not the
 * worker. Refusals are in the result. Throws `SandboxLimitExceeded` past a limit, and RangeError for an unknown source.
 */
export async function parseInSandbox(sourceId: string, capture: Capture): Promise<ParseResult> {
  const { snapshots, unrecognised } = await runInSandbox<PackedResult>(CHILD_MODULE, "parseInChild", [sourceId, capture], PARSE_LIMITS);
  return {
    snapshots: snapshots.map(({ packed, ...snapshot }) => ({ ...snapshot, observations: unpackObservations(packed) })),
    unrecognised,
  };
}

/** The further requests a source finds in its first answers, read in a sandboxed child like everything else. Throws what the source throws. */
export function discoverInSandbox(sourceId: string, landing: readonly Exchange[]): Promise<readonly SourceRequest[]> {
  return runInSandbox<readonly SourceRequest[]>(CHILD_MODULE, "discoverInChild", [sourceId, landing], DISCOVER_LIMITS);
}
