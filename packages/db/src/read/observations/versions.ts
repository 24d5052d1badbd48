import type { Republish } from "@talent/core/capture/source";
import type { ObservationStatus, SeriesPoint } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { boundFromCode, causeFromCode, isFirstHand, provenanceOf } from "../../encoding/codes.ts";
import { observationId } from "../../encoding/observation-id.ts";
import { withheldAmong } from "../licence/licence-gate.ts";
import { type Dictionary, type InternedRow, loadDictionary } from "./dictionary.ts";

/** A version as its index holds it: everything a SeriesPoint needs, with interned ids for texts. */
export type VersionRow = InternedRow & {
  readonly vintage: Date;
  readonly value: number | null;
  readonly status: ObservationStatus;
  readonly cause: string;
  readonly bound: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly published_on: string | null;
  readonly raw: string | null;
};

export const VERSION_COLUMNS = `v.series_id, v.period_id, v.vintage, v.value, v.append_id, v.status, v.cause, v.bound, v.published_on,
  v.citation_id, v.low, v.high, v.n, v.raw`;

/**
 * SQL for the newest version of each series and period known at the instant in parameter 2, of the series a condition on `k` selects. One
 * backwards scan of the key's index, which holds every column: the table itself is not touched.
 */
export const newestVersions = (condition: string): string => `
  SELECT DISTINCT ON (v.series_id, v.period_id) ${VERSION_COLUMNS} FROM observations v
  WHERE v.series_id = ANY (ARRAY(SELECT k.id FROM series k WHERE ${condition})) AND v.vintage <= $2
  ORDER BY v.series_id DESC, v.period_id DESC, v.vintage DESC`;

/** The points of these rows by series id text, in the order of the ids, each oldest period first. Ungated. */
export async function pointsBySeries(db: Db, rows: readonly VersionRow[]): Promise<Map<string, SeriesPoint[]>> {
  const words = await loadDictionary(db, rows);
  return groupBySeries(rows, words, (row) => toSeriesPoint(row, words));
}

/** The same in public form. */
export async function shownPointsBySeries(db: Db, rows: readonly VersionRow[]): Promise<Map<string, ShownPoint[]>> {
  const words = await loadDictionary(db, rows);
  const withheld = await withheldVersions(db, rows, words);
  return groupBySeries(rows, words, (row) => {
    const point = toSeriesPoint(row, words);
    return point.value === null && point.raw === "" ? point : gatePoint(point, withheld.get(point.id));
  });
}

/** Calls `print` for each row in the order in which points are listed. */
function groupBySeries<T>(rows: readonly VersionRow[], words: Dictionary, print: (row: VersionRow) => T): Map<string, T[]> {
  const starts = (row: VersionRow) => words.periods.get(row.period_id)?.starts ?? "";
  const series = [...Map.groupBy(rows, (row) => row.series_id)].map(([id, list]): [string, T[]] => {
    const ordered = list.sort((a, b) => compareText(starts(a), starts(b)) || compareText(periodLabel(a, words), periodLabel(b, words)));
    return [words.series.get(id)?.key ?? "", ordered.map(print)];
  });
  return new Map(series.sort(([a], [b]) => compareText(a, b)));
}

function periodLabel(row: VersionRow, words: Dictionary): string {
  return words.periods.get(row.period_id)?.label ?? "";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The only conversion from a row to its values. Ungated. */
export function toSeriesPoint(row: VersionRow, words: Dictionary): SeriesPoint {
  const quality = row.citation_id === null ? null : (words.qualities.get(row.citation_id) ?? null);
  const fidelity = words.appends.get(row.append_id)?.fidelity ?? "verbatim";
  const provenance = provenanceOf(quality, words.sources.get(words.series.get(row.series_id)?.source ?? "")?.provenance ?? null, fidelity);
  return {
    id: idOf(row),
    period: periodLabel(row, words),
    value: row.value,
    status: row.status,
    low: row.low,
    high: row.high,
    n: row.n,
    bound: boundFromCode(row.bound),
    vintage: row.vintage.toISOString(),
    publishedOn: row.published_on,
    cause: causeFromCode(row.cause),
    provenance,
    ...(provenance !== "official" && isFirstHand(quality, fidelity) ? { firstHand: true as const } : {}),
    // The printed text is stored only where it differs from the plain print of the value.
    raw: row.raw ?? (row.value === null ? "" : String(row.value)),
  };
}

function idOf(row: VersionRow): string {
  return observationId({ seriesId: row.series_id, periodId: row.period_id, vintage: row.vintage });
}

/** A point in its public form. */
export type ShownPoint = SeriesPoint & { readonly withheld?: Republish };

/** Removes the numbers from a point whose licence withholds them. */
export function gatePoint(point: SeriesPoint, withheld: Republish | undefined): ShownPoint {
  return withheld === undefined ? point : { ...point, value: null, low: null, high: null, n: null, bound: null, raw: "", withheld };
}

/** Of these rows, by id, those whose value may not be shown; sources that show everything cost no query. */
export function withheldVersions(db: Db, rows: readonly VersionRow[], words: Dictionary): Promise<Map<string, Republish>> {
  const gated = rows.filter((row) => words.sources.get(words.series.get(row.series_id)?.source ?? "")?.gated !== false);
  return withheldAmong(db, gated.map(idOf));
}
