import type { ParsedSnapshot, ParseResult } from "@talent/core/capture/capture";
import { refusalOf, StaleCopy } from "@talent/core/capture/errors";
import { candidatesOf, NO_HISTORY } from "@talent/core/quality/known-history";
import { copiedTable, type Table, tableOf } from "@talent/core/quality/stale-copy";

/**
 * The result without the pages that repeat the table of an earlier month of the same capture. A month whose original came in another capture
 * can only be told from a copy by a run, which knows what was stated before.
 */
export function refuseCopies(result: ParseResult): ParseResult {
  if (result.snapshots.filter((snapshot) => snapshot.observations.length > 0).length < 2) return result;
  const read = result.snapshots.map((snapshot) => ({ snapshot, table: tableOf(candidatesOf(snapshot.observations, NO_HISTORY)) }));
  const tables = read.flatMap(({ table }) => table ?? []);
  return { ...result, snapshots: read.map(({ snapshot, table }) => (table === null ? snapshot : refuseCopy(snapshot, table, tables))) };
}

function refuseCopy(snapshot: ParsedSnapshot, table: Table, tables: readonly Table[]): ParsedSnapshot {
  const original = copiedTable(table, tables);
  if (original === null) return snapshot;
  const fault = new StaleCopy(`the page of ${table.period} repeats the table of ${original} cell for cell`);
  return { ...snapshot, observations: [], refusals: [...snapshot.refusals, refusalOf(fault, "snapshot")] };
}
