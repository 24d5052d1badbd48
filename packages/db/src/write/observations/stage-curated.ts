import type { Connection } from "../../connect.ts";
import { boundFromCode, WITHDRAWN_STATUS } from "../../encoding/codes.ts";
import { type AppendContext, internedKey, type Key } from "./append-context.ts";
import type { BatchRow } from "./batch.ts";
import { type StagedRow, stageRows } from "./stage.ts";

type CuratedKeyWithIds = Key & { readonly known: KnownVersion[]; readonly stated: BatchRow[] };

/**
 * Stages what a table of ours adds to the store. Such tables are small and each row has a date of its own, so the plan is made in memory, key by
 * key. Under `everything` a key gone from the file is withdrawn by a correction; these are counted.
 */
export async function stageCurated(append: AppendContext): Promise<number> {
  const { connection, input, batch, ids, held } = append;
  const keys = await knownKeys(connection, input.source);
  for (const row of batch.rows) keyEntry(keys, internedKey(row, ids)).stated.push(row);
  const writes: StagedRow[] = [];
  const gone: (Key & { at: Date })[] = [];
  const exempt = new Set(held.map(keyText));
  for (const key of keys.values()) {
    if (key.stated.length > 0) writes.push(...planCurated(key, input.now));
    else if (input.scope === "everything" && batch.rows.length > 0 && !exempt.has(keyText(key))) {
      const at = withdrawalInstant(key.known, input.now);
      if (at !== null) gone.push({ ...key, at });
    }
  }
  await stageRows(append, writes);
  await connection.query(
    `INSERT INTO stage (series_id, period_id, vintage, status, cause, back_dated)
     SELECT series_id, period_id, vintage, $4::text, 'c', false
     FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) AS gone (series_id, period_id, vintage)`,
    [gone.map((key) => key.seriesId), gone.map((key) => key.periodId), gone.map((key) => key.at), WITHDRAWN_STATUS],
  );
  return gone.length;
}

async function knownKeys(connection: Connection, source: string): Promise<Map<string, CuratedKeyWithIds>> {
  const { rows } = await connection.query<Omit<KnownVersion, "bound"> & { series_id: number; period_id: number; bound: string | null }>(
    `SELECT o.series_id, o.period_id, o.vintage, o.value, o.status, o.low, o.high, o.n, o.bound
     FROM series k JOIN observations o ON o.series_id = k.id WHERE k.source_id = $1 ORDER BY o.series_id, o.period_id, o.vintage`,
    [source],
  );
  const keys = new Map<string, CuratedKeyWithIds>();
  for (const row of rows) {
    const at = { seriesId: row.series_id, periodId: row.period_id };
    keyEntry(keys, at).known.push({ ...row, bound: boundFromCode(row.bound) });
  }
  return keys;
}

function keyEntry(keys: Map<string, CuratedKeyWithIds>, at: Key): CuratedKeyWithIds {
  const text = keyText(at);
  const there = keys.get(text);
  if (there !== undefined) return there;
  const made: CuratedKeyWithIds = { ...at, known: [], stated: [] };
  keys.set(text, made);
  return made;
}

function keyText({ seriesId, periodId }: Key): string {
  return `${seriesId} ${periodId}`;
}

/** A stored version of one key, as far as distinguishing versions needs it. */
type KnownVersion = {
  readonly vintage: Date;
  readonly value: number | null;
  readonly status: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly bound: "lower" | "upper" | null;
};

/** One key: what is stored, oldest first, and what the file states now. */
type CuratedKey = { readonly known: readonly KnownVersion[]; readonly stated: readonly BatchRow[] };

/**
 * The versions to write for one key of a table of ours. Each dated fact stands at its own date, however late it was entered; a fact whose
 * stored value at that date was another, or that is the newest and not what we state today, is a correction made at `now`. Written twice: nothing.
 */
function planCurated({ known, stated }: CuratedKey, now: Date): StagedRow[] {
  const timeline = [...known];
  const writes: StagedRow[] = [];
  const facts = [...stated].sort((a, b) => a.vintage.getTime() - b.vintage.getTime());
  for (const fact of facts) {
    const dated = fact.observation.knownFrom !== undefined;
    if (!dated && known.length > 0) continue;
    if (timeline.some((version) => version.vintage.getTime() === fact.vintage.getTime())) continue;
    const before = newestAt(timeline, fact.vintage);
    const version = toKnownVersion(fact);
    if (before !== undefined && sameVersion(before, version)) continue;
    writes.push({ ...fact, cause: before === undefined ? "n" : version.value === null ? "w" : "r" });
    timeline.push(version);
  }
  const said = facts.findLast((fact) => fact.vintage <= now);
  const current = newestAt(timeline, now);
  if (said !== undefined && current !== undefined && !sameVersion(current, toKnownVersion(said))) {
    writes.push({ ...said, vintage: instantAfter(current, now), cause: "c" });
  }
  return writes;
}

/** When a key that is gone from the file was withdrawn by us; null when there is no value to withdraw. */
function withdrawalInstant(known: readonly KnownVersion[], now: Date): Date | null {
  const current = newestAt(known, now);
  return current === undefined || current.value === null ? null : instantAfter(current, now);
}

function instantAfter(version: KnownVersion, now: Date): Date {
  return new Date(Math.max(now.getTime(), version.vintage.getTime() + 1));
}

function newestAt(versions: readonly KnownVersion[], at: Date): KnownVersion | undefined {
  return versions
    .filter((version) => version.vintage <= at)
    .reduce<KnownVersion | undefined>(
      (best, version) => (best === undefined || version.vintage > best.vintage ? version : best),
      undefined,
    );
}

function toKnownVersion({ observation: o, vintage }: BatchRow): KnownVersion {
  return { vintage, value: o.value, status: o.status, low: o.low ?? null, high: o.high ?? null, n: o.n ?? null, bound: o.bound ?? null };
}

function sameVersion(a: KnownVersion, b: KnownVersion): boolean {
  return a.value === b.value && a.status === b.status && a.low === b.low && a.high === b.high && a.n === b.n && a.bound === b.bound;
}
