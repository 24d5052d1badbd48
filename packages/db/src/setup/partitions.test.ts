import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { type StatedRow, testSource } from "../../testing/source-builder.ts";
import { observationsByIds } from "../read/observations/api-observation.ts";
import { pointsAsOf, watchedVersions } from "../read/observations/points.ts";
import { seriesPage, vintagesPage } from "../read/observations/series-page.ts";

const PARTITIONS = 4;

/** Puts a table of the same definition, divided by the hash of the series, in place of the one that the migrations make. */
const DIVIDED = `
  ALTER TABLE observations RENAME TO undivided;
  ALTER INDEX observations_pkey RENAME TO undivided_pkey;
  CREATE TABLE observations (LIKE undivided INCLUDING ALL) PARTITION BY HASH (series_id);
  DO $$
  BEGIN
    FOR part IN 0..${PARTITIONS - 1} LOOP
      EXECUTE format('CREATE TABLE observations_%s PARTITION OF observations FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER %s)', part, part);
    END LOOP;
  END
  $$`;

let plain: TestDatabase;
let divided: TestDatabase;
beforeAll(async () => {
  [plain, divided] = [await testDatabase(), await testDatabase()];
  await divided.db.pool.query(DIVIDED);
});
afterAll(() => Promise.all([plain.drop(), divided.drop()]));

const AREAS = Array.from({ length: 12 }, (_, at) => `A${String.fromCharCode(65 + at)}X`);
const FIRST = AREAS.flatMap((area, at): StatedRow[] => [
  [area, "2022", at],
  [area, "2023", at + 100],
]);
const REVISED = FIRST.slice(1).map(([area, period, value]): StatedRow => [area, period, Number(value) + 1]);

/** Two captures and a late one between them, then everything that is queried of them. */
async function written({ db }: TestDatabase): Promise<unknown> {
  const source = await testSource(db, "divided");
  await source.capture("2024-01-01", FIRST);
  await source.capture("2024-03-01", REVISED);
  await source.capture("2024-02-01", FIRST.slice(2));
  const keys = AREAS.map((area) => ({ indicator: source.indicator, area, dimensions: {} }));
  const query = { indicator: source.indicator, asOf: new Date("2025-01-01"), limit: 50 };
  const [points, page, vintages, versions] = await Promise.all([
    pointsAsOf(db, keys, new Date("2024-02-15")),
    seriesPage(db, query),
    vintagesPage(db, query),
    watchedVersions(db, [{ series: `${source.indicator}|AAX|`, since: null }]),
  ]);
  const byId = await observationsByIds(
    db,
    page.data.map(({ id }) => id),
  );
  return { points: [...points], page, vintages, versions: [...versions], byId };
}

it("versions divided by series are written and read as the undivided ones, by the same functions", async () => {
  expect(await written(divided)).toEqual(await written(plain));
  const { rows } = await divided.db.pool.query("SELECT count(DISTINCT tableoid)::integer AS used FROM observations");
  expect(rows).toEqual([{ used: PARTITIONS }]);
});

it("versions can be divided because every key of them names the series and nothing refers to them", async () => {
  const { rows: keys } = await plain.db.pool.query<{ columns: string[] }>(
    `SELECT array_agg(a.attname::text ORDER BY k.place) AS columns FROM pg_index i
     CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (number, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
     WHERE i.indrelid = 'observations'::regclass AND i.indisunique AND k.place <= i.indnkeyatts GROUP BY i.indexrelid`,
  );
  expect(keys).toEqual([{ columns: ["series_id", "period_id", "vintage"] }]);
  const { rows: referring } = await plain.db.pool.query("SELECT conname FROM pg_constraint WHERE confrelid = 'observations'::regclass");
  expect(referring).toEqual([]);
});
