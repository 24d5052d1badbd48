import type { Cadence } from "@talent/core/capture/expectation";
import type { FetchHistory, LatestPublication } from "@talent/core/capture/freshness";
import type { Outcome } from "@talent/core/capture/outcome";
import type { SourceTimes } from "@talent/core/claim/claim-times";
import type { Db } from "../../connect.ts";

/** Inputs of both freshnesses of a source, at one instant. */
export type FreshnessInputs = FetchHistory & {
  readonly source: string;
  readonly cadence: Cadence | null;
  /** By indicator: the newest period with a value that is no forecast; null while there is none. `end` is exclusive. */
  readonly indicators: readonly { readonly indicator: string; readonly newest: (LatestPublication & { readonly end: string }) | null }[];
};

type FreshnessRow = {
  source: string;
  cadence: Cadence | null;
  looked: Date | null;
  tried: Date | null;
  failed: number;
  indicators: FreshnessInputs["indicators"];
};

/** The outcomes of a successful fetch, whatever it found. */
export const HEALTHY_OUTCOMES: readonly Outcome[] = [
  "not_modified",
  "same_bytes",
  "same_values",
  "new_values",
  "withdrawn",
  "nothing_published",
];
const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/**
 * The freshness inputs of every registered source, or of one, as of an instant. One query: the feed gives the periods within which an indicator has
 * ever published, and from the newest of these down one probe of the key's index for each series finds the first value.
 */
export async function freshnessInputs(db: Db, query: { asOf: Date; source?: string }): Promise<FreshnessInputs[]> {
  const { rows } = await db.pool.query<FreshnessRow>(
    `WITH told AS MATERIALIZED (
       SELECT c.indicator, p.kind, min(p.starts) AS first, max(p.starts) AS last
       FROM changes c JOIN periods p ON p.label IN (c.detail->'periods'->>'first', c.detail->'periods'->>'last')
       WHERE c.indicator IS NOT NULL AND c.vintage <= $1 GROUP BY c.indicator, p.kind
     ), newest AS (
       SELECT i.source_id, i.indicator, found.spoken
       FROM source_indicators i
       LEFT JOIN LATERAL (
         SELECT jsonb_build_object('period', d.label, 'end', d.ends, 'publishedOn', v.published_on,
           'vintage', to_char(v.vintage AT TIME ZONE 'UTC', ${UTC})) AS spoken
         FROM told t JOIN periods d ON d.kind = t.kind AND d.starts BETWEEN t.first AND t.last
         JOIN LATERAL (
           SELECT o.published_on, o.vintage FROM series k
           JOIN LATERAL (
             SELECT o.value, o.status, o.published_on, o.vintage FROM observations o
             WHERE o.series_id = k.id AND o.period_id = d.id AND o.vintage <= $1 ORDER BY o.vintage DESC LIMIT 1
           ) o ON o.value IS NOT NULL AND o.status <> 'F'
           WHERE k.indicator = i.indicator ORDER BY k.area, k.id LIMIT 1
         ) v ON true
         WHERE t.indicator = i.indicator ORDER BY d.ends DESC, d.starts DESC LIMIT 1
       ) found ON true
     )
     SELECT s.id AS source, s.record->'cadence' AS cadence, looks.looked, looks.tried, looks.failed,
       (SELECT jsonb_agg(jsonb_build_object('indicator', n.indicator, 'newest', n.spoken) ORDER BY n.indicator) FROM newest n
        WHERE n.source_id = s.id) AS indicators
     FROM sources s
     LEFT JOIN LATERAL (
       SELECT ok.at AS looked, max(o.finished_at) AS tried,
         (count(*) FILTER (WHERE o.outcome <> ALL ($3) AND (ok.at IS NULL OR o.finished_at > ok.at)))::integer AS failed
       FROM (
         SELECT max(o.finished_at) AS at FROM runs r JOIN run_outcomes o ON o.run_id = r.id
         WHERE r.source_id = s.id AND o.finished_at <= $1 AND o.outcome = ANY ($3)
       ) ok
       LEFT JOIN runs r ON r.source_id = s.id LEFT JOIN run_outcomes o ON o.run_id = r.id AND o.finished_at <= $1
       GROUP BY ok.at
     ) looks ON true
     WHERE s.retired_at IS NULL AND ($2::text IS NULL OR s.id = $2) ORDER BY s.id`,
    [query.asOf, query.source ?? null, HEALTHY_OUTCOMES],
  );
  return rows.map(({ looked, tried, failed, indicators, ...row }) => ({
    ...row,
    lastLooked: looked?.toISOString() ?? null,
    lastTried: tried?.toISOString() ?? null,
    failedSince: failed,
    indicators: indicators ?? [],
  }));
}

type SourceTimesRow = { source: string; produces: string[]; looked: Date | null; read: Date | null; changed: Date | null };

/**
 * When every registered source was fetched, read and changed, as of an instant: nothing after it shows. A document counts as read when it gave
 * numbers and its own capture, not only our reading of it, lies within.
 */
export async function sourceTimes(db: Db, asOf: Date): Promise<SourceTimes[]> {
  const { rows } = await db.pool.query<SourceTimesRow>(
    `SELECT s.id AS source, ARRAY(SELECT i.indicator FROM source_indicators i WHERE i.source_id = s.id ORDER BY 1) AS produces,
       (SELECT max(o.finished_at) FROM runs r JOIN run_outcomes o ON o.run_id = r.id
        WHERE r.source_id = s.id AND o.finished_at <= $1 AND o.outcome = ANY ($2)) AS looked,
       (SELECT max(e.captured_at) FROM exchanges e JOIN parses p ON p.exchange_id = e.id
        WHERE e.source_id = s.id AND e.captured_at <= $1 AND p.observations > 0) AS read,
       (SELECT max(a.vintage) FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE e.source_id = s.id AND a.vintage <= $1) AS changed
     FROM sources s WHERE s.retired_at IS NULL ORDER BY s.id`,
    [asOf, HEALTHY_OUTCOMES],
  );
  return rows.map(({ looked, read, changed, ...row }) => ({
    ...row,
    lastLooked: looked?.toISOString() ?? null,
    lastRead: read?.toISOString() ?? null,
    lastChanged: changed?.toISOString() ?? null,
  }));
}
