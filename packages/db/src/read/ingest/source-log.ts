import type { Db } from "../../connect.ts";
import type { RunSummary } from "./sources.ts";

/** How our looks at a source had ended by an instant. Instants are ISO. */
export type SourceLog = {
  readonly source: string;
  /** Newest first. */
  readonly outcomes: readonly RunSummary[];
  /** All that had ended, listed or not. */
  readonly looks: number;
  /** Vintage of the newest change we had taken from it. */
  readonly lastChanged: string | null;
};

type Row = { id: string; changed: Date | null; looks: number; outcomes: RunSummary[] | null };

const MOST_OUTCOMES = 200;
const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** The log of every registered source, or of one, as it stood at an instant, with its newest `outcomes`. */
export async function sourceLogs(db: Db, query: { asOf: Date; outcomes: number; source?: string }): Promise<SourceLog[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT s.id, listed.outcomes, coalesce(listed.looks, 0)::integer AS looks, changed.at AS changed
     FROM sources s
     LEFT JOIN LATERAL (
       SELECT max(x.looks) AS looks, jsonb_agg(jsonb_build_object('outcome', x.outcome, 'at', to_char(x.finished_at AT TIME ZONE 'UTC', ${UTC}),
         'trigger', x.trigger, 'detail', x.detail) ORDER BY x.finished_at DESC, x.id DESC) AS outcomes
       FROM (SELECT o.*, r.id, r.trigger, count(*) OVER () AS looks FROM runs r JOIN run_outcomes o ON o.run_id = r.id
             WHERE r.source = s.id AND o.finished_at <= $1 ORDER BY o.finished_at DESC, r.id DESC LIMIT $3) x
     ) listed ON true
     LEFT JOIN LATERAL (
       SELECT max(a.vintage) AS at FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE e.source = s.id AND a.vintage <= $1
     ) changed ON true
     WHERE s.retired_at IS NULL AND ($2::text IS NULL OR s.id = $2) ORDER BY s.id`,
    [query.asOf, query.source ?? null, Math.min(Math.max(1, Math.trunc(query.outcomes)), MOST_OUTCOMES)],
  );
  return rows.map((row) => ({
    source: row.id,
    outcomes: row.outcomes ?? [],
    looks: row.looks,
    lastChanged: row.changed?.toISOString() ?? null,
  }));
}
