import { createHash } from "node:crypto";
import { UnitChanged } from "@talent/core/capture/errors";
import { parsePeriod } from "@talent/core/time/period";
import type { Connection } from "../../connect.ts";
import { requireStorable } from "../../encoding/storable-text.ts";
import { IndicatorTaken } from "../../errors.ts";
import type { Batch, NewSeries } from "./batch.ts";

/** Ids in the order of the batch's lists. */
export type InternedIds = {
  readonly series: readonly number[];
  readonly periods: readonly number[];
  readonly locators: readonly number[];
  readonly citations: readonly number[];
  /** Series above this id were made just now: nothing can be known of them. 0: nothing is known of any indicator of the batch. */
  readonly newestKnownSeries: number;
};

type SeriesRow = { id: number; key: string; source_id: string; unit: string };

/** Gives every text of the batch its id, writing the new ones. Throws UnitChanged or IndicatorTaken when a series is not what it was. */
export async function internBatch(connection: Connection, source: string, batch: Batch): Promise<InternedIds> {
  const indicators = [...new Set(batch.series.map(({ first }) => first.indicator))];
  const newest = await connection.query<{ id: number | null }>(`SELECT max(id) AS id FROM series WHERE indicator = ANY ($1)`, [indicators]);
  return {
    series: await internSeries(connection, source, batch.series),
    periods: await internPeriods(connection, batch.periods),
    locators: await internHashed(connection, "locators", ["kind", "head"], batch.locators),
    citations: await internHashed(connection, "citations", ["publisher", "title", "url", "quality", "note"], batch.citations),
    newestKnownSeries: newest.rows[0]?.id ?? 0,
  };
}

async function internSeries(connection: Connection, source: string, list: readonly NewSeries[]): Promise<number[]> {
  if (list.length === 0) return [];
  const known = new Map((await seriesRows(connection, list)).map((row) => [row.key, row]));
  const missing = list.filter(({ key }) => !known.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1));
  if (missing.length > 0) {
    const made = await connection.query<SeriesRow>(
      `INSERT INTO series (key, source_id, indicator, area, dimensions, unit)
       SELECT key, $1, indicator, area, dimensions, unit
       FROM unnest($2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[]) AS new (key, indicator, area, dimensions, unit)
       ON CONFLICT (key) DO NOTHING RETURNING id, key, source_id, unit`,
      [source, ...seriesColumns(missing)],
    );
    for (const row of made.rows) known.set(row.key, row);
    // Made by another transaction between the read and the write.
    if (made.rows.length < missing.length) for (const row of await seriesRows(connection, missing)) known.set(row.key, row);
  }
  return list.map((series) => checkedSeriesId(series, known.get(series.key), source));
}

async function seriesRows(connection: Connection, list: readonly NewSeries[]): Promise<SeriesRow[]> {
  const keys = list.map((series) => series.key);
  const { rows } = await connection.query<SeriesRow>(`SELECT id, key, source_id, unit FROM series WHERE key = ANY ($1)`, [keys]);
  return rows;
}

function seriesColumns(list: readonly NewSeries[]): unknown[] {
  return [
    list.map((series) => series.key),
    list.map((series) => series.first.indicator),
    list.map((series) => series.first.area),
    list.map((series) => JSON.stringify(series.first.dimensions)),
    list.map((series) => requireStorable(series.first.unit, "a unit")),
  ];
}

function checkedSeriesId({ key, first }: NewSeries, row: SeriesRow | undefined, source: string): number {
  if (row === undefined) throw new Error(`series ${key} was not interned`);
  if (row.source_id !== source) throw new IndicatorTaken(`${key} belongs to ${row.source_id}; ${source} cannot state it too`);
  if (row.unit !== first.unit) throw new UnitChanged(`${key} has always been in "${row.unit}", now it is in "${first.unit}"`, first);
  return row.id;
}

async function internPeriods(connection: Connection, labels: readonly string[]): Promise<number[]> {
  const periods = [...labels].sort().map(parsePeriod);
  const columns = [periods.map((p) => p.id), periods.map((p) => p.kind), periods.map((p) => p.start), periods.map((p) => p.end)];
  await connection.query(
    `INSERT INTO periods (label, kind, starts, ends)
     SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::date[]) AS new (label, kind, starts, ends)
     WHERE NOT EXISTS (SELECT FROM periods p WHERE p.label = new.label)
     ON CONFLICT (label) DO NOTHING`,
    columns,
  );
  const { rows } = await connection.query<{ id: number; label: string }>(`SELECT id, label FROM periods WHERE label = ANY ($1)`, [labels]);
  const ids = new Map(rows.map((row) => [row.label, row.id]));
  return labels.map((label) => ids.get(label) ?? 0);
}

/** Long texts are found by a hash, which keeps their index small. */
async function internHashed<Column extends string>(
  connection: Connection,
  table: string,
  columns: readonly Column[],
  list: readonly Readonly<Record<Column, string>>[],
): Promise<number[]> {
  if (list.length === 0) return [];
  const hashes = list.map((item) => uuidOf(columns.map((column) => item[column])));
  const order = [...hashes.keys()].sort((a, b) => ((hashes[a] ?? "") < (hashes[b] ?? "") ? -1 : 1));
  const values = columns.map((column) =>
    order.map((at) => requireStorable(list[at]?.[column] ?? "", `the ${column} of a number`, 1_000_000)),
  );
  const names = columns.join(", ");
  await connection.query(
    `INSERT INTO ${table} (hash, ${names})
     SELECT * FROM unnest($1::uuid[], ${columns.map((_, at) => `$${at + 2}::text[]`).join(", ")}) AS new (hash, ${names})
     WHERE NOT EXISTS (SELECT FROM ${table} t WHERE t.hash = new.hash)
     ON CONFLICT (hash) DO NOTHING`,
    [order.map((at) => hashes[at]), ...values],
  );
  const { rows } = await connection.query<{ id: number; hash: string }>(`SELECT id, hash FROM ${table} WHERE hash = ANY ($1)`, [hashes]);
  const ids = new Map(rows.map((row) => [row.hash, row.id]));
  return hashes.map((hash) => ids.get(hash) ?? 0);
}

/** 128 bits of the SHA-256 of the parts, as a uuid. */
function uuidOf(parts: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
