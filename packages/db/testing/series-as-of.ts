import type { SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import type { Db } from "../src/connect.ts";
import { pointsAsOf } from "../src/read/observations/points.ts";

/** One series at an instant, oldest period first. */
export async function seriesAsOf(db: Db, series: SeriesKey, asOf: Date): Promise<SeriesPoint[]> {
  return (await pointsAsOf(db, [series], asOf)).get(seriesId(series)) ?? [];
}
