import type { Db } from "@talent/db/connect";

const WIDE = `
  CREATE TABLE wide (
    indicator text NOT NULL, area text NOT NULL, dimensions jsonb NOT NULL, period text NOT NULL, vintage timestamptz NOT NULL,
    value double precision, unit text NOT NULL, status text NOT NULL, cause text NOT NULL, source text NOT NULL, url text NOT NULL,
    locator jsonb NOT NULL, raw text NOT NULL, PRIMARY KEY (indicator, area, dimensions, period, vintage))`;

/** Bytes that the same versions occupy, key included, in a table that spells every word out, loaded in the order of the document. */
export async function wideBytes(db: Db): Promise<number> {
  await db.pool.query(WIDE);
  await db.pool.query(
    `INSERT INTO wide
     SELECT k.indicator, k.area, k.dimensions, d.label, o.vintage, o.value, k.unit, o.status, 'new_period', k.source, e.url,
       jsonb_build_object('kind', l.kind, 'sheet', l.head, 'cell', 'AA' || o.row_no), coalesce(o.raw, o.value::text)
     FROM observations o JOIN series k ON k.id = o.series_id JOIN periods d ON d.id = o.period_id JOIN locators l ON l.id = o.locator_id
     JOIN appends a ON a.id = o.append_id JOIN exchanges e ON e.id = a.exchange_id
     ORDER BY o.period_id, o.row_no, o.col_no`,
  );
  const { rows } = await db.pool.query<{ bytes: string }>(`SELECT pg_total_relation_size('wide') AS bytes`);
  return Number(rows[0]?.bytes);
}
