import type { Outcome } from "@talent/core/outcome";
import type { Db } from "../connect.ts";
import type { RunSummary } from "./sources.ts";

/** How our looks at a source had gone by an instant, and the newest period it had stated by then. Instants are ISO. */
export type SourceLog = {
  readonly source: string;
  readonly lastAttempt: string | null;
  /** The last look that succeeded, whatever it found. */
  readonly lastSuccess: string | null;
  /** Vintage of the newest change we had taken from it. */
  readonly lastChanged: string | null;
  /** Newest first. */
  readonly outcomes: readonly RunSummary[];
  readonly looks: number;
  /** The latest-ending period it had stated, and its end (exclusive, ISO date). */
  readonly newestPeriod: { readonly id: string; readonly end: string } | null;
};

type Row = {
  id: string;
  attempt: Date | null;
  success: Date | null;
  changed: Date | null;
  looks: number;
  outcomes: RunSummary[] | null;
  newest: SourceLog["newestPeriod"];
};

const HEALTHY: readonly Outcome[] = ["not_modified", "same_bytes", "same_values", "new_values", "withdrawn", "nothing_published"];
const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** The log of every registered source, or of one, as it stood at an instant, with its newest `outcomes`. */
export async function sourceLogs(db: Db, query: { asOf: Date; outcomes: number; source?: string }): Promise<SourceLog[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT s.id, ended.attempt, ended.success, coalesce(ended.looks, 0)::integer AS looks, listed.outcomes, changed.at AS changed, newest.period AS newest
     FROM sources s
     LEFT JOIN LATERAL (
       SELECT max(o.finished_at) AS attempt, max(o.finished_at) FILTER (WHERE o.outcome = ANY ($3)) AS success, count(*) AS looks
       FROM runs r JOIN run_outcomes o ON o.run_id = r.id WHERE r.source = s.id AND o.finished_at <= $1
     ) ended ON true
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('outcome', x.outcome, 'at', to_char(x.finished_at AT TIME ZONE 'UTC', ${UTC}), 'trigger', x.trigger,
         'detail', x.detail) ORDER BY x.finished_at DESC, x.id DESC) AS outcomes
       FROM (SELECT o.*, r.id, r.trigger FROM runs r JOIN run_outcomes o ON o.run_id = r.id
             WHERE r.source = s.id AND o.finished_at <= $1 ORDER BY o.finished_at DESC, r.id DESC LIMIT $4) x
     ) listed ON true
     LEFT JOIN LATERAL (
       SELECT max(a.vintage) AS at FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE e.source = s.id AND a.vintage <= $1
     ) changed ON true
     LEFT JOIN LATERAL (
       SELECT jsonb_build_object('id', d.label, 'end', d.ends) AS period
       FROM appends a JOIN exchanges e ON e.id = a.exchange_id JOIN periods d ON d.id = a.newest_period_id
       WHERE e.source = s.id AND a.vintage <= $1 ORDER BY d.ends DESC, d.label LIMIT 1
     ) newest ON true
     WHERE s.retired_at IS NULL AND ($2::text IS NULL OR s.id = $2) ORDER BY s.id`,
    [query.asOf, query.source ?? null, HEALTHY, Math.min(Math.max(1, Math.trunc(query.outcomes)), 200)],
  );
  return rows.map(logOf);
}

function logOf(row: Row): SourceLog {
  return {
    source: row.id,
    lastAttempt: row.attempt?.toISOString() ?? null,
    lastSuccess: row.success?.toISOString() ?? null,
    lastChanged: row.changed?.toISOString() ?? null,
    outcomes: row.outcomes ?? [],
    looks: row.looks,
    newestPeriod: row.newest,
  };
}
