import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series-id";
import type { Db } from "../../connect.ts";
import { pointsAsOf } from "./points.ts";

/** One point per period, oldest first: the newest value known by `asOf`. Pass now for today's chart, or the article's day for what its author could have seen. */
export async function seriesAsOf(db: Db, series: SeriesKey, asOf: Date): Promise<SeriesPoint[]> {
  return (await pointsAsOf(db, [series], asOf)).get(seriesId(series)) ?? [];
}
