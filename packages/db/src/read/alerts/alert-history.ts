import type { PeriodValue } from "@talent/core/alert/transition";
import type { Republish } from "@talent/core/capture/source";
import type { NoticeFacts } from "@talent/core/text/notice-language";
import type { Db } from "../../connect.ts";
import { InvalidCursor } from "../../errors.ts";
import type { Prisma } from "../../generated/client.ts";
import { withholdingCodes } from "../licence/alert-licence.ts";

/** A value that a licence may withhold: then it is null, and its period stays. */
export type ShownAlertValue = { readonly period: string; readonly value: number | null };

export type ShownFacts = Omit<NoticeFacts, "before" | "after"> & {
  readonly before: ShownAlertValue | null;
  readonly after: ShownAlertValue | null;
};

/** A step of a rule in its public form. Instants are ISO. */
export type AlertEntry = {
  readonly id: string;
  readonly rule: string;
  /** The vintage or deadline that caused it, and the instant being evaluated when we found it. */
  readonly at: string;
  readonly evaluatedAt: string;
  readonly facts: ShownFacts;
  readonly scopes: readonly string[];
  /** The entry that this one retracts, and the one that retracted this. */
  readonly retracts: string | null;
  readonly retractedBy: string | null;
  /** How many people were to be notified; null: it is only in the history. */
  readonly audience: number | null;
  /** Why its numbers are not shown; null: they are. */
  readonly withheld: Republish | null;
};

/** Of one rule, or of everything a scope covers; left out: what subscribers to everything are notified of. */
export type HistoryFilter = {
  readonly rule?: string;
  readonly scope?: string;
  /** Only what people were notified of. */
  readonly told?: boolean;
};

/** With a step: how many it was meant for, and what retracts it. */
const WITH_NOTICE = {
  notice: true,
  retractedBy: { select: { id: true }, orderBy: { id: "desc" }, take: 1 },
} as const satisfies Prisma.AlertTransitionInclude;

type Row = Prisma.AlertTransitionGetPayload<{ include: typeof WITH_NOTICE }>;

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
  const rows = await db.prisma.alertTransition.findMany({
    where: {
      ...(filter.rule === undefined ? { scopes: { has: filter.scope ?? "everything" } } : { rule: filter.rule }),
      ...(cursor === null ? {} : { id: { lt: BigInt(cursor) } }),
      ...(filter.told ? { notice: { isNot: null } } : {}),
    },
    include: WITH_NOTICE,
    orderBy: { id: "desc" },
    take: size + 1,
  });
  const data = await gateEntries(db, rows.slice(0, size));
  return { data, next: rows.length > size ? (data.at(-1)?.id ?? null) : null };
}

/** One step by its id, or null. Gated. */
export async function alertEntry(db: Db, id: string): Promise<AlertEntry | null> {
  if (!ID.test(id)) return null;
  const found = await db.prisma.alertTransition.findUnique({ where: { id: BigInt(id) }, include: WITH_NOTICE });
  return found === null ? null : ((await gateEntries(db, [found]))[0] ?? null);
}

/** Removes the numbers from entries whose licence withholds them. */
async function gateEntries(db: Db, rows: readonly Row[]): Promise<AlertEntry[]> {
  const facts = rows.map((row) => row.facts as unknown as NoticeFacts);
  const codes = await withholdingCodes(db, facts);
  return rows.map((row, place) => ({
    id: String(row.id),
    rule: row.rule,
    at: row.effectiveAt.toISOString(),
    evaluatedAt: row.evaluatedAt.toISOString(),
    facts: shownFacts(facts[place] as NoticeFacts, codes[place] ?? null),
    scopes: row.scopes,
    retracts: row.retractsId === null ? null : String(row.retractsId),
    retractedBy: row.retractedBy[0] === undefined ? null : String(row.retractedBy[0].id),
    audience: row.notice?.audience ?? null,
    withheld: codes[place] ?? null,
  }));
}

const shownFacts = (facts: NoticeFacts, withheld: Republish | null): ShownFacts =>
  withheld === null ? facts : { ...facts, before: withoutValue(facts.before), after: withoutValue(facts.after) };

const withoutValue = (told: PeriodValue | null): ShownAlertValue | null => (told === null ? null : { period: told.period, value: null });
