import type { EarlierDocument, History, KnownSeries } from "@talent/core/known-history";
import type { Db } from "../connect.ts";

/**
 * What was known at `asOf` of these series of a source, and how many numbers its newest documents had given before: all that a run holds its
 * documents against. One backwards scan of the key's index for the numbers, whatever their count; forecasts are not known values.
 */
export async function runHistory(db: Db, query: { source: string; series: readonly string[]; asOf: Date }): Promise<History> {
  const [series, documents] = await Promise.all([
    query.series.length === 0 ? new Map<string, KnownSeries>() : knownSeries(db, query.series, query.asOf),
    earlierDocuments(db, query.source, query.asOf),
  ]);
  return { series, documents };
}

// Words are put to ids at the end: half a million numbers share a few thousand series and a few dozen periods.
async function knownSeries(db: Db, keys: readonly string[], asOf: Date): Promise<Map<string, KnownSeries>> {
  const { rows } = await db.pool.query<{ key: string; known: Record<string, number | null> }>(
    `SELECT k.key, g.known FROM (
       SELECT n.series_id, json_object_agg(n.period_id, n.value) AS known
       FROM (
         SELECT DISTINCT ON (v.series_id, v.period_id) v.series_id, v.period_id, v.value, v.status FROM observations v
         WHERE v.series_id = ANY (ARRAY(SELECT s.id FROM series s WHERE s.key = ANY ($1))) AND v.vintage <= $2
         ORDER BY v.series_id DESC, v.period_id DESC, v.vintage DESC
       ) n WHERE n.status <> 'F' GROUP BY n.series_id
     ) g JOIN series k ON k.id = g.series_id`,
    [keys, asOf],
  );
  if (rows.length === 0) return new Map();
  const periods = await db.pool.query<{ id: number; label: string }>(`SELECT id, label FROM periods`);
  const labels = new Map(periods.rows.map(({ id, label }) => [String(id), label]));
  const labelled = (known: Record<string, number | null>): KnownSeries =>
    new Map(Object.entries(known).map(([id, value]) => [labels.get(id) ?? "", value]));
  return new Map(rows.map(({ key, known }) => [key, labelled(known)]));
}

// A document held whole gave nothing; once a person has accepted numbers of it, it stands as one whose size says nothing.
async function earlierDocuments(db: Db, source: string, before: Date): Promise<EarlierDocument[]> {
  const { rows } = await db.pool.query<EarlierDocument>(
    `SELECT url, numbers FROM (
       SELECT DISTINCT ON (md5(e.url), e.method, e.request_sha256) e.url, e.captured_at, p.observations AS numbers
       FROM exchanges e
       JOIN LATERAL (SELECT max(observations) AS observations FROM parses WHERE exchange_id = e.id) p ON true
       WHERE e.source = $1 AND e.captured_at < $2 AND (p.observations > 0 OR EXISTS (
         SELECT FROM quarantine q JOIN quarantine_decisions c ON c.quarantine_id = q.id WHERE q.exchange_id = e.id AND c.decision = 'accepted'))
       ORDER BY md5(e.url), e.method, e.request_sha256, e.captured_at DESC
     ) newest ORDER BY captured_at DESC`,
    [source, before],
  );
  return rows;
}
