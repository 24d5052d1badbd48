import type { Db } from "../../connect.ts";

/** What can be picked of an indicator: its areas, and the combinations of codes its series have, each in the order of their codes. */
export type IndicatorAxes = {
  readonly indicator: string;
  readonly series: number;
  readonly areas: readonly string[];
  readonly dimensions: readonly Readonly<Record<string, string>>[];
};

type Row = { indicator: string; series: number; areas: string[]; dimensions: string[] };

// One probe of the key's index for each series: a join would read every version there is.
const KNOWN = `CROSS JOIN LATERAL (SELECT FROM observations o WHERE o.series_id = k.id AND o.vintage <= $2 LIMIT 1) known`;

/**
 * The axes of one indicator, or of all. With `asOf` only series something was known of by then; that costs a probe for each, and is not
 * meant for all indicators at once.
 */
export async function indicatorAxes(db: Db, { indicator, asOf }: { indicator?: string; asOf?: Date } = {}): Promise<IndicatorAxes[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT k.indicator, count(*)::integer AS series, array_agg(DISTINCT k.area) AS areas, array_agg(DISTINCT k.dimensions::text) AS dimensions
     FROM series k ${asOf === undefined ? "" : KNOWN}
     WHERE ($1::text IS NULL OR k.indicator = $1) GROUP BY k.indicator ORDER BY k.indicator`,
    asOf === undefined ? [indicator ?? null] : [indicator ?? null, asOf],
  );
  return rows.map(({ areas, dimensions, ...row }) => ({
    ...row,
    areas: areas.sort(),
    dimensions: dimensions.sort().map((text) => JSON.parse(text)),
  }));
}
