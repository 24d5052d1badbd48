import { parsePeriod } from "@talent/core/time/period";
import type { Connection } from "../../connect.ts";
import type { Batch, BatchRow } from "./batch.ts";
import type { Interned } from "./intern.ts";
import { copyVersions, idsOf } from "./stage.ts";
import type { Written } from "./write-versions.ts";

const SAMPLE = 4;

/**
 * The first snapshot of its indicators: nothing to compare with, so every row is a version and goes straight in, in key order. Twice as fast as
 * a merge, and the first load is the big one.
 */
export async function writeNew(connection: Connection, batch: Batch, ids: Interned, appendId: number): Promise<Written[]> {
  await copyVersions(connection, inKeyOrder(batch.rows, ids), ids, appendId);
  return counted(batch.rows, ids);
}

/** Neighbours in a series become neighbours on disk. */
function inKeyOrder(rows: readonly BatchRow[], { series, periods }: Interned): BatchRow[] {
  const byPeriod = inIdOrder(rows, periods, (row) => row.period);
  return inIdOrder(byPeriod, series, (row) => row.series);
}

/** A stable sort by id in one pass: a bucket for each place in the list of ids. */
function inIdOrder(rows: readonly BatchRow[], ids: readonly number[], placeOf: (row: BatchRow) => number): BatchRow[] {
  const buckets = ids.map((id): { id: number; rows: BatchRow[] } => ({ id, rows: [] }));
  for (const row of rows) buckets[placeOf(row)]?.rows.push(row);
  return buckets.sort((a, b) => a.id - b.id).flatMap((bucket) => bucket.rows);
}

type Group = Written & { readonly starts: string; rows: number; readonly seriesIds: number[]; readonly vintages: Date[] };

function counted(rows: readonly BatchRow[], ids: Interned): Written[] {
  const groups = new Map<string, Group[]>();
  for (const row of rows) {
    const { indicator } = row.observation;
    const ofIndicator = groups.get(indicator) ?? [];
    if (ofIndicator.length === 0) groups.set(indicator, ofIndicator);
    ofIndicator[row.period] ??= groupOf(row, ids);
    const group = ofIndicator[row.period];
    if (group === undefined) continue;
    group.rows += 1;
    if (group.rows > SAMPLE) continue;
    group.seriesIds.push(idsOf(row, ids).seriesId);
    group.vintages.push(row.vintage);
  }
  const written = [...groups.values()].flatMap((list) => list.filter((group) => group !== undefined));
  return written.sort((a, b) => compare(a.indicator, b.indicator) || compare(a.starts, b.starts) || compare(a.period, b.period));
}

function groupOf(row: BatchRow, ids: Interned): Group {
  const { indicator, period } = row.observation;
  const { start: starts, end: ends } = parsePeriod(period);
  return { indicator, cause: "n", period, starts, ends, periodId: idsOf(row, ids).periodId, rows: 0, seriesIds: [], vintages: [] };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
