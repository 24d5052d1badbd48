import { parsePeriod } from "@talent/core/time/period";
import type { CauseCode } from "../../encoding/codes.ts";
import { NeedsReparse, SameVintage } from "../../errors.ts";
import { type AppendContext, internedKey } from "./append-context.ts";
import type { BatchRow } from "./batch.ts";
import type { InternedIds } from "./intern.ts";
import { copyVersions } from "./stage.ts";

const SAMPLE = 4;

/**
 * The first snapshot of its indicators: nothing to compare with, so every row is a version and goes straight in, in key order. Twice as fast as
 * a merge, and the first load is the big one.
 */
export async function writeFirstVersions(append: AppendContext): Promise<WrittenGroup[]> {
  const { batch, ids } = append;
  await copyVersions(append, inKeyOrder(batch.rows, ids));
  return countVersions(batch.rows, ids);
}

/** Neighbours in a series become neighbours on disk. */
function inKeyOrder(rows: readonly BatchRow[], { series, periods }: InternedIds): BatchRow[] {
  const byPeriod = inIdOrder(rows, periods, (row) => row.period);
  return inIdOrder(byPeriod, series, (row) => row.series);
}

/** A stable sort by id in one pass: a bucket for each place in the list of ids. */
function inIdOrder(rows: readonly BatchRow[], ids: readonly number[], placeOf: (row: BatchRow) => number): BatchRow[] {
  const buckets = ids.map((id): { id: number; rows: BatchRow[] } => ({ id, rows: [] }));
  for (const row of rows) buckets[placeOf(row)]?.rows.push(row);
  return buckets.sort((a, b) => a.id - b.id).flatMap((bucket) => bucket.rows);
}

type OpenGroup = WrittenGroup & { readonly starts: string; rows: number; readonly seriesIds: number[]; readonly vintages: Date[] };

function countVersions(rows: readonly BatchRow[], ids: InternedIds): WrittenGroup[] {
  const groups = new Map<string, OpenGroup[]>();
  for (const row of rows) {
    const { indicator } = row.observation;
    const ofIndicator = groups.get(indicator) ?? [];
    if (ofIndicator.length === 0) groups.set(indicator, ofIndicator);
    ofIndicator[row.period] ??= newGroup(row, ids);
    const group = ofIndicator[row.period];
    if (group === undefined) continue;
    group.rows += 1;
    if (group.rows > SAMPLE) continue;
    group.seriesIds.push(internedKey(row, ids).seriesId);
    group.vintages.push(row.vintage);
  }
  const written = [...groups.values()].flatMap((list) => list.filter((group) => group !== undefined));
  return written.sort(
    (a, b) => compareText(a.indicator, b.indicator) || compareText(a.starts, b.starts) || compareText(a.period, b.period),
  );
}

