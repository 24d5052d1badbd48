import type { NotifiedRelease } from "@talent/core/alert/transition";
import type { Republish } from "@talent/core/capture/capture";
import type { NoticeFacts } from "@talent/core/text/notice-language";
import type { Db } from "../../connect.ts";
import { InvalidCursor } from "../../errors.ts";
import { withholdingCodes } from "../licence/alert-licence.ts";

/** A value that may be kept back by a licence: then it is null, and its period stays. */
export type ShownAlertValue = { readonly period: string; readonly value: number | null };

export type ShownFacts = Omit<NoticeFacts, "before" | "after"> & {
  readonly before: ShownAlertValue | null;
  readonly after: ShownAlertValue | null;
};

/** A step of a rule as anybody may see it. Instants are ISO. */
export type AlertEntry = {
  readonly id: string;
  readonly rule: string;
  /** The vintage or deadline that caused it, and the instant we spoke for when we found it. */
  readonly at: string;
  readonly evaluatedAt: string;
  readonly facts: ShownFacts;
  readonly scopes: readonly string[];
  /** The entry that this one takes back, and the one that took this back. */
  readonly retracts: string | null;
  readonly retractedBy: string | null;
  /** How many people were to be told; null: it only stands in the history. */
  readonly audience: number | null;
  /** Why its numbers are not shown; null: they are. */
  readonly withheld: Republish | null;
};

/** Of one rule, or of everything a scope covers; left out: what readers who take everything are told of. */
export type HistoryFilter = {
  readonly rule?: string;
  readonly scope?: string;
  /** Only what people were told of. */
  readonly told?: boolean;
};

type Row = Omit<AlertEntry, "at" | "evaluatedAt" | "facts" | "withheld"> & { at: Date; evaluated_at: Date; facts: NoticeFacts };

const COLUMNS = `t.id::text, t.rule, t.effective_at AS at, t.evaluated_at, t.facts, t.scopes, t.retracts_id::text AS retracts, n.audience,
  (SELECT b.id::text FROM alert_transitions b WHERE b.retracts_id = t.id ORDER BY b.id DESC LIMIT 1) AS "retractedBy"`;
const LARGEST_PAGE = 500;
const ID = /^[1-9]\d{0,17}$/;

/** Steps of rules, newest first, of which ids are lower than the cursor (null: from the newest). Gated. Throws InvalidCursor. */
export async function alertEntries(
  db: Db,
  filter: HistoryFilter,
  cursor: string | null,
  limit: number,
): Promise<{ data: AlertEntry[]; next: string | null }> {
  if (cursor !== null && !ID.test(cursor)) throw new InvalidCursor("the cursor is the id of an alert");
  const size = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
  const scope = filter.rule === undefined ? (filter.scope ?? "everything") : null;
  const { rows } = await db.pool.query<Row>(
    `SELECT ${COLUMNS} FROM alert_transitions t LEFT JOIN notices n ON n.transition_id = t.id
     WHERE ($1::bigint IS NULL OR t.id < $1) AND ($2::text IS NULL OR t.rule = $2) AND ($3::text IS NULL OR $3 = ANY (t.scopes))
       AND (NOT $4::boolean OR n.transition_id IS NOT NULL)
     ORDER BY t.id DESC LIMIT $5`,
    [cursor, filter.rule ?? null, scope, filter.told ?? false, size + 1],
  );
  const data = await gateEntries(db, rows.slice(0, size));
  return { data, next: rows.length > size ? (data.at(-1)?.id ?? null) : null };
}

/** One step by its id, or null. Gated. */
export async function alertEntry(db: Db, id: string): Promise<AlertEntry | null> {
  if (!ID.test(id)) return null;
  const { rows } = await db.pool.query<Row>(
    `SELECT ${COLUMNS} FROM alert_transitions t LEFT JOIN notices n ON n.transition_id = t.id WHERE t.id = $1`,
    [id],
  );
  return (await gateEntries(db, rows))[0] ?? null;
}

/** Takes the numbers out of entries whose licence keeps them back. */
async function gateEntries(db: Db, rows: readonly Row[]): Promise<AlertEntry[]> {
  const codes = await withholdingCodes(
    db,
    rows.map(({ facts }) => facts),
  );
  return rows.map(({ at, evaluated_at, facts, ...row }, place) => {
    const withheld = codes[place] ?? null;
    const shown = withheld === null ? facts : { ...facts, before: withoutValue(facts.before), after: withoutValue(facts.after) };
    return { ...row, at: at.toISOString(), evaluatedAt: evaluated_at.toISOString(), facts: shown, withheld };
  });
}

const withoutValue = (told: NotifiedRelease | null): ShownAlertValue | null =>
  told === null ? null : { period: told.period, value: null };
