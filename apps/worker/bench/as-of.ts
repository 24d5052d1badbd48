import { Writable } from "node:stream";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import type { Db } from "@talent/db/connect";
import { pointsAsOf } from "@talent/db/read/observations/points";
import { newestVersions, pointsBySeries, VERSION_COLUMNS, type VersionRow } from "@talent/db/read/observations/versions";
import { testDatabase } from "@talent/db/testing/database";
import { copyOut } from "./copy-file.ts";
import { fillFiveMillion, INDICATOR, someSeries } from "./five-million.ts";
import { type Measurement, median, timed } from "./measurement.ts";

const ROUNDS = 5;
const SINGLE_READS = 400;
const NOW = "2026-01-01T00:00:00Z";
const BETWEEN = "2024-06-01T00:00:00Z";

type Table = "latest" | "latest_covering";
const AGAINST = { latest: "a plain latest-only table", latest_covering: "one whose key covers every column too" };

/**
 * Reading as of an instant over five million versions, against the same columns from a table that holds only the newest version of each cell. A
 * single series is read down to its points; of a whole indicator the rows are only passed on, because making objects of half a million rows
 * takes a client far longer than the reads that are compared. Rounds alternate in order; the medians count.
 */
export async function run(): Promise<readonly Measurement[]> {
  const { db, drop } = await testDatabase();
  try {
    await fillFiveMillion(db);
    return [
      { what: "one series, now", target: { atMost: 2 }, ...(await oneSeries(db, NOW, "latest")) },
      { what: "one series, between two captures", target: { atMost: 2 }, ...(await oneSeries(db, BETWEEN, "latest")) },
      { what: "one series, now", ...(await oneSeries(db, NOW, "latest_covering")) },
      { what: "a whole indicator, now", target: { atMost: 1.5 }, ...(await wholeIndicator(db, NOW, "latest")) },
      { what: "a whole indicator, between two captures", target: { atMost: 1.5 }, ...(await wholeIndicator(db, BETWEEN, "latest")) },
      { what: "a whole indicator, now", ...(await wholeIndicator(db, NOW, "latest_covering")) },
    ];
  } finally {
    await drop();
  }
}

type Compared = Pick<Measurement, "ours" | "reference" | "unit" | "against">;

async function oneSeries(db: Db, asOf: string, table: Table): Promise<Compared> {
  const keys = someSeries(SINGLE_READS);
  const each = (read: (key: SeriesKey) => Promise<unknown>) => async () => {
    for (const key of keys) await read(key);
  };
  const newest = async (key: SeriesKey) => {
    const { rows } = await db.pool.query<VersionRow>(newestOnly(table, "k.key = $1"), [seriesId(key)]);
    return pointsBySeries(db, rows);
  };
  const { ours, reference } = await compared(
    each((key) => pointsAsOf(db, [key], new Date(asOf))),
    each(newest),
  );
  return { ours: ours / SINGLE_READS, reference: reference / SINGLE_READS, unit: "ms", against: AGAINST[table] };
}

async function wholeIndicator(db: Db, asOf: string, table: Table): Promise<Compared> {
  const given = (sql: string) => sql.replaceAll("$1", `'${INDICATOR}'`).replaceAll("$2", `'${asOf}'::timestamptz`);
  const pass = (sql: string) => () => copyOut(db, given(sql), new Writable({ write: (_chunk, _encoding, done) => done() }));
  const pair = await compared(pass(newestVersions("k.indicator = $1")), pass(newestOnly(table, "k.indicator = $1")));
  return { ...pair, unit: "ms", against: AGAINST[table] };
}

/** What a store without history would run. */
function newestOnly(table: Table, condition: string): string {
  return `SELECT ${VERSION_COLUMNS} FROM ${table} v WHERE v.series_id = ANY (ARRAY(SELECT k.id FROM series k WHERE ${condition}))
    ORDER BY v.series_id DESC, v.period_id DESC`;
}

type Pair = { readonly ours: number; readonly reference: number };

async function compared(ours: () => Promise<unknown>, reference: () => Promise<unknown>): Promise<Pair> {
  await ours();
  await reference();
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whoever goes second pays for what the first left behind, so they take turns.
    const turns = [async () => mine.push(await timed(ours)), async () => theirs.push(await timed(reference))];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  return { ours: median(mine), reference: median(theirs) };
}
