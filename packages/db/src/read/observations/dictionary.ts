import type { Fidelity } from "@talent/core/capture/capture";
import type { Provenance, Quality } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";

export type PeriodEntry = { readonly label: string; readonly starts: string };
export type SeriesEntry = { readonly key: string; readonly area: string; readonly source: string };

/** What interned ids stand for. */
export type Dictionary = {
  readonly series: ReadonlyMap<number, SeriesEntry>;
  readonly periods: ReadonlyMap<number, PeriodEntry>;
  /** By append: how close its bytes are to the publisher's. */
  readonly fidelities: ReadonlyMap<number, Fidelity>;
  readonly qualities: ReadonlyMap<number, Quality>;
  /** By source, of those that declare one: whose word their own numbers are. */
  readonly provenances: ReadonlyMap<string, Provenance>;
};

export type InternedRow = {
  readonly series_id: number;
  readonly period_id: number;
  readonly append_id: number;
  readonly citation_id: number | null;
};

type EntryCache<Word> = { readonly known: Map<number, Word>; readonly sql: string };
type DictionaryCache = {
  series: EntryCache<SeriesEntry>;
  periods: EntryCache<PeriodEntry>;
  fidelities: EntryCache<Fidelity>;
  qualities: EntryCache<Quality>;
};

// Interned rows refuse every change, so a process may keep those it has seen; only new ids cost a look.
const dictionaryCaches = new WeakMap<Db, DictionaryCache>();

const emptyCache = (): DictionaryCache => ({
  series: {
    known: new Map(),
    sql: `SELECT id, jsonb_build_object('key', key, 'area', area, 'source', source) AS word FROM series WHERE id = ANY ($1)`,
  },
  periods: {
    known: new Map(),
    sql: `SELECT id, jsonb_build_object('label', label, 'starts', starts) AS word FROM periods WHERE id = ANY ($1)`,
  },
  fidelities: {
    known: new Map(),
    sql: `SELECT a.id, e.fidelity AS word FROM appends a JOIN exchanges e ON e.id = a.exchange_id WHERE a.id = ANY ($1)`,
  },
  qualities: { known: new Map(), sql: `SELECT id, quality AS word FROM citations WHERE id = ANY ($1)` },
});

/** The words behind these rows, and perhaps more. */
export async function loadDictionary(db: Db, rows: readonly InternedRow[]): Promise<Dictionary> {
  const kept = dictionaryCaches.get(db) ?? emptyCache();
  dictionaryCaches.set(db, kept);
  const missing = { series: new Set<number>(), periods: new Set<number>(), fidelities: new Set<number>(), qualities: new Set<number>() };
  for (const row of rows) {
    if (!kept.series.known.has(row.series_id)) missing.series.add(row.series_id);
    if (!kept.periods.known.has(row.period_id)) missing.periods.add(row.period_id);
    if (!kept.fidelities.known.has(row.append_id)) missing.fidelities.add(row.append_id);
    if (row.citation_id !== null && !kept.qualities.known.has(row.citation_id)) missing.qualities.add(row.citation_id);
  }
  const [provenances] = await Promise.all([
    declaredProvenances(db),
    loadMissing(db, kept.series, missing.series),
    loadMissing(db, kept.periods, missing.periods),
    loadMissing(db, kept.fidelities, missing.fidelities),
    loadMissing(db, kept.qualities, missing.qualities),
  ]);
  return {
    series: kept.series.known,
    periods: kept.periods.known,
    fidelities: kept.fidelities.known,
    qualities: kept.qualities.known,
    provenances,
  };
}

/** Asked anew each time: a source's facts may change when it is registered again, and few sources declare this one. */
async function declaredProvenances(db: Db): Promise<Map<string, Provenance>> {
  const { rows } = await db.pool.query<{ id: string; provenance: Provenance }>(
    `SELECT id, record->>'provenance' AS provenance FROM sources WHERE record ? 'provenance'`,
  );
  return new Map(rows.map((row) => [row.id, row.provenance]));
}

async function loadMissing<Word>(db: Db, shelf: EntryCache<Word>, ids: ReadonlySet<number>): Promise<void> {
  if (ids.size === 0) return;
  const { rows } = await db.pool.query<{ id: number; word: Word }>(shelf.sql, [[...ids]]);
  for (const row of rows) shelf.known.set(row.id, row.word);
}
