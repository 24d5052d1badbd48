import type { Db } from "../../connect.ts";
import type { ChangeKind } from "../feeds/changes.ts";

/** An entry of the feed of changes, as far as it may move a rule. */
export type AlertTrigger = {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly indicator: string | null;
  readonly claim: string | null;
  readonly source: string | null;
  /** From this instant on its numbers count, or the verdict does. Null: from any instant, because the rows of a table of ours have their own dates. */
  readonly from: Date | null;
};

export type AlertTriggers = { readonly newest: string; readonly since: readonly AlertTrigger[] };

/**
 * The feed after an entry (null: nothing but its newest id is wanted), in commit order. A reader that has seen `newest` has seen everything
 * before it.
 */
export async function alertTriggers(db: Db, seen: string | null): Promise<AlertTriggers> {
  if (seen === null) return { newest: await newestChangeId(db), since: [] };
  const { rows } = await db.pool.query<AlertTrigger>(
    `SELECT c.id::text, c.kind, c.indicator, c.claim, c.source_id AS source,
       CASE WHEN s.kind = 'curated' THEN NULL ELSE coalesce(c.vintage, c.occurred_at) END AS from
     FROM changes c LEFT JOIN sources s ON s.id = c.source_id WHERE c.id > $1 ORDER BY c.id`,
    [seen],
  );
  return { newest: rows.at(-1)?.id ?? seen, since: rows };
}

async function newestChangeId(db: Db): Promise<string> {
  const newest = await db.prisma.change.findFirst({ select: { id: true }, orderBy: { id: "desc" } });
  return String(newest?.id ?? 0);
}
