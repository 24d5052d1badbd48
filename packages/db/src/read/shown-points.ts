import type { SeriesKey, SeriesPoint } from "@talent/core/observation";
import { seriesId } from "@talent/core/series-id";
import type { Db } from "../connect.ts";
import type { Republish } from "../write/register-sources.ts";
import { LICENCE_COLUMNS, LICENCE_JOIN, type LicenceRow, withheldRow } from "./licence-gate.ts";
import { NEWEST_VERSIONS, POINT_COLUMNS, POINT_JOINS, type PointRow, pointOf } from "./point-row.ts";

/** A point as anybody may see it. */
export type ShownPoint = SeriesPoint & { readonly withheld?: Republish };

/** What pages, charts and mails draw: the points of many series at an instant, by series id, oldest period first, with the licence gate applied. */
export async function shownPoints(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, ShownPoint[]>> {
  const { rows } = await db.pool.query<PointRow & LicenceRow & { key: string }>(
    `SELECT k.key, ${POINT_COLUMNS}, ${LICENCE_COLUMNS}
     FROM series k ${LICENCE_JOIN}
     ${NEWEST_VERSIONS} ${POINT_JOINS}
     WHERE k.key = ANY ($1) ORDER BY k.key, d.starts, d.label`,
    [[...new Set(keys.map(seriesId))], asOf],
  );
  const points = Map.groupBy(rows, (row) => row.key);
  return new Map([...points].map(([key, list]) => [key, list.map(shown)]));
}

function shown(row: PointRow & LicenceRow): ShownPoint {
  const point = pointOf(row);
  const withheld = withheldRow(row);
  if (withheld === null || (point.value === null && point.raw === "")) return point;
  return { ...point, value: null, low: null, high: null, n: null, bound: null, raw: "", withheld };
}
