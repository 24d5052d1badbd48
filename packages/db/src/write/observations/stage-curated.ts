import type { StatedScope } from "@talent/core/capture/capture";
import type { Connection } from "../../connect.ts";
import { boundOf, WITHDRAWN_STATUS } from "../../encoding/codes.ts";
import type { Batch, BatchRow } from "./batch.ts";
import type { Interned } from "./intern.ts";
import { goneAt, type KnownVersion, planCurated } from "./plan-curated.ts";
import type { HeldKey } from "./prior.ts";
import { idsOf, type StagedRow, stage } from "./stage.ts";

type Key = HeldKey & { readonly known: KnownVersion[]; readonly stated: BatchRow[] };

/**
 * Stages what a table of ours adds to the store. Such tables are small and each row has a date of its own, so the plan is made in memory, key by
 * key. Under `everything` a key gone from the file is withdrawn by a correction; these are counted.
 */
export async function stageCurated(
  connection: Connection,
  input: { source: string; scope: StatedScope; now: Date },
  batch: Batch,
  ids: Interned,
  held: readonly HeldKey[],
): Promise<number> {
  const keys = await knownKeys(connection, input.source);
  for (const row of batch.rows) keyAt(keys, idsOf(row, ids)).stated.push(row);
  const writes: StagedRow[] = [];
  const gone: (HeldKey & { at: Date })[] = [];
  const exempt = new Set(held.map(textOf));
  for (const key of keys.values()) {
    if (key.stated.length > 0) writes.push(...planCurated(key, input.now));
    else if (input.scope === "everything" && batch.rows.length > 0 && !exempt.has(textOf(key))) {
      const at = goneAt(key.known, input.now);
      if (at !== null) gone.push({ ...key, at });
    }
  }
  await stage(connection, writes, ids);
  await connection.query(
    `INSERT INTO stage (series_id, period_id, vintage, status, cause, back_dated)
     SELECT series_id, period_id, vintage, $4::text, 'c', false
     FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) AS gone (series_id, period_id, vintage)`,
    [gone.map((key) => key.seriesId), gone.map((key) => key.periodId), gone.map((key) => key.at), WITHDRAWN_STATUS],
  );
  return gone.length;
}

async function knownKeys(connection: Connection, source: string): Promise<Map<string, Key>> {
  const { rows } = await connection.query<Omit<KnownVersion, "bound"> & { series_id: number; period_id: number; bound: string | null }>(
    `SELECT o.series_id, o.period_id, o.vintage, o.value, o.status, o.low, o.high, o.n, o.bound
     FROM series k JOIN observations o ON o.series_id = k.id WHERE k.source = $1 ORDER BY o.series_id, o.period_id, o.vintage`,
    [source],
  );
  const keys = new Map<string, Key>();
  for (const row of rows) {
    const at = { seriesId: row.series_id, periodId: row.period_id };
    keyAt(keys, at).known.push({ ...row, bound: boundOf(row.bound) });
  }
  return keys;
}

function keyAt(keys: Map<string, Key>, at: HeldKey): Key {
  const text = textOf(at);
  const there = keys.get(text);
  if (there !== undefined) return there;
  const made: Key = { ...at, known: [], stated: [] };
  keys.set(text, made);
  return made;
}

function textOf({ seriesId, periodId }: HeldKey): string {
  return `${seriesId} ${periodId}`;
}
