import type { Fidelity } from "@talent/core/capture/capture";
import type { Provenance, Quality } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { OPEN_LICENCES } from "../licence/licence-gate.ts";

export type PeriodEntry = { readonly label: string; readonly starts: string };
export type SeriesEntry = {
  readonly key: string;
  readonly indicator: string;
  readonly area: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly source: string;
};
/** What an append read: how close its bytes are to the publisher's, their exchange and their address. */
export type AppendEntry = { readonly fidelity: Fidelity; readonly exchange: string; readonly sha256: string };
/** The grade of a source's own numbers, where it states one, and whether its licence withholds any number. */
export type SourceEntry = { readonly provenance: Provenance | null; readonly gated: boolean };

/** What interned ids stand for. */
export type Dictionary = {
  readonly series: ReadonlyMap<number, SeriesEntry>;
  readonly periods: ReadonlyMap<number, PeriodEntry>;
  readonly appends: ReadonlyMap<number, AppendEntry>;
  readonly qualities: ReadonlyMap<number, Quality>;
  readonly sources: ReadonlyMap<string, SourceEntry>;
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
  appends: EntryCache<AppendEntry>;
  qualities: EntryCache<Quality>;
};

// Interned rows refuse every change, so a process may keep those it has seen; only new ids cost a query.
const dictionaryCaches = new WeakMap<Db, DictionaryCache>();

const emptyCache = (): DictionaryCache => ({
  series: {
    known: new Map(),
    sql: `SELECT id, jsonb_build_object('key', key, 'indicator', indicator, 'area', area, 'dimensions', dimensions, 'unit', unit, 'source', source_id) AS word
      FROM series WHERE id = ANY ($1)`,
  },
  periods: {
    known: new Map(),
    sql: `SELECT id, jsonb_build_object('label', label, 'starts', starts) AS word FROM periods WHERE id = ANY ($1)`,
  },
  appends: {
    known: new Map(),
    sql: `SELECT a.id, jsonb_build_object('fidelity', e.fidelity, 'exchange', e.id::text, 'sha256', encode(s.sha256, 'hex')) AS word
      FROM appends a JOIN exchanges e ON e.id = a.exchange_id JOIN snapshots s ON s.id = e.snapshot_id WHERE a.id = ANY ($1)`,
  },
  qualities: { known: new Map(), sql: `SELECT id, quality AS word FROM citations WHERE id = ANY ($1)` },
});

/** The texts behind these rows, and perhaps more. */
export async function loadDictionary(db: Db, rows: readonly InternedRow[]): Promise<Dictionary> {
  const kept = dictionaryCaches.get(db) ?? emptyCache();
  dictionaryCaches.set(db, kept);
  const missing = { series: new Set<number>(), periods: new Set<number>(), appends: new Set<number>(), qualities: new Set<number>() };
  for (const row of rows) {
    if (!kept.series.known.has(row.series_id)) missing.series.add(row.series_id);
    if (!kept.periods.known.has(row.period_id)) missing.periods.add(row.period_id);
    if (!kept.appends.known.has(row.append_id)) missing.appends.add(row.append_id);
    if (row.citation_id !== null && !kept.qualities.known.has(row.citation_id)) missing.qualities.add(row.citation_id);
  }
  const [sources] = await Promise.all([
    sourceEntries(db),
    loadMissing(db, kept.series, missing.series),
    loadMissing(db, kept.periods, missing.periods),
    loadMissing(db, kept.appends, missing.appends),
    loadMissing(db, kept.qualities, missing.qualities),
  ]);
  return {
    series: kept.series.known,
    periods: kept.periods.known,
    appends: kept.appends.known,
    qualities: kept.qualities.known,
    sources,
  };
}

/** Read anew each time: a source's facts may change when it is registered again. */
async function sourceEntries(db: Db): Promise<Map<string, SourceEntry>> {
  const { rows } = await db.pool.query<SourceEntry & { id: string }>(
    `SELECT id, record->>'provenance' AS provenance, republish <> ALL ($1) AS gated FROM sources`,
    [OPEN_LICENCES],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function loadMissing<Word>(db: Db, shelf: EntryCache<Word>, ids: ReadonlySet<number>): Promise<void> {
  if (ids.size === 0) return;
  const { rows } = await db.pool.query<{ id: number; word: Word }>(shelf.sql, [[...ids]]);
  for (const row of rows) shelf.known.set(row.id, row.word);
}
