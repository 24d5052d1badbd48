import type { Fidelity } from "@talent/core/capture/capture";
import type { Db } from "../../connect.ts";

/** One kept exchange without its bytes. Instants are ISO; secrets were taken out of `url` before it was stored. */
export type CaptureEntry = {
  readonly exchange: string;
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly capturedAt: string;
  readonly fidelity: Fidelity;
  readonly licence: string;
  readonly note: string | null;
  readonly depositedBy: string | null;
  readonly sha256: string;
  /** Bytes of the body. */
  readonly size: number;
  /** How its newest reading ended: numbers read and numbers or parts refused; null while nobody has read it. */
  readonly read: { readonly observations: number; readonly refusals: number } | null;
};

export type Captures = { readonly entries: readonly CaptureEntry[]; readonly total: number };

type Row = Omit<CaptureEntry, "capturedAt"> & { captured_at: Date; total: number };

const LARGEST_PAGE = 500;

/** What was kept of a source by an instant, newest first, at most `limit` of `total`. Holds no number and no row of a publisher, so no licence gates it. */
export async function captures(db: Db, query: { source: string; asOf: Date; limit: number }): Promise<Captures> {
  const { rows } = await db.pool.query<Row>(
    `SELECT e.id::text AS exchange, e.url, e.method, e.status, e.captured_at, e.fidelity, e.licence, e.note, e.deposited_by AS "depositedBy",
       encode(s.sha256, 'hex') AS sha256, s.size, p.read, count(*) OVER ()::integer AS total
     FROM exchanges e JOIN snapshots s ON s.id = e.snapshot_id
     LEFT JOIN LATERAL (
       SELECT jsonb_build_object('observations', p.observations, 'refusals', p.refusals) AS read
       FROM parses p WHERE p.exchange_id = e.id ORDER BY p.parsed_at DESC LIMIT 1
     ) p ON true
     WHERE e.source = $1 AND e.captured_at <= $2 ORDER BY e.captured_at DESC, e.id DESC LIMIT $3`,
    [query.source, query.asOf, Math.min(Math.max(1, Math.trunc(query.limit)), LARGEST_PAGE)],
  );
  const entries = rows.map(({ total: _, captured_at, ...row }) => ({ ...row, capturedAt: captured_at.toISOString() }));
  return { entries, total: rows[0]?.total ?? 0 };
}
