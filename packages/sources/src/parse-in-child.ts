import type { Capture, Exchange, ParsedSnapshot } from "@talent/core/capture";
import type { Source, SourceRequest } from "./define-source.ts";
import { type PackedObservations, packObservations } from "./pack-observations.ts";
import { sourceById } from "./registry.ts";

/** A parse result as it crosses to the parent. */
export type PackedResult = {
  readonly snapshots: readonly (Omit<ParsedSnapshot, "observations"> & { readonly packed: PackedObservations })[];
  readonly unrecognised: readonly number[];
};

/** What the capped child runs: one source, one capture. */
export async function parseInChild(sourceId: string, capture: Capture): Promise<PackedResult> {
  const { snapshots, unrecognised } = await needed(sourceId).parse(capture);
  return {
    snapshots: snapshots.map(({ observations, ...snapshot }) => ({ ...snapshot, packed: packObservations(observations) })),
    unrecognised,
  };
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
