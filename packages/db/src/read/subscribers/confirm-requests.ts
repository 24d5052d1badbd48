import type { Locale, Named } from "@talent/core/alert/rule";
import type { Db } from "../../connect.ts";

/** What a mail that asks for a confirmation is about; `rules` names those of the scopes that a reader made. */
export type ConfirmRequest = {
  readonly scopes: readonly string[];
  readonly includeFuture: boolean;
  readonly cadence: "instant" | "daily" | "weekly";
  readonly locale: Locale;
  readonly rules: ReadonlyMap<string, Named>;
};

type Row = { id: string; asked: Omit<ConfirmRequest, "rules"> | null; rules: Record<string, Named> | null };

/** By message id; a message nobody asked for is left out. */
export async function confirmRequests(db: Db, messages: readonly string[]): Promise<Map<string, ConfirmRequest>> {
  if (messages.length === 0) return new Map();
  const { rows } = await db.pool.query<Row>(
    `SELECT m.id, a.asked, (
       SELECT jsonb_object_agg(r.id, r.spec->'name') FROM alert_rules r
       WHERE 'rule:' || r.id IN (SELECT jsonb_array_elements_text(a.asked->'scopes'))) AS rules
     FROM messages m
     CROSS JOIN LATERAL (SELECT asked_with(m.subscriber, ARRAY(SELECT jsonb_array_elements_text(m.about->'subscriptions'))::uuid[]) AS asked) a
     WHERE m.id = ANY ($1)`,
    [messages],
  );
  return new Map(
    rows.flatMap(({ id, asked, rules }) => (asked === null ? [] : [[id, { ...asked, rules: new Map(Object.entries(rules ?? {})) }]])),
  );
}
