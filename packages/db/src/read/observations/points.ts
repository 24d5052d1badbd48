import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { parseSeriesId, seriesId } from "@talent/core/observation/series-id";
import type { Db } from "../../connect.ts";
import type { Republish } from "../../write/ingest/register-sources.ts";
import { withheldAmong } from "../licence/licence-gate.ts";
import { newestVersions, pointsBySeries, VERSION_COLUMNS, type VersionRow } from "./versions.ts";

/**
 * The points of many series in one indexed query, by series id, oldest period first: per period the newest version whose vintage is not after
 * `asOf`. Series nobody has heard of are left out. Ungated: for assessing, not for showing.
 */
export async function pointsAsOf(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, SeriesPoint[]>> {
  const { rows } = await db.pool.query<VersionRow>(newestVersions("k.key = ANY ($1)"), [[...new Set(keys.map(seriesId))], asOf]);
  return pointsBySeries(db, rows);
}

/** One point per period, oldest first: the newest value known by `asOf`. Pass now for today's chart, or the article's day for what its author could have seen. */
export async function seriesAsOf(db: Db, series: SeriesKey, asOf: Date): Promise<SeriesPoint[]> {
  return (await pointsAsOf(db, [series], asOf)).get(seriesId(series)) ?? [];
}

/** All of an indicator as of an instant: each series with its points, oldest period first. Ungated: for assessing, not for showing. */
export async function indicatorAsOf(db: Db, indicator: string, asOf: Date): Promise<{ key: SeriesKey; points: SeriesPoint[] }[]> {
  const { rows } = await db.pool.query<VersionRow>(newestVersions("k.indicator = $1"), [indicator, asOf]);
  return [...(await pointsBySeries(db, rows))].map(([key, points]) => ({ key: parseSeriesId(key), points }));
}

/** A point as anybody may see it. */
export type ShownPoint = SeriesPoint & { readonly withheld?: Republish };

/** What pages, charts and mails draw: the points of many series at an instant, by series id, oldest period first, with the licence gate applied. */
export async function shownPoints(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, ShownPoint[]>> {
  const points = await pointsAsOf(db, keys, asOf);
  const withheld = await withheldAmong(
    db,
    [...points.values()].flat().map((point) => point.id),
  );
  return new Map([...points].map(([key, list]) => [key, list.map((point) => gatePoint(point, withheld.get(point.id)))]));
}

function gatePoint(point: SeriesPoint, withheld: Republish | undefined): ShownPoint {
  if (withheld === undefined || (point.value === null && point.raw === "")) return point;
  return { ...point, value: null, low: null, high: null, n: null, bound: null, raw: "", withheld };
}

/** A series by its id, from the knowledge of one instant on; `since` null: from the beginning. */
export type SeriesSince = { readonly series: string; readonly since: Date | null };

/**
 * Every version of many series in one query, by series id: what was known at `since`, newest version of each period only, and every version that came
 * to be known later, dated ahead included. Series nobody has heard of are left out. Ungated: for evaluating rules, not for showing.
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
