import type { Db } from "../../connect.ts";
import { InvalidCursor } from "../../errors.ts";
import type { Page } from "../observations/series-page.ts";

export type ChangeKind =
  | "new_period"
  | "revision"
  | "withdrawal"
  | "correction"
  | "reparse"
  | "definition_change"
  | "verdict"
  | "source_health";

/** One entry of the ordered feed. Data changes carry counts, the span of periods and the ids of the first few versions; their values are gated reads. */
export type Change = {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly source: string | null;
  readonly indicator: string | null;
  readonly claim: string | null;
  readonly exchange: string | null;
  readonly run: string | null;
  readonly assessment: string | null;
  readonly vintage: string | null;
  readonly at: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type ChangeRow = Omit<Change, "vintage" | "at"> & { vintage: Date | null; at: Date };

export const CHANGE_COLUMNS = `id::text, kind, source_id AS source, indicator, claim, exchange_id::text AS exchange, run_id::text AS run,
  assessment_id::text AS assessment, vintage, occurred_at AS at, detail`;
const LARGEST_PAGE = 1_000;
const CURSOR = /^(?:0|[1-9]\d{0,17})$/;

/** Entries after the cursor (the id of an entry; null: from the start), in commit order. Throws InvalidCursor. */
export async function changesSince(db: Db, cursor: string | null, limit: number): Promise<Page<Change>> {
  if (cursor !== null && !CURSOR.test(cursor)) throw new InvalidCursor("the cursor is the id of a change");
  const size = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
  const { rows } = await db.pool.query<ChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM changes WHERE changes.id > $1 ORDER BY changes.id LIMIT $2`,
    [cursor ?? "0", size + 1],
  );
  const data = rows.slice(0, size).map(toChange);
  return { data, next: rows.length > size ? (data.at(-1)?.id ?? null) : null };
}

export function toChange(row: ChangeRow): Change {
  return { ...row, vintage: row.vintage?.toISOString() ?? null, at: row.at.toISOString() };
}
