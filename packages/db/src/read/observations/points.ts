import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { parseSeriesId, seriesId } from "@talent/core/observation/series";
import type { Db } from "../../connect.ts";
import { newestVersions, pointsBySeries, type ShownPoint, shownPointsBySeries, VERSION_COLUMNS, type VersionRow } from "./versions.ts";

/**
 * The points of many series in one indexed query, by series id, oldest period first: per period the newest version whose vintage is not after
 * `asOf`. Unknown series are left out. Ungated: for assessing, not for showing.
 */
export async function pointsAsOf(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, SeriesPoint[]>> {
  return pointsBySeries(db, await newestOf(db, keys, asOf));
}

/** All of an indicator as of an instant: each series with its points, oldest period first. Ungated: for assessing, not for showing. */
export async function indicatorAsOf(db: Db, indicator: string, asOf: Date): Promise<{ key: SeriesKey; points: SeriesPoint[] }[]> {
  const { rows } = await db.pool.query<VersionRow>(newestVersions("k.indicator = $1"), [indicator, asOf]);
  return [...(await pointsBySeries(db, rows))].map(([key, points]) => ({ key: parseSeriesId(key), points }));
}

/** What pages, charts and mails draw: the points of many series at an instant, by series id, oldest period first, with the licence gate applied. */
export async function shownPoints(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, ShownPoint[]>> {
  return shownPointsBySeries(db, await newestOf(db, keys, asOf));
}

async function newestOf(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<VersionRow[]> {
  const { rows } = await db.pool.query<VersionRow>(newestVersions("k.key = ANY ($1)"), [[...new Set(keys.map(seriesId))], asOf]);
  return rows;
}

/** A series by its id, from the knowledge of one instant on; `since` null: from the beginning. */
export type SeriesSince = { readonly series: string; readonly since: Date | null };

/**
 * Every version of many series in one query, by series id: what was known at `since`, newest version of each period only, and every version that came
 * to be known later, dated ahead included. Unknown series are left out. Ungated: for evaluating rules, not for showing.
 */
export async function watchedVersions(db: Db, wanted: readonly SeriesSince[]): Promise<Map<string, SeriesPoint[]>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await db.pool.query<VersionRow>(
    `SELECT v.* FROM unnest($1::text[], $2::timestamptz[]) AS wanted (key, since)
     JOIN series k ON k.key = wanted.key
     CROSS JOIN LATERAL (
       SELECT ${VERSION_COLUMNS}, lead(v.vintage) OVER (PARTITION BY v.period_id ORDER BY v.vintage) AS next
       FROM observations v WHERE v.series_id = k.id
     ) v
     WHERE wanted.since IS NULL OR v.next IS NULL OR v.next > wanted.since`,
    [wanted.map(({ series }) => series), wanted.map(({ since }) => since)],
  );
  return pointsBySeries(db, rows);
}
