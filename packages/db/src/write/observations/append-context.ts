import type { Connection } from "../../connect.ts";
import { holdFence } from "../schedule/slots.ts";
import type { AppendInput } from "./append-input.ts";
import { type Batch, buildBatch } from "./batch.ts";
import { type InternedIds, internBatch } from "./intern.ts";

/** A series and period by their interned ids. */
export type Key = { readonly seriesId: number; readonly periodId: number };

/** One append at work inside its transaction: its input, what kind of act it turned out to be, and its interned rows. */
export type AppendContext = {
  readonly connection: Connection;
  readonly input: AppendInput;
  readonly act: "capture" | "reparse" | "correction" | "accepted";
  /** A table of ours, whose rows are planned key by key. */
  readonly curated: boolean;
  /** Read again only because an older capture arrived late: what it wrote itself stays. */
  readonly again: boolean;
  /** Instant after which nothing counts as earlier; null for acts, which follow everything. */
  readonly vintage: Date | null;
  readonly appendId: number;
  readonly batch: Batch;
  readonly ids: InternedIds;
  /** Held back in this very snapshot: these keys are there, so they are not withdrawn. */
  readonly held: readonly Key[];
  readonly crash: NonNullable<AppendInput["crash"]>;
};

const SOURCE_LOCKS = 0x7a1e;

/** Takes the lock of the source, holds the fence, and interns the batch. Throws FencedOff, IndicatorTaken, Unstorable, DuplicateKey or UnitChanged. */
export async function beginAppend(connection: Connection, input: AppendInput): Promise<AppendContext> {
  const crash = input.crash ?? (() => {});
  const batch = buildBatch(
    input.observations,
    input.vintage,
    input.held.map((item) => item.observation),
  );
  crash("begun");
  // Sorting and joining a big snapshot in memory; only this transaction's share.
  await connection.query("SET LOCAL work_mem = '64MB'");
  await connection.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [SOURCE_LOCKS, input.source]);
  if (input.fence !== undefined) await holdFence(connection, input.fence);
  crash("locked");
  const act = await determineAct(connection, input);
  const ids = await internBatch(connection, input.source, batch);
  crash("interned");
  const held = batch.held.map((row) => internedKey(row, ids));
  return { connection, input, ...act, appendId: await nextAppendId(connection), batch, ids, held, crash };
}

/** Gives batch rows the ids of the texts they point to. */
export function internedKey(row: { readonly series: number; readonly period: number }, ids: InternedIds): Key {
  return { seriesId: ids.series[row.series] ?? 0, periodId: ids.periods[row.period] ?? 0 };
}

async function nextAppendId(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ id: string }>(`SELECT nextval(pg_get_serial_sequence('appends', 'id')) AS id`);
  return Number(rows[0]?.id);
}

/**
 * What kind of act this is. The same bytes as the response before them, which another parser read: the publisher stated nothing new, so every
 * difference is our reading's.
 */
async function determineAct(
  connection: Connection,
  input: AppendInput,
): Promise<Pick<AppendContext, "act" | "again" | "curated" | "vintage">> {
  const { rows } = await connection.query<{ again: boolean; reread: boolean; curated: boolean }>(
    `SELECT
       EXISTS (SELECT FROM sources WHERE id = e.source_id AND kind = 'curated') AS curated,
       EXISTS (SELECT FROM parses WHERE exchange_id = e.id AND reapply) AS again,
       EXISTS (
         SELECT FROM (
           SELECT b.id, b.snapshot_id FROM exchanges b
           WHERE b.source_id = e.source_id AND md5(b.url) = md5(e.url) AND b.captured_at < e.captured_at
             AND b.method = e.method AND b.request_sha256 = e.request_sha256
           ORDER BY b.captured_at DESC LIMIT 1
         ) b
         WHERE b.snapshot_id = e.snapshot_id
           AND EXISTS (SELECT FROM parses p WHERE p.exchange_id = b.id AND NOT p.reapply)
           AND NOT EXISTS (SELECT FROM parses p WHERE p.exchange_id = b.id AND p.parser_fingerprint = $2)
       ) AS reread
     FROM exchanges e WHERE e.id = $1`,
    [input.exchangeId, input.parserFingerprint],
  );
  const found = rows[0] ?? { again: false, reread: false, curated: false };
  const curated = found.curated || input.observations.some((observation) => observation.knownFrom !== undefined);
  const act = input.as?.cause ?? (found.reread && !found.again && !curated ? "reparse" : "capture");
  return { act, again: found.again, curated: curated && act === "capture", vintage: act === "capture" ? input.vintage : null };
}
