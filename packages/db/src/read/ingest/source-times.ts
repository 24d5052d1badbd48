import type { SourceTimes } from "@talent/core/claim/claim-times";
import type { Db } from "../../connect.ts";
import { HEALTHY } from "./freshness-inputs.ts";

type Row = { source: string; produces: string[]; looked: Date | null; read: Date | null; changed: Date | null };

/**
 * When every registered source was looked at, read and changed, as of an instant: nothing after it shows. A document counts as read when it gave
 * numbers and its own capture, not only our reading of it, lies within.
 */
export async function sourceTimes(db: Db, asOf: Date): Promise<SourceTimes[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT s.id AS source, ARRAY(SELECT i.indicator FROM source_indicators i WHERE i.source = s.id ORDER BY 1) AS produces,
       (SELECT max(o.finished_at) FROM runs r JOIN run_outcomes o ON o.run_id = r.id
        WHERE r.source = s.id AND o.finished_at <= $1 AND o.outcome = ANY ($2)) AS looked,
       (SELECT max(e.captured_at) FROM exchanges e JOIN parses p ON p.exchange_id = e.id
        WHERE e.source = s.id AND e.captured_at <= $1 AND p.observations > 0) AS read,
       (SELECT max(a.vintage) FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE e.source = s.id AND a.vintage <= $1) AS changed
     FROM sources s WHERE s.retired_at IS NULL ORDER BY s.id`,
    [asOf, HEALTHY],
  );
  return rows.map(({ looked, read, changed, ...row }) => ({
    ...row,
    lastLooked: looked?.toISOString() ?? null,
    lastRead: read?.toISOString() ?? null,
    lastChanged: changed?.toISOString() ?? null,
  }));
}
