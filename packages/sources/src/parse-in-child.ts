import type { Capture, Exchange, ParseResult } from "@talent/core/capture";
import type { Source, SourceRequest } from "./define-source.ts";
import { sourceById } from "./registry.ts";

/** What the capped child runs: one source, one capture. */
export function parseInChild(sourceId: string, capture: Capture): Promise<ParseResult> {
  return needed(sourceId).parse(capture);
}

/** What the capped child runs for the landing pages of a source. */
export async function discoverInChild(sourceId: string, landing: readonly Exchange[]): Promise<readonly SourceRequest[]> {
  return needed(sourceId).discover?.(landing) ?? [];
}

function needed(sourceId: string): Source {
  const source = sourceById(sourceId);
  if (source === undefined) throw new RangeError(`no source "${sourceId}"`);
  return source;
}
