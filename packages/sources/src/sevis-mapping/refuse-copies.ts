import { createHash } from "node:crypto";
import type { ParsedSnapshot, ParseResult } from "@talent/core/capture";
import { refusalOf, StaleCopy } from "@talent/core/errors";
import type { ParsedObservation } from "@talent/core/observation";

type Stated = Pick<ParsedObservation, "area" | "dimensions" | "value">;

/**
 * What a month's table says, without its month: two months with one digest are one table printed twice. Order does not count, so that
 * stored numbers of a month give the same digest as its page did.
 */
export function tableDigest(numbers: Iterable<Stated>): string {
  const lines = [...numbers].map(({ area, dimensions, value }) => `${area} ${dimensions.level ?? ""} ${value}`).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

/** The result without the pages that repeat the table of an earlier month of the same capture. */
export function refuseCopies(result: ParseResult): ParseResult {
  const tables = result.snapshots.flatMap((snapshot) => {
    const period = snapshot.observations[0]?.period;
    return period === undefined ? [] : [{ snapshot, period, digest: tableDigest(snapshot.observations) }];
  });
  const first = new Map<string, string>();
  for (const { digest, period } of tables) {
    const known = first.get(digest);
    if (known === undefined || period < known) first.set(digest, period);
  }
  const originals = new Map(tables.map(({ snapshot, period, digest }) => [snapshot, { period, original: first.get(digest) ?? period }]));
  return { ...result, snapshots: result.snapshots.map((snapshot) => refuseCopy(snapshot, originals.get(snapshot))) };
}

function refuseCopy(snapshot: ParsedSnapshot, found: { readonly period: string; readonly original: string } | undefined): ParsedSnapshot {
  if (found === undefined || found.period === found.original) return snapshot;
  const fault = new StaleCopy(`the page of ${found.period} repeats the table of ${found.original} cell for cell`);
  return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusalOf(fault, "snapshot")] };
}
