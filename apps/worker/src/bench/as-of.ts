import type { SeriesKey } from "@talent/core/observation";
import { seriesId } from "@talent/core/series-id";
import type { Db } from "@talent/db/connect";
import { indicatorAsOf } from "@talent/db/read/indicator-as-of";
import { pointsAsOf } from "@talent/db/read/points-as-of";
import { pointsBySeries, VERSION_COLUMNS, type VersionRow } from "@talent/db/read/versions";
import { testDatabase } from "@talent/db/test-database";
import { fillFiveMillion, INDICATOR, someSeries } from "./five-million.ts";
import type { Measurement } from "./measurement.ts";
import { median, timed } from "./median.ts";

const ROUNDS = 5;
const SINGLE_READS = 400;
const NOW = new Date("2026-01-01T00:00:00Z");
const BETWEEN = new Date("2024-06-01T00:00:00Z");

/**
 * Reading as of an instant over five million versions, against the same read (same columns, same client, same key index) from a plain table that
 * holds only the newest version of each cell. Rounds of the two alternate; the medians are compared.
 */
export async function run(): Promise<readonly Measurement[]> {
  const { db, drop } = await testDatabase();
  try {
    await fillFiveMillion(db);
    const keys = someSeries(SINGLE_READS);
    const each = (read: (key: SeriesKey) => Promise<unknown>) => async () => {
      for (const key of keys) await read(key);
    };
    const latestOne = each((key) => latest(db, "k.key = $1", seriesId(key)));
    const latestAll = () => latest(db, "k.indicator = $1", INDICATOR);
    const against = "a plain latest-only table";
    const one = { unit: "ms", against, target: { atMost: 2 } };
    const all = { unit: "ms", against, target: { atMost: 1.5 } };
    return [
      {
        what: "one series, now",
        ...one,
        ...perRead(
          await compared(
            each((key) => pointsAsOf(db, [key], NOW)),
            latestOne,
          ),
        ),
      },
      {
        what: "one series, between two captures",
        ...one,
        ...perRead(
          await compared(
            each((key) => pointsAsOf(db, [key], BETWEEN)),
            latestOne,
          ),
        ),
      },
      { what: "a whole indicator, now", ...all, ...(await compared(() => indicatorAsOf(db, INDICATOR, NOW), latestAll)) },
      {
        what: "a whole indicator, between two captures",
        ...all,
        ...(await compared(() => indicatorAsOf(db, INDICATOR, BETWEEN), latestAll)),
      },
    ];
  } finally {
    await drop();
  }
}

type Pair = { readonly ours: number; readonly reference: number };

async function compared(ours: () => Promise<unknown>, reference: () => Promise<unknown>): Promise<Pair> {
  await ours();
  await reference();
  const times: Pair[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push({ ours: await timed(ours), reference: await timed(reference) });
  return { ours: median(times.map((time) => time.ours)), reference: median(times.map((time) => time.reference)) };
}

function perRead({ ours, reference }: Pair): Pair {
  return { ours: ours / SINGLE_READS, reference: reference / SINGLE_READS };
}

/** What a store without history would run, down to the points. */
async function latest(db: Db, condition: string, given: string): Promise<unknown> {
  const { rows } = await db.pool.query<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM latest v WHERE v.series_id = ANY (ARRAY(SELECT k.id FROM series k WHERE ${condition}))
     ORDER BY v.series_id DESC, v.period_id DESC`,
    [given],
  );
  return pointsBySeries(db, rows);
}
