import type { Outcome, Trigger } from "@talent/core/capture/outcome";
import type { SourceFacts } from "@talent/core/capture/source";
import type { Db } from "../../connect.ts";

/** A source's facts as stored. */
export type SourceRecord = SourceFacts & { readonly parserFingerprint: string };

/** How our fetches of a source had ended by an instant. Instants are ISO. */
export type SourceLog = {
  readonly source: string;
  /** Newest first. */
  readonly outcomes: readonly RunSummary[];
  /** All that had ended, listed or not. */
  readonly looks: number;
  /** Vintage of the newest change we had taken from it. */
  readonly lastChanged: string | null;
};

type SourceLogRow = { id: string; changed: Date | null; looks: number; outcomes: RunSummary[] | null };

const MOST_OUTCOMES = 200;
const UTC_INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** The log of every registered source, or of one, as it stood at an instant, with its newest `outcomes`. */
export async function sourceLogs(db: Db, query: { asOf: Date; outcomes: number; source?: string }): Promise<SourceLog[]> {
  const { rows } = await db.pool.query<SourceLogRow>(
    `SELECT s.id, listed.outcomes, coalesce(listed.looks, 0)::integer AS looks, changed.at AS changed
     FROM sources s
     LEFT JOIN LATERAL (
       SELECT max(x.looks) AS looks, jsonb_agg(jsonb_build_object('outcome', x.outcome, 'at', to_char(x.finished_at AT TIME ZONE 'UTC', ${UTC_INSTANT}),
         'trigger', x.trigger, 'detail', x.detail) ORDER BY x.finished_at DESC, x.id DESC) AS outcomes
       FROM (SELECT o.*, r.id, r.trigger, count(*) OVER () AS looks FROM runs r JOIN run_outcomes o ON o.run_id = r.id
             WHERE r.source_id = s.id AND o.finished_at <= $1 ORDER BY o.finished_at DESC, r.id DESC LIMIT $3) x
     ) listed ON true
     LEFT JOIN LATERAL (
       SELECT max(a.vintage) AS at FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE e.source_id = s.id AND a.vintage <= $1
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

export type RunSummary = { readonly outcome: Outcome; readonly at: string; readonly trigger: Trigger; readonly detail: unknown };

/** A source with both freshnesses: ours (when we last fetched) and what is needed to compute theirs (the newest period they have published). */
export type SourceState = {
  readonly id: string;
  readonly record: SourceRecord;
  /** When a fetch last succeeded, whatever it found. ISO instant, like the others. */
  readonly lastLooked: string | null;
  /** Vintage of the newest change we took from it. */
  readonly lastChanged: string | null;
  readonly lastOutcome: Outcome | null;
  readonly lastOutcomeAt: string | null;
  /** The last ten, newest first. */
  readonly outcomes: readonly RunSummary[];
  /** The latest-ending period it has stated, and its end (exclusive, ISO date). */
  readonly newestPeriod: { readonly id: string; readonly end: string } | null;
  /** Values waiting for a decision. */
  readonly held: number;
};

type SourceStateRow = {
  id: string;
  record: SourceRecord;
  looked: Date | null;
  changed: Date | null;
  outcomes: RunSummary[] | null;
  newest: { id: string; end: string } | null;
  held: number;
};

const HEALTHY_SQL = `('not_modified', 'same_bytes', 'same_values', 'new_values', 'withdrawn', 'nothing_published')`;
const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** Every registered source, by id. */
export async function sourceStates(db: Db): Promise<SourceState[]> {
  const { rows } = await db.pool.query<SourceStateRow>(
    `SELECT s.id, s.record, looked.at AS looked, changed.at AS changed, ended.outcomes, newest.period AS newest, held.count AS held
     FROM sources s
     LEFT JOIN LATERAL (
       SELECT max(o.finished_at) AS at FROM runs r JOIN run_outcomes o ON o.run_id = r.id WHERE r.source_id = s.id AND o.outcome IN ${HEALTHY_SQL}
     ) looked ON true
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('outcome', x.outcome, 'at', to_char(x.finished_at AT TIME ZONE 'UTC', ${UTC}), 'trigger', x.trigger,
         'detail', x.detail) ORDER BY x.finished_at DESC, x.id DESC) AS outcomes
       FROM (SELECT o.*, r.id, r.trigger FROM runs r JOIN run_outcomes o ON o.run_id = r.id WHERE r.source_id = s.id
             ORDER BY o.finished_at DESC, r.id DESC LIMIT 10) x
     ) ended ON true
     LEFT JOIN LATERAL (
       SELECT max(a.vintage) AS at FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE e.source_id = s.id
     ) changed ON true
     LEFT JOIN LATERAL (
       SELECT jsonb_build_object('id', d.label, 'end', d.ends) AS period
       FROM appends a JOIN exchanges e ON e.id = a.exchange_id JOIN periods d ON d.id = a.newest_period_id
       WHERE e.source_id = s.id ORDER BY d.ends DESC, d.label LIMIT 1
     ) newest ON true
     LEFT JOIN LATERAL (
       SELECT count(*)::integer AS count FROM held_keys h JOIN series k ON k.id = h.series_id WHERE k.source_id = s.id AND h.held_until IS NULL
     ) held ON true
     WHERE s.retired_at IS NULL ORDER BY s.id`,
  );
  return rows.map(toSourceState);
}

function toSourceState(row: SourceStateRow): SourceState {
  const outcomes = row.outcomes ?? [];
  return {
    id: row.id,
    record: row.record,
    lastLooked: row.looked?.toISOString() ?? null,
    lastChanged: row.changed?.toISOString() ?? null,
    lastOutcome: outcomes[0]?.outcome ?? null,
    lastOutcomeAt: outcomes[0]?.at ?? null,
    outcomes,
    newestPeriod: row.newest,
    held: row.held,
  };
}
