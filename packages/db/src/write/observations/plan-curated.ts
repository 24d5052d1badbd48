import type { BatchRow } from "./batch.ts";
import type { StagedRow } from "./stage.ts";

/** A stored version of one key, as far as telling versions apart needs it. */
export type KnownVersion = {
  readonly vintage: Date;
  readonly value: number | null;
  readonly status: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly bound: "lower" | "upper" | null;
};

/** One key: what is stored, oldest first, and what the file states now. */
export type CuratedKey = { readonly known: readonly KnownVersion[]; readonly stated: readonly BatchRow[] };

/**
 * The versions to write for one key of a table of ours. Each dated fact stands at its own date, however late it was entered; a fact whose
 * stored value at that date was another, or that is the newest and not what we say today, is a correction made at `now`. Written twice: nothing.
 */
export function planCurated({ known, stated }: CuratedKey, now: Date): StagedRow[] {
  const timeline = [...known];
  const writes: StagedRow[] = [];
  const facts = [...stated].sort((a, b) => a.vintage.getTime() - b.vintage.getTime());
  for (const fact of facts) {
    const dated = fact.observation.knownFrom !== undefined;
    if (!dated && known.length > 0) continue;
    if (timeline.some((version) => version.vintage.getTime() === fact.vintage.getTime())) continue;
    const before = newest(timeline, fact.vintage);
    const version = versionOf(fact);
    if (before !== undefined && same(before, version)) continue;
    writes.push({ ...fact, cause: before === undefined ? "n" : version.value === null ? "w" : "r" });
    timeline.push(version);
  }
  const said = facts.findLast((fact) => fact.vintage <= now);
  const current = newest(timeline, now);
  if (said !== undefined && current !== undefined && !same(current, versionOf(said))) {
    writes.push({ ...said, vintage: actAfter(current, now), cause: "c" });
  }
  return writes;
}

/** When a key that is gone from the file was withdrawn by us; null when there is no value to withdraw. */
export function goneAt(known: readonly KnownVersion[], now: Date): Date | null {
  const current = newest(known, now);
  return current === undefined || current.value === null ? null : actAfter(current, now);
}

function actAfter(version: KnownVersion, now: Date): Date {
  return new Date(Math.max(now.getTime(), version.vintage.getTime() + 1));
}

function newest(versions: readonly KnownVersion[], at: Date): KnownVersion | undefined {
  return versions
    .filter((version) => version.vintage <= at)
    .reduce<KnownVersion | undefined>(
      (best, version) => (best === undefined || version.vintage > best.vintage ? version : best),
      undefined,
    );
}

function versionOf({ observation: o, vintage }: BatchRow): KnownVersion {
  return { vintage, value: o.value, status: o.status, low: o.low ?? null, high: o.high ?? null, n: o.n ?? null, bound: o.bound ?? null };
}

function same(a: KnownVersion, b: KnownVersion): boolean {
  return a.value === b.value && a.status === b.status && a.low === b.low && a.high === b.high && a.n === b.n && a.bound === b.bound;
}
