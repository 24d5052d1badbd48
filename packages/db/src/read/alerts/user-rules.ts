import type { Db } from "../../connect.ts";

/** A user rule as stored, and since when it has had a subscription. */
export type SubscribedUserRule = { readonly id: string; readonly spec: unknown; readonly wantedSince: Date };

/** The user rules with a confirmed subscription that has not ended, by id. */
export async function subscribedUserRules(db: Db): Promise<SubscribedUserRule[]> {
  const { rows } = await db.pool.query<{ id: string; spec: unknown; wanted_since: Date }>(
    `SELECT r.id, r.spec, min(s.confirmed_at) AS wanted_since
     FROM alert_rules r JOIN subscriptions s ON s.scope = 'rule:' || r.id AND s.confirmed_at IS NOT NULL AND s.ended_at IS NULL
     JOIN subscribers p ON p.id = s.subscriber_id AND p.state = 'active'
     GROUP BY r.id ORDER BY r.id`,
  );
  return rows.map(({ wanted_since, ...row }) => ({ ...row, wantedSince: wanted_since }));
}

/** A user rule as stored; null where there is none of this id. */
export async function userRuleSpec(db: Db, id: string): Promise<unknown> {
  return (await db.prisma.alertRule.findUnique({ where: { id } }))?.spec ?? null;
}
