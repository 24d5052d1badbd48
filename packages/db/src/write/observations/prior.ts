import type { StatedScope } from "@talent/core/capture/capture";
import { WITHDRAWN_STATUS } from "../../encoding/codes.ts";
import type { AppendContext } from "./append-context.ts";

const CREATE_PRIOR = `
  CREATE TEMP TABLE prior (
    series_id integer NOT NULL, period_id integer NOT NULL, vintage timestamptz(3) NOT NULL, value double precision, status char(1) NOT NULL,
    bound char(1), low double precision, high double precision, n double precision, append_id integer NOT NULL, superseded boolean
  ) ON COMMIT DROP`;

const WORTH_ANALYSING = 500;
const COLUMNS = "o.vintage, o.value, o.status, o.bound, o.low, o.high, o.n, o.append_id";

const newestOfKey = (keys: string) => `
  SELECT k.series_id, k.period_id, ${COLUMNS}
  FROM ${keys} k CROSS JOIN LATERAL (
    SELECT ${COLUMNS} FROM observations o
    WHERE o.series_id = k.series_id AND o.period_id = k.period_id AND o.vintage <= $1 ORDER BY o.vintage DESC LIMIT 1
  ) o WHERE k.series_id <= $2`;

const STATED_INDICATORS = `SELECT DISTINCT k.indicator FROM stage s JOIN series k ON k.id = s.series_id`;
const STATED_PERIODS = `SELECT DISTINCT k.indicator, s.period_id FROM stage s JOIN series k ON k.id = s.series_id`;

/** What was known of each key before: of those stated, or of all in the scope. */
const PRIOR_BY_SCOPE: Readonly<Record<StatedScope, string>> = {
  listed: newestOfKey("stage"),
  own_periods: newestOfKey(`(SELECT k.id AS series_id, x.period_id FROM (${STATED_PERIODS}) x JOIN series k ON k.indicator = x.indicator)`),
  everything: `
    SELECT k.id, o.period_id, ${COLUMNS}
    FROM series k CROSS JOIN LATERAL (
      SELECT DISTINCT ON (o.period_id) o.period_id, ${COLUMNS} FROM observations o
      WHERE o.series_id = k.id AND o.vintage <= $1 ORDER BY o.period_id DESC, o.vintage DESC
    ) o WHERE k.indicator IN (${STATED_INDICATORS}) AND k.id <= $2`,
};

/** The temporary table `prior`, empty: nothing was known before. */
export async function createPrior({ connection }: AppendContext): Promise<void> {
  await connection.query(CREATE_PRIOR);
}

/** Fills the temporary table `prior` with the newest version of every key in the snapshot's scope. */
export async function fillPrior(append: AppendContext): Promise<void> {
  const { connection, act, ids } = append;
  await createPrior(append);
  if (ids.newestKnownSeries === 0) return;
  await connection.query("ANALYZE stage");
  const known = act === "reparse" ? PRIOR_BY_SCOPE.everything : PRIOR_BY_SCOPE[act === "capture" ? append.input.scope : "listed"];
  const { rowCount } = await connection.query(
    `INSERT INTO prior (series_id, period_id, vintage, value, status, bound, low, high, n, append_id) ${known}`,
    [append.vintage ?? "infinity", ids.newestKnownSeries],
  );
  if ((rowCount ?? 0) > WORTH_ANALYSING) await connection.query("ANALYZE prior");
  if (act === "reparse") await markSuperseded(append);
}

/** A later exchange covers the key: what the reread one states of it is history. */
async function markSuperseded({ connection, input }: AppendContext): Promise<void> {
  await connection.query(
    `UPDATE prior p SET superseded = true FROM appends a JOIN exchanges e ON e.id = a.exchange_id
     WHERE a.id = p.append_id AND e.captured_at > (SELECT captured_at FROM exchanges WHERE id = $1)`,
    [input.exchangeId],
  );
}

/** Of a reread exchange, also what it wrote itself and no longer states. */
const REPARSE_SCOPE: Readonly<Record<StatedScope, string>> = {
  everything: "true",
  own_periods: `(a.exchange_id = $6 OR (k.indicator, p.period_id) IN (${STATED_PERIODS}))`,
  listed: "a.exchange_id = $6",
};

/** Stages a withdrawal, and counts it, for every known value within the scope that is not stated any more. Keys held back count as stated. */
export async function stageWithdrawals({ connection, input, act, vintage, held }: AppendContext): Promise<number> {
  const { scope } = input;
  if (act === "correction" || act === "accepted" || (act === "capture" && scope === "listed")) return 0;
  const reread = act === "reparse";
  const within = reread ? REPARSE_SCOPE[scope] : "p.vintage < $1";
  const { rowCount } = await connection.query(
    `INSERT INTO stage (series_id, period_id, vintage, status, cause, back_dated)
     SELECT p.series_id, p.period_id, $1::timestamptz, $2::text, $3::text, false
     FROM prior p JOIN appends a ON a.id = p.append_id JOIN series k ON k.id = p.series_id
     WHERE p.value IS NOT NULL AND p.superseded IS NOT TRUE AND ${within}
       AND NOT EXISTS (SELECT FROM stage s WHERE s.series_id = p.series_id AND s.period_id = p.period_id)
       AND NOT EXISTS (SELECT FROM unnest($4::integer[], $5::integer[]) AS h (series_id, period_id)
                       WHERE h.series_id = p.series_id AND h.period_id = p.period_id)`,
    [
      vintage ?? input.now,
      WITHDRAWN_STATUS,
      reread ? "p" : "w",
      held.map((key) => key.seriesId),
      held.map((key) => key.periodId),
      ...(reread && scope !== "everything" ? [input.exchangeId] : []),
    ],
  );
  return rowCount ?? 0;
}
