import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";

/** A number kept out of the public ones. For operators only: the dashboard's role cannot read it. Instants are ISO. */
export type HeldValue = {
  readonly id: string;
  readonly source: string;
  /** The exchange that states it, its address without secrets, and when it was captured. */
  readonly exchange: string;
  readonly url: string;
  readonly capturedAt: string;
  readonly observation: ParsedObservation;
  /** The check that holds it, and what it says. */
  readonly reason: string;
  readonly message: string;
  /** The value it was compared with. */
  readonly previous: number | null;
  readonly decision: HeldDecision | null;
};

export type HeldDecision = { readonly decision: "accepted" | "rejected"; readonly note: string; readonly by: string; readonly at: string };

export type HeldQuery = {
  readonly source?: string;
  /** Also those decided about; default: only those that wait. */
  readonly decided?: boolean;
};

type Row = Omit<HeldValue, "capturedAt" | "decision"> & {
  captured_at: Date;
  decision: HeldDecision["decision"] | null;
  note: string | null;
  by: string | null;
  at: Date | null;
};

/** Values held back, in the order they came. */
export async function heldValues(db: Db, query: HeldQuery = {}): Promise<HeldValue[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT q.id::text, k.source_id AS source, q.exchange_id::text AS exchange, e.url, e.captured_at, q.candidate AS observation, q.reason, q.message,
       q.previous, d.decision, d.reason AS note, d.decided_by AS by, d.decided_at AS at
     FROM quarantine q JOIN series k ON k.id = q.series_id JOIN exchanges e ON e.id = q.exchange_id
     LEFT JOIN quarantine_decisions d ON d.quarantine_id = q.id
     WHERE ($1::text IS NULL OR k.source_id = $1) AND ($2 OR d.quarantine_id IS NULL) ORDER BY q.id`,
    [query.source ?? null, query.decided ?? false],
  );
  return rows.map(({ captured_at, decision, note, by, at, ...row }) => ({
    ...row,
    capturedAt: captured_at.toISOString(),
    decision: decision === null || at === null ? null : { decision, note: note ?? "", by: by ?? "", at: at.toISOString() },
  }));
}

/** `seriesId@period` of every value that waited in quarantine, undecided, at `asOf`. What it was is not public. */
export async function heldKeys(db: Db, asOf: Date = new Date(8.64e15)): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ held: string }>(
    `SELECT DISTINCT k.key || '@' || d.label AS held
     FROM held_keys h JOIN series k ON k.id = h.series_id JOIN periods d ON d.id = h.period_id
     WHERE h.held_from <= $1 AND (h.held_until IS NULL OR h.held_until > $1)`,
    [asOf.getTime() === 8.64e15 ? "infinity" : asOf],
  );
  return new Set(rows.map((row) => row.held));
}
