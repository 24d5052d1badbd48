import type { ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import { refusalOf, StaleCopy } from "@talent/core/capture/errors";

/**
 * The result without tables that print another month's numbers under their own title: no two months issue alike to every nationality and
 * class, so the later one is an old table with a new heading.
 */
export function refuseCopies({ snapshots, unrecognised }: ParseResult): ParseResult {
  const earliest = new Map<string, string>();
  for (const snapshot of snapshots) {
    const [table, month] = [tableText(snapshot), monthOf(snapshot)];
    const seen = earliest.get(table);
    if (month !== undefined && (seen === undefined || month < seen)) earliest.set(table, month);
  }
  return { snapshots: snapshots.map((snapshot) => withoutCopy(snapshot, earliest)), unrecognised };
}

function withoutCopy(snapshot: ParsedSnapshot, earliest: ReadonlyMap<string, string>): ParsedSnapshot {
  const [first, month] = [earliest.get(tableText(snapshot)), monthOf(snapshot)];
  if (first === undefined || first === month) return snapshot;
  const refusal = refusalOf(new StaleCopy(`every number of ${month} is that of ${first}`, snapshot.observations[0]), "snapshot");
  return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusal] };
}

function monthOf(snapshot: ParsedSnapshot): string | undefined {
  return snapshot.observations[0]?.period;
}

function tableText({ observations }: ParsedSnapshot): string {
  return observations.map(({ area, dimensions, value }) => `${area} ${dimensions.visa_class} ${value}`).join("\n");
}
