import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";

/** A number withheld from the public ones. For operators only: the dashboard's role cannot read it. Instants are ISO. */
export type HeldValue = {
  readonly id: string;
  readonly source: string;
  /** The exchange that states it, its address without secrets, and when it was captured. */
  readonly exchange: string;
  readonly url: string;
  readonly capturedAt: string;
  readonly observation: ParsedObservation;
  /** The check that holds it, and its message. */
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

/** Values held back, in the order they came. */
export async function heldValues(db: Db, query: HeldQuery = {}): Promise<HeldValue[]> {
  const { source, decided = false } = query;
  const found = await db.prisma.quarantine.findMany({
    where: { ...(source === undefined ? {} : { series: { sourceId: source } }), ...(decided ? {} : { decision: null }) },
    include: { series: true, exchange: true, decision: true },
    orderBy: { id: "asc" },
  });
  return found.map(({ id, series, exchange, candidate, reason, message, previous, decision }) => ({
    id: String(id),
    source: series.sourceId,
    exchange: String(exchange.id),
    url: exchange.url,
    capturedAt: exchange.capturedAt.toISOString(),
    observation: candidate as unknown as ParsedObservation,
    reason,
    message,
    previous,
    decision: decision && {
      decision: decision.decision as HeldDecision["decision"],
      note: decision.reason,
      by: decision.decidedBy,
      at: decision.decidedAt.toISOString(),
    },
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
