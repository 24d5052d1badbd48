import type pg from "pg";
import type { ChangeKind } from "../../read/feeds/changes.ts";

/** One entry of the feed. `detail` is public and holds counts and references, never a value a licence withholds. */
export type NewChange = {
  readonly kind: ChangeKind;
  readonly source?: string;
  readonly indicator?: string;
  readonly claim?: string;
  readonly exchangeId?: string;
  readonly runId?: string | null;
  readonly assessmentId?: string;
  readonly vintage?: Date;
  readonly at: Date;
  readonly detail: unknown;
};

const LOCK = 0x7a1e_0002;

/**
 * Adds to the feed inside the transaction of what it reports. The lock is taken last and held to the commit, so ids appear in the order of
 * their commits and a reader who has seen id n has seen everything before it.
 */
export async function writeChanges(connection: pg.ClientBase, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  await connection.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
  await connection.query(
    `INSERT INTO changes (kind, source_id, indicator, claim, exchange_id, run_id, assessment_id, vintage, occurred_at, detail)
     SELECT c->>'kind', c->>'source', c->>'indicator', c->>'claim', (c->>'exchangeId')::integer, (c->>'runId')::bigint,
       (c->>'assessmentId')::bigint, (c->>'vintage')::timestamptz, (c->>'at')::timestamptz, c->'detail'
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS list (c, position) ORDER BY position`,
    [JSON.stringify(changes)],
  );
}
