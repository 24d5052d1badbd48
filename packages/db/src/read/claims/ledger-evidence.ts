import type { Cadence } from "@talent/core/capture/expectation";
import type { Claim } from "@talent/core/claim/claim";
import type { Evidence, IndicatorFacts } from "@talent/core/measure/evidence";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import type { Db } from "../../connect.ts";
import { heldKeys } from "../ingest/held-values.ts";
import { pointsAsOf } from "../observations/points.ts";

/** What the catalogue knows of an indicator; the store adds whether a source produces it, and how often. */
export type CatalogueFacts = Omit<IndicatorFacts, "built" | "cadence">;

/**
 * All evidence for these claims at one instant: the points of every series they bind in one query, and of nothing else. Requesting a series
 * no claim binds gives no points. Ungated: verdicts are made from it; what is shown passes through `gateAssessments`.
 */
export async function ledgerEvidence(
  db: Db,
  claims: readonly Claim[],
  asOf: Date,
  factsOf: (indicator: string) => CatalogueFacts,
): Promise<Evidence> {
  const [points, produced, held] = await Promise.all([
    pointsAsOf(db, boundSeries(claims), asOf),
    producedIndicators(db),
    heldKeys(db, asOf),
  ]);
  return {
    points: (key) => points.get(seriesId(key)) ?? NO_POINTS,
    facts: (indicator) => ({ ...factsOf(indicator), built: produced.has(indicator), cadence: produced.get(indicator) ?? null }),
    held: (key, period) => held.has(`${seriesId(key)}@${period}`),
  };
}

const NO_POINTS: readonly never[] = [];

function boundSeries(claims: readonly Claim[]): SeriesKey[] {
  const readings = claims.flatMap((claim) => claim.readings);
  return [
    ...readings.flatMap((reading) => (reading.measure === null ? [] : bindingsOf(reading.measure))),
    ...claims.flatMap((c) => c.related),
  ];
}

/** How often the source of each indicator publishes, by indicator; of what no registered source produces, nothing. */
export async function producedIndicators(db: Db): Promise<Map<string, Cadence | null>> {
  const { rows } = await db.pool.query<{ indicator: string; cadence: Cadence | null }>(
    `SELECT i.indicator, s.record->'cadence' AS cadence FROM source_indicators i JOIN sources s ON s.id = i.source_id WHERE s.retired_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.indicator, row.cadence]));
}
