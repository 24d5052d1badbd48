import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { type AppendContext, beginAppend } from "./append-context.ts";
import type { AppendCounts, AppendInput } from "./append-input.ts";
import { createPrior, fillPrior, stageWithdrawals } from "./prior.ts";
import { appendCounts, markForReparse, recordAppend, recordHeld, recordParse, writeAppendChanges } from "./record-append.ts";
import { stageRows } from "./stage.ts";
import { stageCurated } from "./stage-curated.ts";
import { mergeStage, refuseSameVintage, type WrittenGroup, writeFirstVersions } from "./write-versions.ts";

const BIG_LOAD = 20_000;

/**
 * After a big load, lets reads be answered from the index alone: the server only does so for pages it has marked as visible to all. It would
 * get there by itself, minutes later; a failure to hurry it is no failure of the load.
 */
async function vacuumAfterBulkLoad(db: Db, counts: AppendCounts): Promise<void> {
  const written = counts.newPeriods + counts.revisions + counts.withdrawals + counts.corrections;
  if (written < BIG_LOAD) return;
  for (const table of ["series", "observations"]) await db.pool.query(`VACUUM (ANALYZE) ${table}`).catch(() => {});
}

/**
 * Adds what one exchange states to what was known before its vintage: one transaction with its withdrawals, quarantine, refusals, feed entries and
 * the note that this parser has read it. Writes a row only where value, status, interval, n or bound differ. Doing it again writes nothing.
 *
 * Facts that say from when they could be known (`knownFrom`) come from a table of ours: each stands at its own date; where the table
 * now states otherwise, that is a correction at `now`.
 *
 * Throws FencedOff, SameVintage, NeedsReparse, IndicatorTaken, Unstorable, or core's DuplicateKey and UnitChanged; then nothing is stored.
 */
export async function appendObservations(db: Db, input: AppendInput): Promise<AppendCounts> {
  const counts = await inTransaction(db, (connection) => appendInTransaction(connection, input));
  input.crash?.("committed");
  await vacuumAfterBulkLoad(db, counts);
  return counts;
}

/** The same inside a transaction of the caller. */
export async function appendInTransaction(connection: Connection, input: AppendInput): Promise<AppendCounts> {
  const append = await beginAppend(connection, input);
  const { written, withdrawn } = await (append.curated ? appendCurated(append) : appendCapture(append));
  append.crash("merged");
  await recordAppend(append, written);
  await recordParse(append);
  const held = await recordHeld(append);
  const late = written.length > 0 && append.act === "capture" && !append.curated;
  const reapply = late ? await markForReparse(append) : [];
  await writeAppendChanges(append, written);
  append.crash("recorded");
  return { ...appendCounts(append.batch.rows.length, written, withdrawn, held), reapply };
}

/** `withdrawn`: rows for keys that are not stated any more. */
type WriteResult = { readonly written: readonly WrittenGroup[]; readonly withdrawn: number };

/** A publisher's document, or an act of ours upon one: compared as a whole with what was known before its vintage. */
async function appendCapture(append: AppendContext): Promise<WriteResult> {
  if (append.ids.newestKnownSeries === 0 && append.act === "capture") return { written: await writeFirstVersions(append), withdrawn: 0 };
  await stageRows(append, append.batch.rows);
  await fillPrior(append);
  const withdrawn = await stageWithdrawals(append);
  if (append.act === "capture") await refuseSameVintage(append);
  append.crash("staged");
  return { written: await mergeStage(append), withdrawn };
}

/** A table of ours: what is staged was compared key by key, so the merge has nothing to compare it with. */
async function appendCurated(append: AppendContext): Promise<WriteResult> {
  const withdrawn = await stageCurated(append);
  await createPrior(append);
  append.crash("staged");
  return { written: await mergeStage(append), withdrawn };
}
