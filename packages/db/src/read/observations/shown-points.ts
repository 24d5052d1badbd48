import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import type { Republish } from "../../write/ingest/register-sources.ts";
import { withheldAmong } from "../licence/licence-gate.ts";
import { pointsAsOf } from "./points.ts";

/** A point as anybody may see it. */
export type ShownPoint = SeriesPoint & { readonly withheld?: Republish };

/** What pages, charts and mails draw: the points of many series at an instant, by series id, oldest period first, with the licence gate applied. */
export async function shownPoints(db: Db, keys: readonly SeriesKey[], asOf: Date): Promise<Map<string, ShownPoint[]>> {
  const points = await pointsAsOf(db, keys, asOf);
  const withheld = await withheldAmong(
    db,
    [...points.values()].flat().map((point) => point.id),
  );
  return new Map([...points].map(([key, list]) => [key, list.map((point) => shown(point, withheld.get(point.id)))]));
}

function shown(point: SeriesPoint, withheld: Republish | undefined): ShownPoint {
  if (withheld === undefined || (point.value === null && point.raw === "")) return point;
  return { ...point, value: null, low: null, high: null, n: null, bound: null, raw: "", withheld };
}
