import { ruleOf } from "@talent/core/testing/alert-builders";
import type { Db } from "@talent/db/connect";
import { testDatabase } from "@talent/db/testing/database";
import { type StatedRow, type TestSource, testSource } from "@talent/db/testing/source-builder";
import { runMigrations } from "graphile-worker";
import { type EvaluationSummary, evaluateAlerts } from "../src/alerts/evaluate/evaluate-alerts.ts";
import { builtInRule } from "../src/alerts/evaluate/watched-rules.ts";
import { type Measurement, median, timed } from "./measurement.ts";

const INDICATORS = 20;
const AREAS = 25;
const YEARS = 25;
const VINTAGES = 10;
const MORE_HISTORY = 4;
const SUBSCRIPTIONS = 100_000;
const ROUNDS = 5;
const LIMIT_MS = 2_000;
const DAY_MS = 86_400_000;

/** The plain one, and the one with a long history. */
const [PLAIN, OLD] = [1, 2];
/** Several plain ones, for a release that changes more. */
const WIDE = [4, 5, 6, 7];

/**
 * One new release over 500 rules: a capture of one indicator that writes 25 series, each of which a rule fires on, from the feed of changes to the held
 * deliveries and the job for the queue. Then the same with ten times the subscriptions elsewhere, four times the history, and four times the series.
 */
export async function run(): Promise<readonly Measurement[]> {
  const { db, url, drop } = await testDatabase();
  try {
    await runMigrations({ connectionString: url });
    const bench = await filled(db);
    await subscribe(db, SUBSCRIPTIONS / 10, [PLAIN, OLD]);
    const few = await releases(bench, [[PLAIN]]);
    await subscribe(db, SUBSCRIPTIONS - SUBSCRIPTIONS / 10, [3, INDICATORS]);
    const [plain, old, wide] = await releases(bench, [[PLAIN], [OLD], WIDE]);
    if (few[0] === undefined || plain === undefined || old === undefined || wide === undefined) return [];
    const told = `${plain.deliveries} deliveries, ${SUBSCRIPTIONS} subscriptions, ${INDICATORS * AREAS} rules`;
    const [ms, atMost] = ["ms, the quickest", 1.5];
    const ours = plain.quickest;
    return [
      { what: `one release: ${told}`, unit: "ms", ours: plain.median, reference: LIMIT_MS, against: "the limit", target: { atMost: 1 } },
      { what: "ten times the subscriptions", unit: ms, ours, reference: few[0].quickest, against: "a tenth of them", target: { atMost } },
      { what: "four times the history", unit: ms, ours: old.quickest, reference: ours, against: "a quarter of it", target: { atMost } },
      { what: "four times the changed series", unit: ms, ours: wide.quickest, reference: ours, against: "a quarter of them" },
    ];
  } finally {
    await drop();
  }
}

type Bench = { readonly db: Db; readonly source: TestSource; readonly evaluate: (now: Date) => Promise<EvaluationSummary>; day: number };

/** Yearly series of positive numbers, revised over and over, and a rule on each that notifies of every further year; all evaluated once. */
async function filled(db: Db): Promise<Bench> {
  const produces = Array.from({ length: INDICATORS }, (_, index) => indicatorOf(index + 1));
  const source = await testSource(db, "bench", {
    states: "listed",
    record: { produces, cadence: { every: "P1Y", lag: "P0D", grace: "P99Y" } },
  });
  const rules = produces.flatMap((indicator) =>
    areas(AREAS).map((area) => {
      const watch = { fires: [{ op: ">=", than: 1 }], recovers: [{ op: "<", than: 0 }], every: "period" } as const;
      return builtInRule({ ...ruleOf({ watch }, { indicator, area, dimensions: {} }), id: `${indicator}-${area}` });
    }),
  );
  const catalogue = { facts: () => ({ unit: "persons", periodKind: "year" }) as const, releaseSeriesOf: () => [] };
  const bench: Bench = { db, source, evaluate: (now) => evaluateAlerts(db, { now, rules, catalogue }), day: 0 };
  for (let vintage = 0; vintage < VINTAGES * MORE_HISTORY; vintage += 1) {
    const revised = vintage < VINTAGES ? produces : [indicatorOf(OLD)];
    await capture(
      bench,
      revised.flatMap((indicator) => years(YEARS).flatMap((year) => stated(indicator, AREAS, year, 1 + vintage))),
    );
  }
  for (const table of ["series", "observations", "changes"]) await db.pool.query(`VACUUM (ANALYZE) ${table}`);
  await bench.evaluate(clock(bench));
  return bench;
}

