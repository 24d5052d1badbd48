import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { holdFence } from "../schedule/slots.ts";
import type { AppendCounts, AppendInput } from "./append-input.ts";
import { type Batch, buildBatch } from "./batch.ts";
import { type InternedIds, internBatch } from "./intern.ts";
import { fillPrior, type HeldKey, stageWithdrawals } from "./prior.ts";
import { appendCounts, markForReparse, nextAppendId, recordAppend, recordHeld, recordParse, writeAppendChanges } from "./record-append.ts";
import { internedKey, stageRows } from "./stage.ts";
import { stageCurated } from "./stage-curated.ts";
import { type MergeInput, mergeStage, refuseSameVintage, type WrittenGroup, writeFirstVersions } from "./write-versions.ts";

const BIG_LOAD = 20_000;

/**
 * After a big load, lets reads be answered from the index alone: the server only does so for pages it has marked as visible to all. It would
 * get there by itself, minutes later; a failure to hurry it is no failure of the load.
 */
export async function vacuumAfterBulkLoad(db: Db, counts: AppendCounts): Promise<void> {
  const written = counts.newPeriods + counts.revisions + counts.withdrawals + counts.corrections;
  if (written < BIG_LOAD) return;
  for (const table of ["series", "observations"]) await db.pool.query(`VACUUM (ANALYZE) ${table}`).catch(() => {});
}

const SOURCE_LOCKS = 0x7a1e;

/**
 * Adds what one exchange states to what was known before its vintage: one transaction with its withdrawals, quarantine, refusals, feed entries and
 * the note that this parser has read it. Writes a row only where value, status, interval, n or bound differ. Doing it again writes nothing.
 *
 * Facts that say from when they could be known (`knownFrom`) come from a table of ours: each stands at its own date, and what the table
 * changes its mind about is a correction at `now`.
 *
 * Throws FencedOff, SameVintage, NeedsReparse, IndicatorTaken, Unstorable, or core's DuplicateKey and UnitChanged; then nothing is kept.
 */
export async function appendObservations(db: Db, input: AppendInput): Promise<AppendCounts> {
  const counts = await inTransaction(db, (connection) => appendInTransaction(connection, input));
  input.crash?.("committed");
  await vacuumAfterBulkLoad(db, counts);
  return counts;
}

/** The same inside a transaction of the caller. */
export async function appendInTransaction(connection: Connection, input: AppendInput): Promise<AppendCounts> {
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
  return mergeBatch(connection, input, batch, crash);
}

/** `curated`: a table of ours, planned key by key. */
type AppendPlan = MergeInput & { readonly curated: boolean };

type CrashHook = NonNullable<AppendInput["crash"]>;

async function mergeBatch(connection: Connection, input: AppendInput, batch: Batch, crash: CrashHook): Promise<AppendCounts> {
  const act = await determineAct(connection, input);
  const ids = await internBatch(connection, input.source, batch);
  const held = batch.held.map((row) => internedKey(row, ids));
  crash("interned");
  const plan = { ...act, appendId: await nextAppendId(connection), newestKnownSeries: ids.newestKnownSeries };
  const { written, withdrawn } = await writeBatch(connection, input, plan, batch, ids, held, crash);
  crash("merged");
  await recordAppend(connection, input, plan, written);
  await recordParse(connection, input, plan.act);
  const heldCount = await recordHeld(connection, input, held);
  const late = written.length > 0 && act.act === "capture" && !act.curated;
  const reapply = late ? await markForReparse(connection, input) : [];
  await writeAppendChanges(connection, input, plan, written);
  crash("recorded");
  return { ...appendCounts(batch.rows.length, written, withdrawn, heldCount), reapply };
}

type WriteResult = { readonly written: readonly WrittenGroup[]; readonly withdrawn: number };

async function writeBatch(
  connection: Connection,
  input: AppendInput,
  plan: AppendPlan,
  batch: Batch,
  ids: InternedIds,
  held: readonly HeldKey[],
  crash: CrashHook,
): Promise<WriteResult> {
  if (plan.newestKnownSeries === 0 && plan.act === "capture" && !plan.curated) {
    return { written: await writeFirstVersions(connection, batch, ids, plan.appendId), withdrawn: 0 };
  }
  const withdrawn = await stageBatch(connection, input, plan, batch, ids, held);
  crash("staged");
  return { written: await mergeStage(connection, plan), withdrawn };
}

/** Stages what may be written and what it is compared with; gives the number of withdrawals among it. */
async function stageBatch(
  connection: Connection,
  input: AppendInput,
  plan: AppendPlan,
  batch: Batch,
  ids: InternedIds,
  held: readonly HeldKey[],
): Promise<number> {
  if (plan.curated && plan.act === "capture") {
    const gone = await stageCurated(connection, input, batch, ids, held);
    await fillPrior(connection, { ...plan, newestKnownSeries: 0 }, "listed");
    return gone;
  }
  await stageRows(connection, batch.rows, ids);
  await fillPrior(connection, plan, input.scope);
  const withdrawn = await stageWithdrawals(connection, plan, input.scope, held);
  if (plan.act === "capture") await refuseSameVintage(connection, plan);
  return withdrawn;
}

/**
 * What kind of act this is. The same bytes as the answer before them, which another parser read: the publisher said nothing new, so every
 * difference is our reading's.
 */
async function determineAct(connection: Connection, input: AppendInput): Promise<Omit<AppendPlan, "appendId" | "newestKnownSeries">> {
  const { rows } = await connection.query<{ again: boolean; reread: boolean; curated: boolean }>(
    `SELECT
       EXISTS (SELECT FROM sources WHERE id = e.source AND kind = 'curated') AS curated,
       EXISTS (SELECT FROM parses WHERE exchange_id = e.id AND reapply) AS again,
       EXISTS (
         SELECT FROM (
           SELECT b.id, b.snapshot_id FROM exchanges b
           WHERE b.source = e.source AND md5(b.url) = md5(e.url) AND b.captured_at < e.captured_at
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
  return {
    exchangeId: input.exchangeId,
    act,
    vintage: act === "capture" ? input.vintage : null,
    now: input.now,
    again: found.again,
    curated,
  };
}