function newGroup(row: BatchRow, ids: InternedIds): OpenGroup {
  const { indicator, period } = row.observation;
  const { start: starts, end: ends } = parsePeriod(period);
  return { indicator, cause: "n", period, starts, ends, periodId: internedKey(row, ids).periodId, rows: 0, seriesIds: [], vintages: [] };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many rows of one indicator, cause and period were written. */
export type WrittenGroup = {
  readonly indicator: string;
  readonly cause: CauseCode;
  readonly period: string;
  readonly periodId: number;
  readonly ends: string;
  readonly rows: number;
  /** The first few of them: series, and their vintages. */
  readonly seriesIds: readonly number[];
  readonly vintages: readonly Date[];
};

const VALUE_DIFFERS = `(s.value, s.status, s.bound, s.low, s.high, s.n) IS DISTINCT FROM (p.value, p.status, p.bound, p.low, p.high, p.n)`;

/** Refuses two values of one key at one vintage: neither is later than the other. */
export async function refuseSameVintage({ connection, input, again }: AppendContext): Promise<void> {
  const { rows } = await connection.query<{ key: string; label: string; own: boolean; stored: number | null; stated: number | null }>(
    `SELECT k.key, d.label, a.exchange_id = $1 AS own, p.value AS stored, s.value AS stated
     FROM stage s JOIN prior p USING (series_id, period_id)
     JOIN appends a ON a.id = p.append_id JOIN series k ON k.id = s.series_id JOIN periods d ON d.id = s.period_id
     WHERE p.vintage = s.vintage AND ${VALUE_DIFFERS} AND NOT ($2 AND a.exchange_id = $1)
     ORDER BY own, k.key, d.label LIMIT 1`,
    [input.exchangeId, again],
  );
  const found = rows[0];
  if (found === undefined) return;
  const what = `${found.key} for ${found.label}: ${found.stored} is stored, ${found.stated} is stated`;
  if (found.own) throw new NeedsReparse(`${what} by the same exchange; append it as a reparse`);
  throw new SameVintage(`${what} by another exchange of the same instant; give the later one a later capture time`);
}

const COLUMNS = `vintage, value, series_id, period_id, append_id, locator_id, row_no, col_no, status, cause, bound, back_dated, published_on,
  citation_id, low, high, n, raw`;

const COUNT_WRITTEN = `
  SELECT g.indicator, g.cause, d.label AS period, d.ends, g.period_id AS "periodId", g.rows, g.series AS "seriesIds", g.vintages
  FROM (
    SELECT k.indicator, w.cause, w.period_id, count(*)::integer AS rows, (array_agg(w.series_id))[1:4] AS series,
      (array_agg(w.vintage))[1:4] AS vintages
    FROM written w JOIN series k ON k.id = w.series_id GROUP BY k.indicator, w.cause, w.period_id
  ) g JOIN periods d ON d.id = g.period_id ORDER BY g.indicator, g.cause, d.starts, d.label`;

/** Writes the versions that differ from what was known, and the withdrawals, in key order: neighbours in a series are neighbours on disk. */
export async function mergeStage({ connection, input, act, appendId }: AppendContext): Promise<WrittenGroup[]> {
  const code = act === "capture" ? null : ACT_CODE[act];
  const values = act === "capture" ? CAPTURED_VERSIONS : ACT_VERSIONS;
  const { rows } = await connection.query<WrittenGroup>(
    `WITH written AS (
       INSERT INTO observations (${COLUMNS}) ${values} ORDER BY s.series_id, s.period_id RETURNING series_id, period_id, vintage, cause
     ) ${COUNT_WRITTEN}`,
    act === "capture" ? [appendId] : [appendId, input.now, code],
  );
  return rows;
}

const ACT_CODE = { reparse: "p", correction: "c", accepted: null } as const;

// The publisher's own changes. A value of "no value" where there was one is a withdrawal; status B or D where it was not is a definition change.
const PUBLISHER_CAUSE = `
  CASE WHEN p.series_id IS NULL THEN 'n' WHEN s.value IS NULL AND p.value IS NOT NULL THEN 'w'
    WHEN s.status IN ('B', 'D') AND s.status <> p.status THEN 'd' ELSE 'r' END`;

const CAPTURED_VERSIONS = `
  SELECT s.vintage, s.value, s.series_id, s.period_id, $1::integer, s.locator_id, s.row_no, s.col_no, s.status, coalesce(s.cause, ${PUBLISHER_CAUSE}),
    s.bound, s.back_dated, s.published_on, s.citation_id, s.low, s.high, s.n, s.raw
  FROM stage s LEFT JOIN prior p USING (series_id, period_id)
  WHERE p.series_id IS NULL OR (p.vintage < s.vintage AND ${VALUE_DIFFERS})`;

// An act follows what it corrects, even when its clock does not.
const ACT_VERSIONS = `
  SELECT greatest($2::timestamptz, p.vintage + interval '1 millisecond'), s.value, s.series_id, s.period_id, $1::integer, s.locator_id,
    s.row_no, s.col_no, s.status, coalesce($3::text, ${PUBLISHER_CAUSE}), s.bound, s.back_dated, s.published_on, s.citation_id, s.low, s.high, s.n, s.raw
  FROM stage s LEFT JOIN prior p USING (series_id, period_id)
  WHERE p.series_id IS NULL OR (p.superseded IS NOT TRUE AND ${VALUE_DIFFERS})`;
