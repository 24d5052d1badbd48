import type { Db } from "@talent/db/connect";

const TABLES = [
  "subscribers",
  "subscriptions",
  "consent_events",
  "tokens",
  "messages",
  "message_attempts",
  "deliveries",
  "alert_rules",
  "alert_transitions",
  "notices",
] as const;

/** One digest for each table about people and what they are told: equal before and after, nothing of them has changed. */
export async function storeDigest(pool: Db["pool"]): Promise<Record<string, string>> {
  const digests = await Promise.all(
    TABLES.map(async (table): Promise<[string, string]> => {
      const { rows } = await pool.query<{ digest: string }>(
        `SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM ${table} t`,
      );
      return [table, rows[0]?.digest ?? ""];
    }),
  );
  return Object.fromEntries(digests);
}
