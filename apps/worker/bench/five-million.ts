import type { Db } from "@talent/db/connect";

const INDICATORS = 9;
const AREAS = 200;
const CLASSES = 83;

/**
 * Fills an empty store with five million versions, 1.2 to a cell: nine indicators of 16,600 series over 28 years, then a second capture that
 * revises every fifth cell. Beside it two tables of only the newest version of each cell, freshly built in key order: `latest` with a primary
 * key, and `latest_covering`, whose key also holds every column we read, as ours does.
 */
export async function fillFiveMillion(db: Db): Promise<void> {
  for (const sql of [...WORDS, FIRST_CAPTURE, SECOND_CAPTURE, ...LATEST]) await db.pool.query(sql);
  for (const table of ["series", "observations", "latest", "latest_covering"]) await db.pool.query(`VACUUM (ANALYZE) ${table}`);
  await db.pool.query("ANALYZE");
}

export const INDICATOR = "visas-4";

/** Keys of single series spread over the store. */
export function someSeries(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    indicator: `visas-${1 + (at % INDICATORS)}`,
    area: `N${1 + ((at * 7) % AREAS)}`,
    dimensions: { visa_class: `C${1 + ((at * 13) % CLASSES)}` },
  }));
}

const WORDS = [
  `INSERT INTO publishers (name, url, country) VALUES ('Bench', 'https://example.org', 'USA')`,
  `INSERT INTO sources (id, publisher_id, title, kind, republish, licence_name, parser_fingerprint, record, registered_at, updated_at)
   SELECT 'visas', id, 'Visas', 'live', 'values', 'none', 'bench', '{}', now(), now() FROM publishers`,
  `INSERT INTO snapshots (sha256, size, encoding, body) VALUES (decode(repeat('ab', 32), 'hex'), 0, 'identity', '')`,
  `INSERT INTO exchanges (source_id, snapshot_id, url, method, status, headers, captured_at, fidelity, licence)
   SELECT 'visas', s.id, 'https://example.org/visas', 'GET', 200, '{}', at, 'verbatim', 'none'
   FROM snapshots s, unnest(ARRAY['2024-01-01Z', '2025-01-01Z']::timestamptz[]) AS at ORDER BY at`,
  `INSERT INTO periods (label, kind, starts, ends)
   SELECT 'FY' || y, 'fiscal_year', make_date(y - 1, 10, 1), make_date(y, 10, 1) FROM generate_series(1997, 2024) AS y`,
  `INSERT INTO locators (hash, kind, head) SELECT md5(y::text)::uuid, 'xlsx', 'FY' || y FROM generate_series(1997, 2024) AS y`,
  `INSERT INTO series (key, source_id, indicator, area, dimensions, unit)
   SELECT format('visas-%s|N%s|visa_class=C%s', i, a, c), 'visas', 'visas-' || i, 'N' || a, jsonb_build_object('visa_class', 'C' || c), 'visas'
   FROM generate_series(1, ${INDICATORS}) AS i, generate_series(1, ${AREAS}) AS a, generate_series(1, ${CLASSES}) AS c ORDER BY 1`,
  `INSERT INTO appends (exchange_id, parser_fingerprint, act, vintage, acted_at, rows_written, newest_period_id)
   SELECT e.id, 'bench', 'capture', captured_at, captured_at, 0, (SELECT max(id) FROM periods) FROM exchanges e ORDER BY captured_at`,
];

const versions = (vintage: string, cause: string, where: string) => `
  INSERT INTO observations (vintage, value, series_id, period_id, append_id, locator_id, row_no, col_no, status, cause, back_dated)
  SELECT a.vintage, (k.id * 31 + d.id * 17) % 100000, k.id, d.id, a.id, d.id, k.id % 5000, 4, 'A', '${cause}', false
  FROM series k CROSS JOIN periods d JOIN appends a ON a.vintage = '${vintage}' WHERE ${where} ORDER BY k.id, d.id`;

const FIRST_CAPTURE = versions("2024-01-01Z", "n", "true");
const SECOND_CAPTURE = versions("2025-01-01Z", "r", "(k.id * 7 + d.id) % 5 = 0");

const LATEST = [
  `CREATE TABLE latest AS SELECT DISTINCT ON (series_id, period_id) * FROM observations ORDER BY series_id, period_id, vintage DESC`,
  `CREATE TABLE latest_covering AS SELECT * FROM latest ORDER BY series_id, period_id`,
  `ALTER TABLE latest ADD PRIMARY KEY (series_id, period_id)`,
  `ALTER TABLE latest_covering ADD PRIMARY KEY (series_id, period_id)
   INCLUDE (vintage, value, append_id, status, cause, bound, published_on, citation_id, low, high, n, raw)`,
];
