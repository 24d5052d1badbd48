import type { Capture, Exchange, ParseResult } from "@talent/core/capture";
import { runCapped } from "@talent/readers/capped";
import type { SourceRequest } from "./define-source.ts";

const CHILD = new URL("./parse-in-child.ts", import.meta.url).href;

/** Longest time and most memory the largest honest capture needs, several times over. */
const PARSE_LIMITS = { deadlineMs: 30_000, memoryMb: 2048 };
const DISCOVER_LIMITS = { deadlineMs: 10_000, memoryMb: 512 };

/**
 * Reads a capture with a source in a child process that is killed past its limits, so that hostile bytes cost one child and not the
 * worker. Refusals are in the result; an unknown source, or a child past its limits, throws.
 */
export function parseCapped(sourceId: string, capture: Capture): Promise<ParseResult> {
  return runCapped<ParseResult>(CHILD, "parseInChild", [sourceId, capture], PARSE_LIMITS);
}

/** The further requests a source finds in its first answers, read in a capped child like everything else. */
export function discoverCapped(sourceId: string, landing: readonly Exchange[]): Promise<readonly SourceRequest[]> {
  return runCapped<readonly SourceRequest[]>(CHILD, "discoverInChild", [sourceId, landing], DISCOVER_LIMITS);
}
