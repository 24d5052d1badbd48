import type { FetchAttempt, SourceStatement, SourceStatements } from "@talent/core/alert/source-releases";
import type { Cadence } from "@talent/core/capture/expectation";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import type { Db } from "../../connect.ts";
import { HEALTHY_OUTCOMES } from "../ingest/freshness-inputs.ts";

/** A source, and the series that show that it has published. */
export type ReleaseSeries = { readonly source: string; readonly series: readonly SeriesKey[] };

type PublishedPeriodRow = Omit<SourceStatement, "at" | "publishedOn" | "backDated"> & {
  source: string;
  at: Date;
  published_on: string | null;
  back_dated: boolean;
};

/** When each source first gave a value, no forecast, for each period of these series' indicators, and its rhythm; by source. */
export async function publishedPeriods(db: Db, wanted: readonly ReleaseSeries[]): Promise<Map<string, SourceStatements>> {
  if (wanted.length === 0) return new Map();
  const pairs = wanted.flatMap(({ source, series }) => series.map((key) => [source, seriesId(key)] as const));
  const { rows } = await db.pool.query<PublishedPeriodRow>(
    `SELECT DISTINCT ON (w.source, k.indicator, v.period_id) w.source, k.indicator, d.label AS period, v.vintage AS at, v.published_on, v.back_dated
     FROM unnest($1::text[], $2::text[]) AS w (source, key)
     JOIN series k ON k.key = w.key AND k.source_id = w.source
     JOIN observations v ON v.series_id = k.id AND v.value IS NOT NULL AND v.status <> 'F'
     JOIN periods d ON d.id = v.period_id
     ORDER BY w.source, k.indicator, v.period_id, v.vintage`,
    [pairs.map(([source]) => source), pairs.map(([, key]) => key)],
  );
  const cadences = await cadencesOf(
    db,
    wanted.map(({ source }) => source),
  );
  const said = Map.groupBy(rows, ({ source }) => source);
  return new Map(
    wanted.map(({ source }) => [source, { cadence: cadences.get(source) ?? null, said: (said.get(source) ?? []).map(toPublishedPeriod) }]),
  );
}

function toPublishedPeriod({ indicator, period, at, published_on, back_dated }: PublishedPeriodRow): SourceStatement {
  return { indicator, period, at: at.toISOString(), publishedOn: published_on, backDated: back_dated };
}

async function cadencesOf(db: Db, sources: readonly string[]): Promise<Map<string, Cadence | null>> {
  const { rows } = await db.pool.query<{ id: string; cadence: Cadence | null }>(
    `SELECT id, record->'cadence' AS cadence FROM sources WHERE id = ANY ($1) AND retired_at IS NULL`,
    [sources],
  );
  return new Map(rows.map(({ id, cadence }) => [id, cadence]));
}

/** How our fetches of these sources ended, in the order in which they began; by source. */
export async function fetchOutcomes(db: Db, sources: readonly string[]): Promise<Map<string, FetchAttempt[]>> {
  if (sources.length === 0) return new Map();
  const { rows } = await db.pool.query<{ source: string; at: Date; outcome: string; good: boolean }>(
    `SELECT r.source_id AS source, o.finished_at AS at, o.outcome, o.outcome = ANY ($2) AS good
     FROM runs r JOIN run_outcomes o ON o.run_id = r.id WHERE r.source_id = ANY ($1) ORDER BY r.id`,
    [sources, HEALTHY_OUTCOMES],
  );
  const looks = rows.map(({ source, at, ...look }) => ({ source, look: { ...look, at: at.toISOString() } }));
  return new Map([...Map.groupBy(looks, ({ source }) => source)].map(([source, list]) => [source, list.map(({ look }) => look)]));
}

/** When the newest fetch of each of these sources ended, as an ISO instant; of those never fetched, nothing. */
export async function newestFetchTimes(db: Db, sources: readonly string[]): Promise<Map<string, string>> {
  if (sources.length === 0) return new Map();
  const { rows } = await db.pool.query<{ source: string; at: Date }>(
    `SELECT w.source, newest.at FROM unnest($1::text[]) AS w (source)
     CROSS JOIN LATERAL (
       SELECT o.finished_at AS at FROM runs r JOIN run_outcomes o ON o.run_id = r.id WHERE r.source_id = w.source ORDER BY r.id DESC LIMIT 1
     ) newest`,
    [sources],
  );
  return new Map(rows.map(({ source, at }) => [source, at.toISOString()]));
}
