import { existsSync } from "node:fs";
import type { Capture, Exchange, ParsedSnapshot } from "@talent/core/capture/capture";
import type { Source, SourceRequest } from "../define-source.ts";
import { type PackedObservations, packObservations } from "./pack-observations.ts";

/** A parse result as it crosses to the parent. */
export type PackedResult = {
  readonly snapshots: readonly (Omit<ParsedSnapshot, "observations"> & { readonly packed: PackedObservations })[];
  readonly unrecognised: readonly number[];
};

/** What the sandboxed child runs: one source, one capture. */
export async function parseInChild(sourceId: string, capture: Capture): Promise<PackedResult> {
  const { snapshots, unrecognised } = await (await loadSource(sourceId)).parse(capture);
  return {
    snapshots: snapshots.map(({ observations, ...snapshot }) => ({ ...snapshot, packed: packObservations(observations) })),
    unrecognised,
  };
}

/** What the sandboxed child runs for the landing pages of a source. */
export async function discoverInChild(sourceId: string, landing: readonly Exchange[]): Promise<readonly SourceRequest[]> {
  return (await loadSource(sourceId)).discover?.(landing) ?? [];
}

/** The one source that is needed, from the folder of its name: to load all of them takes longer than to read most documents. */
async function loadSource(sourceId: string): Promise<Source> {
  const file = new URL(`../${sourceId}/source.ts`, import.meta.url);
  if (!/^[a-z0-9-]+$/.test(sourceId) || !existsSync(file)) throw new RangeError(`no source "${sourceId}"`);
  const { source } = (await import(file.href)) as { readonly source: Source };
  return source;
}
