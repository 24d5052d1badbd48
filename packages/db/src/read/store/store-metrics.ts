import type { Db } from "../../connect.ts";

/** How much the store holds and what happened in it lately. Counts by name leave out what there is none of. */
export type StoreMetrics = {
  /** Versions of numbers, all of them, and the distinct instants of a source from which some of them could be known. */
  readonly observations: number;
  readonly vintages: number;
  /** Values waiting for a person's decision. */
  readonly held: number;
  /** Runs that ended after `since`, by outcome. */
  readonly runs: Readonly<Record<string, number>>;
  /** Alert rules by the phase they stand in. */
  readonly rules: Readonly<Record<string, number>>;
  /** Notices ever made, by kind, and for how many people they were meant. */
  readonly notices: Readonly<Record<string, number>>;
  readonly audience: number;
};

type Row = {
  observations: number;
  vintages: number;
  held: number;
  runs: Record<string, number> | null;
  rules: Record<string, number> | null;
  notices: Record<string, number> | null;
  audience: number;
};

/**
 * The numbers of the store, in one query as the dashboard's role. Every append records how many versions it wrote, so
 * that millions of rows need not be counted.
 */
export async function storeMetrics(db: Db, since: Date): Promise<StoreMetrics> {
  const { rows } = await db.pool.query<Row>(
    `SELECT
       (SELECT coalesce(sum(rows_written), 0)::double precision FROM appends) AS observations,
       (SELECT count(*)::integer FROM (SELECT DISTINCT e.source_id, a.vintage FROM appends a JOIN exchanges e ON e.id = a.exchange_id) v) AS vintages,
       (SELECT count(*)::integer FROM held_keys WHERE held_until IS NULL) AS held,
       (SELECT json_object_agg(outcome, count) FROM (
         SELECT outcome, count(*) FROM run_outcomes WHERE finished_at > $1 GROUP BY outcome) o) AS runs,
       (SELECT json_object_agg(phase, count) FROM (SELECT phase, count(*) FROM alert_states GROUP BY phase) p) AS rules,
       (SELECT json_object_agg(tells, count) FROM (
         SELECT t.tells, count(*) FROM notices n JOIN alert_transitions t ON t.id = n.transition_id WHERE t.tells IS NOT NULL GROUP BY t.tells) s) AS notices,
       (SELECT coalesce(sum(audience), 0)::double precision FROM notices) AS audience`,
    [since],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("the store gave no numbers");
  return { ...row, runs: row.runs ?? {}, rules: row.rules ?? {}, notices: row.notices ?? {} };
}
