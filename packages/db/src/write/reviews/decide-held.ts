import type { ParsedObservation } from "@talent/core/observation/observation";
import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { storableText } from "../../encoding/storable-text.ts";
import { AlreadyDecided, Superseded } from "../../errors.ts";
import type { AppendCounts } from "../observations/append-input.ts";
import { appendInTransaction } from "../observations/append-observations.ts";

export type QuarantineDecision = {
  /** Ids of held values. */
  readonly ids: readonly string[];
  readonly decision: "accepted" | "rejected";
  /** Why; stored permanently. */
  readonly note: string;
  readonly by: string;
  readonly now: Date;
};

export type DecisionCounts = Pick<AppendCounts, "newPeriods" | "revisions" | "withdrawals" | "unchanged"> & { readonly decided: number };

type Row = {
  id: string;
  source: string;
  exchange_id: number;
  run_id: string | null;
  parser_fingerprint: string;
  candidate: ParsedObservation;
  decided: boolean;
};

/**
 * A person's decision on values held back, stored permanently with who made it and when. Accepted values become known at the instant of this act, so that
 * what was known before stays as it was; one transaction for each document they stand in.
 *
 * Throws AlreadyDecided for an unknown id or a second decision, before anything is decided; Superseded when a later document has stated the number since.
 */
export async function decideHeld(db: Db, decision: QuarantineDecision): Promise<DecisionCounts> {
  const rows = await loadUndecided(db, [...new Set(decision.ids)]);
  const total = { decided: 0, newPeriods: 0, revisions: 0, withdrawals: 0, unchanged: 0 };
  for (const group of Map.groupBy(rows, (row) => row.exchange_id).values()) {
    const counts = await inTransaction(db, (connection) => decideDocument(connection, group, decision));
    total.decided += group.length;
    for (const name of ["newPeriods", "revisions", "withdrawals", "unchanged"] as const) total[name] += counts?.[name] ?? 0;
  }
  return total;
}

async function loadUndecided(db: Db, ids: readonly string[]): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT q.id::text, k.source_id AS source, q.exchange_id, q.run_id::text, q.parser_fingerprint, q.candidate, d.quarantine_id IS NOT NULL AS decided
     FROM quarantine q JOIN series k ON k.id = q.series_id JOIN exchanges e ON e.id = q.exchange_id
     LEFT JOIN quarantine_decisions d ON d.quarantine_id = q.id
     WHERE q.id::text = ANY ($1) ORDER BY e.captured_at, q.id`,
    [ids],
  );
  const unknown = ids.filter((id) => !rows.some((row) => row.id === id));
  if (unknown.length > 0) throw new AlreadyDecided(`no value is held under ${unknown.join(", ")}`);
  refuseDecided(rows.filter((row) => row.decided).map((row) => row.id));
  return rows;
}

async function decideDocument(connection: Connection, rows: readonly Row[], decision: QuarantineDecision): Promise<AppendCounts | null> {
  const ids = rows.map((row) => row.id);
  const made = await connection.query<{ id: string }>(
    `INSERT INTO quarantine_decisions (quarantine_id, decision, reason, decided_by, decided_at)
     SELECT unnest($1::bigint[]), $2, $3, $4, $5 ON CONFLICT DO NOTHING RETURNING quarantine_id::text AS id`,
    [ids, decision.decision, storableText(decision.note), storableText(decision.by), decision.now],
  );
  refuseDecided(ids.filter((id) => !made.rows.some((row) => row.id === id)));
  const [first] = rows;
  if (first === undefined || decision.decision === "rejected") return null;
  const counts = await appendInTransaction(connection, {
    source: first.source,
    exchangeId: String(first.exchange_id),
    runId: first.run_id,
    parserFingerprint: first.parser_fingerprint,
    scope: "listed",
    observations: rows.map(({ candidate: { knownFrom: _, ...observation } }) => observation),
    held: [],
    refusals: [],
    vintage: decision.now,
    now: decision.now,
    as: { cause: "accepted", note: decision.note },
  });
  await refuseSuperseded(connection, ids);
  return counts;
}

/** The append holds the source's lock, so nothing can come between this read and the commit. */
async function refuseSuperseded(connection: Connection, ids: readonly string[]): Promise<void> {
  const { rows } = await connection.query<{ id: string; key: string; label: string }>(
    `SELECT q.id::text, k.key, d.label FROM quarantine q
     JOIN series k ON k.id = q.series_id JOIN periods d ON d.id = q.period_id JOIN exchanges e ON e.id = q.exchange_id
     WHERE q.id = ANY ($1::bigint[]) AND EXISTS (
       SELECT FROM observations o JOIN appends a ON a.id = o.append_id JOIN exchanges l ON l.id = a.exchange_id
       WHERE o.series_id = q.series_id AND o.period_id = q.period_id AND l.captured_at > e.captured_at)
     ORDER BY q.id LIMIT 1`,
    [ids],
  );
  const found = rows[0];
  if (found !== undefined)
    throw new Superseded(`held value ${found.id}: a later document has stated ${found.key} for ${found.label} since`);
}

function refuseDecided(ids: readonly string[]): void {
  if (ids.length > 0) throw new AlreadyDecided(`held value ${ids.join(", ")} was decided before`);
}