const indicatorOf = (number: number): string => `bench-${number}`;
const areas = (count: number): string[] => Array.from({ length: count }, (_, at) => `A${at}`);
const years = (count: number): number[] => Array.from({ length: count }, (_, at) => 1980 + at);

function stated(indicator: string, width: number, year: number, value: number): StatedRow[] {
  return areas(width).map((area) => [area, String(year), value, { indicator }]);
}

const clock = ({ day }: Bench): Date => new Date(Date.UTC(2060, 0, 1) + day * DAY_MS);

async function capture(bench: Bench, document: readonly StatedRow[]): Promise<void> {
  bench.day += 1;
  await bench.source.capture(clock(bench).toISOString(), document);
}

/** So many readers with one subscription each over the rules of these indicators; one of twenty takes a whole indicator. */
async function subscribe(db: Db, count: number, [first, last]: readonly [first: number, last: number]): Promise<void> {
  await db.pool.query(
    `WITH wishes AS MATERIALIZED (
       SELECT gen_random_uuid() AS person, n, $2 + floor(random() * $3) AS indicator, floor(random() * ${AREAS}) AS area FROM generate_series(1, $1) AS n
     ), made AS (
       INSERT INTO subscribers (id, channel, address_cipher, address_hash, state, locale, cadence, created_at, confirmed_at, state_since)
       SELECT person, 'mail', '', uuid_send(person), 'active', 'en', (ARRAY['instant', 'instant', 'daily', 'weekly'])[1 + n % 4], '2050-01-01',
         '2050-01-01', '2050-01-01' FROM wishes
     )
     INSERT INTO subscriptions (id, subscriber_id, scope, created_at, confirmed_at)
     SELECT gen_random_uuid(), person,
       CASE WHEN n % 20 = 0 THEN format('indicator:bench-%s', indicator) ELSE format('rule:bench-%s-A%s', indicator, area) END, '2050-01-01', '2050-01-01'
     FROM wishes`,
    [count, first, last - first + 1],
  );
  for (const table of ["subscribers", "subscriptions"]) await db.pool.query(`VACUUM (ANALYZE) ${table}`);
}

type Timed = { readonly median: number; readonly quickest: number; readonly deliveries: number };

/** Some releases of each of these groups of indicators, alternating, of one further year each; and how many are notified of one. */
async function releases(bench: Bench, groups: readonly (readonly number[])[]): Promise<Timed[]> {
  const times = groups.map((): number[] => []);
  const deliveries = groups.map(() => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, numbers] of groups.entries()) {
      const year = 1980 + YEARS + bench.day - VINTAGES * MORE_HISTORY;
      await capture(
        bench,
        numbers.flatMap((number) => stated(indicatorOf(number), AREAS, year, 7)),
      );
      const work = async (): Promise<void> => {
        const told = await bench.evaluate(clock(bench));
        if (told.notices !== numbers.length * AREAS) throw new Error(`${told.notices} notices of ${told.rules} rules`);
        deliveries[at] = told.deliveries;
      };
      times[at]?.push(await timed(work));
    }
  }
  return times.map((list, at) => ({ median: median(list), quickest: Math.min(...list), deliveries: deliveries[at] ?? 0 }));
}
