import type { EarlierDocument, HeldValue, KnownHistory, KnownSeries } from "@talent/core/quality/known-history";
import type { Db } from "../../connect.ts";
import { DECIDED_BY_SOURCE } from "../../encoding/codes.ts";

export type HistoryQuery = {
  readonly source: string;
  readonly series: readonly string[];
  /** Values and withheld values known at this instant. */
  readonly asOf: Date;
  /** Documents captured before this instant; default: `asOf`. */
  readonly before?: Date;
};

/**
 * What was known of these series of a source, how many numbers its newest documents had given, and which values wait or were rejected: all that a
 * run holds its documents against. One backwards scan of the key's index for all the numbers; forecasts are not known values.
 */
export async function runHistory(db: Db, { source, series: keys, asOf, before = asOf }: HistoryQuery): Promise<KnownHistory> {
  const [series, documents, withheld] = await Promise.all([
    keys.length === 0 ? new Map<string, KnownSeries>() : knownSeries(db, keys, asOf),
    earlierDocuments(db, source, before),
    withheldValues(db, source, asOf),
  ]);
  return { series, documents, withheld };
}

async function withheldValues(db: Db, source: string, asOf: Date): Promise<HeldValue[]> {
  const { rows } = await db.pool.query<HeldValue>(
    `SELECT k.key AS series, p.label AS period, (q.candidate->>'value')::double precision AS value, q.reason AS check, q.message AS reason, q.previous
     FROM quarantine q JOIN series k ON k.id = q.series_id JOIN periods p ON p.id = q.period_id JOIN exchanges e ON e.id = q.exchange_id
     LEFT JOIN quarantine_decisions d ON d.quarantine_id = q.id
     WHERE k.source_id = $1 AND e.captured_at <= $2 AND (d.quarantine_id IS NULL OR (d.decision = 'rejected' AND d.decided_by <> $3)) ORDER BY q.id`,
    [source, asOf, DECIDED_BY_SOURCE],
  );
  return rows;
}

// Texts are joined to ids at the end: half a million numbers share a few thousand series and a few dozen periods.
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

// A document held whole gave nothing; once a person has accepted numbers of it, it counts as one without a known size.
async function earlierDocuments(db: Db, source: string, before: Date): Promise<EarlierDocument[]> {
  const { rows } = await db.pool.query<EarlierDocument>(
    `SELECT url, numbers FROM (
       SELECT DISTINCT ON (md5(e.url), e.method, e.request_sha256) e.url, e.captured_at, p.observations AS numbers
       FROM exchanges e
       JOIN LATERAL (SELECT max(observations) AS observations FROM parses WHERE exchange_id = e.id) p ON true
       WHERE e.source_id = $1 AND e.captured_at < $2 AND (p.observations > 0 OR EXISTS (
         SELECT FROM quarantine q JOIN quarantine_decisions c ON c.quarantine_id = q.id WHERE q.exchange_id = e.id AND c.decision = 'accepted'))
       ORDER BY md5(e.url), e.method, e.request_sha256, e.captured_at DESC
     ) newest ORDER BY captured_at DESC`,
    [source, before],
  );
  return rows;
}
