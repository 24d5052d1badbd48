import { parsePeriod } from "@talent/core/time/period";
import type { Db } from "../../connect.ts";
import { InvalidCursor } from "../../errors.ts";
import { type ApiObservation, PLACED_COLUMNS, type PlacedRow, toApiObservations } from "./api-observation.ts";
import { type Dictionary, loadDictionary } from "./dictionary.ts";

/** What can be picked of an indicator: its areas, and the combinations of codes its series have, each in the order of their codes. */
export type IndicatorAxes = {
  readonly indicator: string;
  readonly series: number;
  readonly areas: readonly string[];
  readonly dimensions: readonly Readonly<Record<string, string>>[];
};

type AxesRow = { indicator: string; series: number; areas: string[]; dimensions: string[] };

// One probe of the key's index for each series: a join would read every version there is.
const KNOWN_BY_INSTANT = `CROSS JOIN LATERAL (SELECT FROM observations o WHERE o.series_id = k.id AND o.vintage <= $2 LIMIT 1) known`;

/**
 * The axes of one indicator, or of all. With `asOf` only series something was known of by then; that costs a probe for each, and is not
 * meant for all indicators at once.
 */
export async function indicatorAxes(db: Db, { indicator, asOf }: { indicator?: string; asOf?: Date } = {}): Promise<IndicatorAxes[]> {
  const { rows } = await db.pool.query<AxesRow>(
    `SELECT k.indicator, count(*)::integer AS series, array_agg(DISTINCT k.area) AS areas, array_agg(DISTINCT k.dimensions::text) AS dimensions
     FROM series k ${asOf === undefined ? "" : KNOWN_BY_INSTANT}
     WHERE ($1::text IS NULL OR k.indicator = $1) GROUP BY k.indicator ORDER BY k.indicator`,
    asOf === undefined ? [indicator ?? null] : [indicator ?? null, asOf],
  );
  return rows.map(({ areas, dimensions, ...row }) => ({
    ...row,
    areas: areas.sort(),
    dimensions: dimensions.sort().map((text) => JSON.parse(text)),
  }));
}

export type SeriesQuery = {
  readonly indicator: string;
  /** Default: every area. */
  readonly areas?: readonly string[];
  /** A code for some of the indicator's dimensions; series must have all of them. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Printed periods of one kind; their starts are compared, both included. */
  readonly periodFrom?: string;
  readonly periodTo?: string;
  readonly asOf: Date;
  /** Most observations on a page; at most 5000. */
  readonly limit: number;
  readonly cursor?: string | null;
};

export type Page<T> = { readonly data: T[]; readonly next: string | null };

export const LARGEST_PAGE = 5_000;

// Keys of one indicator lie between "indicator|" and "indicator}": a range of the key's own index, already in the order of the answer.
const SELECTED_SERIES = `
  FROM series k
  CROSS JOIN LATERAL (VERSIONS) v
  JOIN periods d ON d.id = v.period_id
  WHERE k.key >= $1 || '|' AND k.key < $1 || '}' AND k.indicator = $1
    AND ($3::text[] IS NULL OR k.area = ANY ($3)) AND k.dimensions @> $4::jsonb
    AND ($5::text IS NULL OR d.kind = $5) AND ($6::date IS NULL OR d.starts >= $6) AND ($7::date IS NULL OR d.starts <= $7)
    AND ($8::text IS NULL OR k.key >= $8)
    AND ($8::text IS NULL OR (k.key, d.starts, d.label, v.vintage) > ($8, $9::date, $10, $11::timestamptz))
  ORDER BY k.key, d.starts, d.label, v.vintage LIMIT $12`;

const NEWEST_VERSIONS = `
  SELECT DISTINCT ON (v.period_id) v.* FROM observations v
  WHERE v.series_id = k.id AND v.vintage <= $2 ORDER BY v.period_id DESC, v.vintage DESC`;

const ALL_VERSIONS = `SELECT v.* FROM observations v WHERE v.series_id = k.id AND v.vintage <= $2`;

/** The newest version of each selected series and period known at an instant, in key order, a page at a time. Throws InvalidPeriod, InvalidCursor. */
export function seriesPage(db: Db, query: SeriesQuery): Promise<Page<ApiObservation>> {
  return queryPage(db, query, NEWEST_VERSIONS);
}

/** Every version of the selected series known at an instant, oldest first within a period. Throws InvalidPeriod, InvalidCursor. */
export function vintagesPage(db: Db, query: SeriesQuery): Promise<Page<ApiObservation>> {
  return queryPage(db, query, ALL_VERSIONS);
}

async function queryPage(db: Db, query: SeriesQuery, versions: string): Promise<Page<ApiObservation>> {
  const limit = Math.min(Math.max(1, Math.trunc(query.limit)), LARGEST_PAGE);
  const { rows } = await db.pool.query<PlacedRow>(`SELECT ${PLACED_COLUMNS} ${SELECTED_SERIES.replace("VERSIONS", versions)}`, [
    query.indicator,
    query.asOf,
    query.areas ?? null,
    JSON.stringify(query.dimensions ?? {}),
    ...periodBounds(query),
    ...parsePlace(query.cursor ?? null),
    limit + 1,
  ]);
  const shown = rows.slice(0, limit);
  const words = await loadDictionary(db, shown);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: await toApiObservations(db, shown, words), next: last === undefined ? null : writeCursor(cursorPlace(last, words)) };
}

/** Kind and starts; a kind is only read where a period was given. */
function periodBounds({ periodFrom, periodTo }: SeriesQuery): (string | null)[] {
  const [from, to] = [periodFrom, periodTo].map((label) => (label === undefined ? null : parsePeriod(label)));
  return [from?.kind ?? to?.kind ?? null, from?.start ?? null, to?.start ?? null];
}

function cursorPlace(row: PlacedRow, words: Dictionary): string[] {
  const [series, period] = [words.series.get(row.series_id), words.periods.get(row.period_id)];
  return [series?.key ?? "", period?.starts ?? "", period?.label ?? "", row.vintage.toISOString()];
}

function parsePlace(cursor: string | null): (string | null)[] {
  if (cursor === null) return [null, null, null, null];
  const place = readCursor(cursor, 4);
  const [, starts = "", , vintage = ""] = place;
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(starts) ||
    Number.isNaN(Date.parse(starts)) ||
    !/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(vintage) ||
    Number.isNaN(Date.parse(vintage))
  ) {
    throw new InvalidCursor("the cursor is not one this API gave out");
  }
  return place;
}

/** The place after which a list goes on, as text that fits into a URL. */
export function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place in a cursor of this API: exactly `length` texts. Throws InvalidCursor. */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(place) || place.length !== length || !place.every(isPlainText)) throw new InvalidCursor("not a cursor of ours");
    return place;
  } catch {
    throw new InvalidCursor("the cursor is not one this API gave out");
  }
}

function isPlainText(part: unknown): part is string {
  return typeof part === "string" && !part.includes("\0") && part.isWellFormed();
}
