import type { Cadence } from "@talent/core/capture/expectation";
import type { Looks, Spoken } from "@talent/core/capture/freshness";
import type { Outcome } from "@talent/core/capture/outcome";
import type { Db } from "../../connect.ts";

/** What both freshnesses of a source are judged by, at one instant. */
export type FreshnessInputs = Looks & {
  readonly source: string;
  readonly cadence: Cadence | null;
  /** By indicator: the newest period with a value that is no forecast; null while there is none. `end` is exclusive. */
  readonly indicators: readonly { readonly indicator: string; readonly newest: (Spoken & { readonly end: string }) | null }[];
};

type Row = {
  source: string;
  cadence: Cadence | null;
  looked: Date | null;
  tried: Date | null;
  failed: number;
  indicators: FreshnessInputs["indicators"];
};

/** How a look ends that succeeded, whatever it found. */
export const HEALTHY: readonly Outcome[] = ["not_modified", "same_bytes", "same_values", "new_values", "withdrawn", "nothing_published"];
const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/**
 * The freshness inputs of every registered source, or of one, as of an instant. One query: the feed tells within which periods an indicator has
 * ever spoken, and from the newest of these down one probe of the key's index for each series finds the first value.
 */
export async function freshnessInputs(db: Db, query: { asOf: Date; source?: string }): Promise<FreshnessInputs[]> {
  const { rows } = await db.pool.query<Row>(
    `WITH told AS MATERIALIZED (
       SELECT c.indicator, p.kind, min(p.starts) AS first, max(p.starts) AS last
       FROM changes c JOIN periods p ON p.label IN (c.detail->'periods'->>'first', c.detail->'periods'->>'last')
       WHERE c.indicator IS NOT NULL AND c.vintage <= $1 GROUP BY c.indicator, p.kind
     ), newest AS (
       SELECT i.source, i.indicator, found.spoken
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
       (SELECT jsonb_agg(jsonb_build_object('indicator', n.indicator, 'newest', n.spoken) ORDER BY n.indicator) FROM newest n WHERE n.source = s.id) AS indicators
     FROM sources s
     LEFT JOIN LATERAL (
       SELECT ok.at AS looked, max(o.finished_at) AS tried,
         (count(*) FILTER (WHERE o.outcome <> ALL ($3) AND (ok.at IS NULL OR o.finished_at > ok.at)))::integer AS failed
       FROM (
         SELECT max(o.finished_at) AS at FROM runs r JOIN run_outcomes o ON o.run_id = r.id
         WHERE r.source = s.id AND o.finished_at <= $1 AND o.outcome = ANY ($3)
       ) ok
       LEFT JOIN runs r ON r.source = s.id LEFT JOIN run_outcomes o ON o.run_id = r.id AND o.finished_at <= $1
       GROUP BY ok.at
     ) looks ON true
     WHERE s.retired_at IS NULL AND ($2::text IS NULL OR s.id = $2) ORDER BY s.id`,
    [query.asOf, query.source ?? null, HEALTHY],
  );
  return rows.map(({ looked, tried, failed, indicators, ...row }) => ({
    ...row,
    lastLooked: looked?.toISOString() ?? null,
    lastTried: tried?.toISOString() ?? null,
    failedSince: failed,
    indicators: indicators ?? [],
  }));
}
