import type { ParsedObservation } from "@talent/core/observation";
import { type Connection, type Db, inTransaction } from "../connect.ts";
import { AlreadyDecided } from "../errors.ts";
import { storable } from "../storable-text.ts";
import type { AppendCounts } from "./append-input.ts";
import { appendWithin } from "./append-observations.ts";

export type Review = {
  readonly quarantineId: string;
  readonly decision: "accepted" | "rejected";
  readonly reason: string;
  readonly by: string;
  readonly now: Date;
};

type Row = { source: string; exchange_id: number; run_id: string | null; parser_fingerprint: string; candidate: ParsedObservation };

/**
 * An operator's word on a value held back; it is kept for good. An accepted value becomes known at the instant of this act, so what was known
 * before stays as it was. Throws AlreadyDecided for a second decision or an unknown id.
 */
export async function decideQuarantined(db: Db, review: Review): Promise<AppendCounts | null> {
  return inTransaction(db, async (connection) => {
    const held = await decide(connection, review);
    if (review.decision === "rejected") return null;
    const { knownFrom: _, ...observation } = held.candidate;
    return appendWithin(connection, {
      source: held.source,
      exchangeId: String(held.exchange_id),
      runId: held.run_id,
      parserFingerprint: held.parser_fingerprint,
      scope: "listed",
      observations: [observation],
      held: [],
      refusals: [],
      vintage: review.now,
      now: review.now,
      as: { cause: "accepted", note: review.reason },
    });
  });
}

async function decide(connection: Connection, review: Review): Promise<Row> {
  const { rowCount } = await connection.query(
    `INSERT INTO quarantine_decisions (quarantine_id, decision, reason, decided_by, decided_at)
     SELECT id, $2, $3, $4, $5 FROM quarantine WHERE id = $1 ON CONFLICT DO NOTHING`,
    [review.quarantineId, review.decision, storable(review.reason), storable(review.by), review.now],
  );
  if (rowCount === 0) throw new AlreadyDecided(`quarantined value ${review.quarantineId} is unknown or was decided before`);
  const { rows } = await connection.query<Row>(
    `SELECT k.source, q.exchange_id, q.run_id::text, q.parser_fingerprint, q.candidate
     FROM quarantine q JOIN series k ON k.id = q.series_id WHERE q.id = $1`,
    [review.quarantineId],
  );
  const row = rows[0];
  if (row === undefined) throw new AlreadyDecided(`quarantined value ${review.quarantineId} is unknown`);
  return row;
}
