import type { Exchange } from "@talent/core/capture/capture";
import type { ParsedObservation, SeriesKey, SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import type { Db } from "@talent/db/connect";
import { runHistory } from "@talent/db/read/ingest/run-history";
import { storedExchange } from "@talent/db/read/ingest/stored-exchanges";
import { indicatorAsOf } from "@talent/db/read/observations/points";
import type { Source } from "@talent/sources/define-source";
import { checkPlausibility } from "./check-plausibility.ts";
import type { SandboxedParser } from "./parser.ts";

/** One number that today's parser reads otherwise than what is stored; null where there is none. */
export type Difference = {
  readonly series: string;
  readonly period: string;
  readonly stored: StatedValue | null;
  readonly reread: StatedValue | null;
};

type StatedValue = Pick<SeriesPoint, "value" | "status" | "low" | "high" | "n" | "bound">;

/** What a newer document covers, so that an older one is history there. */
type Coverage = { covers(key: SeriesKey, period: string): boolean; add(observations: readonly ParsedObservation[]): void };

/**
 * Reads stored exchanges again, newest first, and compares what the source states by them with what is stored as of `now`. A number is compared
 * with the newest document that covers it, within the scope the source declares.
 */
export async function reparseDifferences(
  db: Db,
  source: Source,
  reader: SandboxedParser,
  exchangeIds: readonly string[],
  now: Date,
): Promise<Difference[]> {
  const spoken = createCoverage(source);
  const stated = new Map<string, ParsedObservation>();
  for (const id of exchangeIds.toReversed()) {
    const observations = await reparseExchange(db, source, reader, await storedExchange(db, id), now);
    for (const one of observations) if (!spoken.covers(one, one.period)) stated.set(seriesPeriodKey(one, one.period), one);
    spoken.add(observations);
  }
  const differences: Difference[] = [];
  for (const indicator of source.produces) {
    for (const { key, points } of await indicatorAsOf(db, indicator, now)) {
      for (const point of points) differences.push(...compareWithStored(key, point, stated, spoken));
    }
  }
  return [
    ...differences,
    ...[...stated.values()].map((one) => ({ series: seriesId(one), period: one.period, stored: null, reread: toStatedValue(one) })),
  ];
}

/** What a run would take of it: no copy of another document, and no value held for review. */
async function reparseExchange(
  db: Db,
  source: Source,
  reader: SandboxedParser,
  exchange: Exchange,
  now: Date,
): Promise<ParsedObservation[]> {
  const reading = await reader.parse(source, { source: source.id, exchanges: [exchange] });
  const history = ({ series, before }: { series: readonly string[]; before: Date }) =>
    runHistory(db, { source: source.id, series, before, asOf: now });
  const judged = await checkPlausibility(source, [{ exchange }], reading, { history, rereads: true });
  return reading.snapshots.flatMap(({ exchange: place, observations }) => {
    const { held, refusal } = judged.get(place) ?? { held: [], refusal: null };
    const heldBack = new Set(held.map((item) => item.observation));
    return refusal === null ? observations.filter((observation) => !heldBack.has(observation)) : [];
  });
}

/** Takes a stored point's counterpart out of `stated`; what is left there in the end is new. */
function compareWithStored(key: SeriesKey, point: SeriesPoint, stated: Map<string, ParsedObservation>, spoken: Coverage): Difference[] {
  const place = { series: seriesId(key), period: point.period };
  const counterpart = stated.get(seriesPeriodKey(key, point.period));
  stated.delete(seriesPeriodKey(key, point.period));
  if (counterpart === undefined) {
    return point.value !== null && spoken.covers(key, point.period) ? [{ ...place, stored: toStatedValue(point), reread: null }] : [];
  }
  const [stored, reread] = [toStatedValue(point), toStatedValue(counterpart)];
  return JSON.stringify(stored) === JSON.stringify(reread) ? [] : [{ ...place, stored, reread }];
}

function toStatedValue({
  value,
  status,
  low,
  high,
  n,
  bound,
}: (Partial<StatedValue> & Pick<StatedValue, "value" | "status">) | ParsedObservation): StatedValue {
  return { value, status, low: low ?? null, high: high ?? null, n: n ?? null, bound: bound ?? null };
}

function seriesPeriodKey(key: SeriesKey, period: string): string {
  return `${seriesId(key)}@${period}`;
}

function createCoverage({ states }: Source): Coverage {
  const seen = new Set<string>();
  const unit = (key: SeriesKey, period: string): string =>
    states === "everything" ? key.indicator : states === "own_periods" ? `${key.indicator}@${period}` : seriesPeriodKey(key, period);
  return {
    covers: (key, period) => seen.has(unit(key, period)),
    add: (observations) => {
      for (const one of observations) seen.add(unit(one, one.period));
    },
  };
}
