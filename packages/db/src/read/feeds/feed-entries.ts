import type { NoticeFacts } from "@talent/core/text/notice-language";
import type { Db } from "../../connect.ts";
import { withheldAmong } from "../licence/licence-gate.ts";
import { CHANGE_COLUMNS, type Change, type ChangeRow, toChange } from "./changes.ts";

/** Whose changes are wanted: what has this claim, one of these indicators or this source. None named: all changes. */
export type FeedScope = { readonly claim?: string; readonly indicators?: readonly string[]; readonly source?: string };

/** Newest first. `older`: the entry number for the next page; null at the end. */
export type FeedPage<Entry> = { readonly entries: readonly Entry[]; readonly older: string | null };

/** Where a page begins: entries whose number is lower than `before`; null: the newest. */
export type FeedPosition = { readonly before: string | null; readonly limit: number };

/** Something subscribers were notified of. Instants are ISO. */
export type StoredNotice = {
  readonly id: string;
  readonly rule: string;
  /** When it was found out, and the vintage or deadline that caused it. */
  readonly evaluatedAt: string;
  readonly at: string;
  readonly facts: NoticeFacts;
  /** The notice that this one retracts. */
  readonly retracts: string | null;
  /** A licence withholds the numbers behind it: they may not be shown. */
  readonly withheld: boolean;
};

/** A page of the feed of changes. The same entry keeps its number for ever. */
export async function newestFeedChanges(db: Db, scope: FeedScope, { before, limit }: FeedPosition): Promise<FeedPage<Change>> {
  const { rows } = await db.pool.query<ChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM changes
     WHERE ($1::bigint IS NULL OR changes.id < $1) AND ($3 OR claim = $4 OR indicator = ANY ($5) OR source_id = $6)
     ORDER BY changes.id DESC LIMIT $2`,
    [before, limit + 1, Object.keys(scope).length === 0, scope.claim ?? null, scope.indicators ?? [], scope.source ?? null],
  );
  return toFeedPage(rows.map(toChange), limit);
}

type NoticeRow = Omit<StoredNotice, "at" | "evaluatedAt" | "withheld"> & { at: Date; evaluated_at: Date };

/** A page of what subscribers to everything were notified of: neither what concerns operators only nor user rules are in it. */
export async function newestNotices(db: Db, { before, limit }: FeedPosition): Promise<FeedPage<StoredNotice>> {
  const { rows } = await db.pool.query<NoticeRow>(
    `SELECT t.id::text, t.rule, t.evaluated_at, t.effective_at AS at, t.facts, t.retracts_id::text AS retracts
     FROM notices n JOIN alert_transitions t ON t.id = n.transition_id
     WHERE ($1::bigint IS NULL OR t.id < $1) AND t.tells IS NOT NULL AND 'everything' = ANY (t.scopes)
     ORDER BY t.id DESC LIMIT $2`,
    [before, limit + 1],
  );
  const withheld = await withheldAmong(
    db,
    rows.flatMap(({ facts }) => facts.inputs),
  );
  const entries = rows.map(
    ({ evaluated_at, at, ...row }): StoredNotice => ({
      ...row,
      evaluatedAt: evaluated_at.toISOString(),
      at: at.toISOString(),
      withheld: row.facts.inputs.some((id) => withheld.has(id)),
    }),
  );
  return toFeedPage(entries, limit);
}

function toFeedPage<Entry extends { readonly id: string }>(found: readonly Entry[], limit: number): FeedPage<Entry> {
  const entries = found.slice(0, limit);
  return { entries, older: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
}
