import { seriesId } from "@talent/core/observation/series-id";
import type { Connection } from "../../connect.ts";
import { THE_SOURCE } from "../../encoding/codes.ts";
import type { AppendInput } from "./append-input.ts";

type Waiting = { id: string; key: string; label: string };

/**
 * Rejects values that wait from an earlier document and that this one states otherwise, mended mostly: there is nothing left to ask. Inside the
 * transaction of its append; acts of ours decide nothing here.
 */
export async function closeOvertaken(connection: Connection, input: AppendInput): Promise<void> {
  if (input.as !== undefined || input.observations.length === 0) return;
  const { rows } = await connection.query<Waiting>(
    `SELECT q.id::text, k.key, p.label FROM quarantine q
     JOIN series k ON k.id = q.series_id JOIN periods p ON p.id = q.period_id JOIN exchanges e ON e.id = q.exchange_id
     WHERE k.source = $1 AND e.captured_at < $2 AND NOT EXISTS (SELECT FROM quarantine_decisions d WHERE d.quarantine_id = q.id)`,
    [input.source, input.vintage],
  );
  if (rows.length === 0) return;
  const stated = new Map(input.observations.map((one) => [`${seriesId(one)}@${one.period}`, one.value]));
  const overtaken = rows.filter((row) => stated.has(`${row.key}@${row.label}`));
  await connection.query(
    `INSERT INTO quarantine_decisions (quarantine_id, decision, reason, decided_by, decided_at)
     SELECT id, 'rejected', reason, $3, $4 FROM unnest($1::bigint[], $2::text[]) AS found (id, reason) ON CONFLICT DO NOTHING`,
    [
      overtaken.map((row) => row.id),
      overtaken.map(
        (row) => `the document of ${input.vintage.toISOString()} states ${stated.get(`${row.key}@${row.label}`) ?? "no value"}`,
      ),
      THE_SOURCE,
      input.now,
    ],
  );
}
