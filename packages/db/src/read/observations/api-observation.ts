import type { Republish } from "@talent/core/capture/source";
import type { Locator } from "@talent/core/observation/locator";
import type { Citation, ObservationCause, ObservationStatus, Provenance } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { joinLocator, type LocatorParts } from "../../encoding/locator-parts.ts";
import { type ObservationRef, parseObservationId } from "../../encoding/observation-id.ts";
import { type Dictionary, loadDictionary } from "./dictionary.ts";
import { gatePoint, type ShownPoint, toSeriesPoint, VERSION_COLUMNS, type VersionRow, withheldVersions } from "./versions.ts";

/** A version as the API prints it. Instants and dates are ISO. A withdrawn number has no value, no printed text and no locator. */
export type ApiObservation = {
  readonly id: string;
  readonly indicator: string;
  readonly area: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly period: string;
  readonly value: number | null;
  readonly unit: string;
  readonly status: ObservationStatus;
  readonly low?: number;
  readonly high?: number;
  readonly n?: number;
  readonly bound?: "lower" | "upper";
  readonly vintage: string;
  /** The vintage rests on a reviewed upper bound, not on a date of publication. */
  readonly backDated?: true;
  readonly publishedOn: string | null;
  readonly cause: ObservationCause;
  readonly provenance: Provenance;
  readonly source: string;
  readonly exchange: string;
  /** `sha256:` and 64 hex digits. */
  readonly snapshot: string;
  readonly locator: Locator | null;
  readonly raw: string;
  /** The licence that withholds value, interval, printed text and place. */
  readonly withheld?: Republish;
};

/** A version with its place in the document, which the index of the key does not hold. */
export type PlacedRow = VersionRow & {
  readonly locator_id: number | null;
  readonly row_no: number | null;
  readonly col_no: number | null;
  readonly back_dated: boolean;
};

/** The columns of a PlacedRow, of versions `v`. */
export const PLACED_COLUMNS = `${VERSION_COLUMNS}, v.locator_id, v.row_no, v.col_no, v.back_dated`;

/** The rows as the API prints them, with the licence gate applied. */
export async function toApiObservations(db: Db, rows: readonly PlacedRow[], words: Dictionary): Promise<ApiObservation[]> {
  const [withheld, heads] = await Promise.all([withheldVersions(db, rows, words), locatorHeads(db, rows)]);
  return rows.map((row) => {
    const point = toSeriesPoint(row, words);
    const hasNothing = row.value === null && row.locator_id === null;
    return toApiObservation(row, gatePoint(point, hasNothing ? undefined : withheld.get(point.id)), words, heads);
  });
}

function toApiObservation(row: PlacedRow, point: ShownPoint, words: Dictionary, heads: LocatorHeads): ApiObservation {
  const series = words.series.get(row.series_id);
  const append = words.appends.get(row.append_id);
  if (series === undefined || append === undefined) throw new Error(`${point.id} is a version of no series or append`);
  const { low, high, n, bound } = point;
  return {
    id: point.id,
    indicator: series.indicator,
    area: series.area,
    dimensions: series.dimensions,
    period: point.period,
    value: point.value,
    unit: series.unit,
    status: point.status,
    ...(low === null ? {} : { low }),
    ...(high === null ? {} : { high }),
    ...(n === null ? {} : { n }),
    ...(bound === null ? {} : { bound }),
    vintage: point.vintage,
    ...(row.back_dated ? { backDated: true as const } : {}),
    publishedOn: point.publishedOn,
    cause: point.cause,
    provenance: point.provenance,
    source: series.source,
    exchange: append.exchange,
    snapshot: `sha256:${append.sha256}`,
    locator: point.withheld === undefined ? locatorOf(row, heads) : null,
    raw: point.raw,
    ...(point.withheld === undefined ? {} : { withheld: point.withheld }),
  };
}

type LocatorHeads = ReadonlyMap<number, Pick<LocatorParts, "kind" | "head">>;

function locatorOf({ locator_id, row_no, col_no }: PlacedRow, heads: LocatorHeads): Locator | null {
  const parts = locator_id === null ? undefined : heads.get(locator_id);
  return parts === undefined ? null : joinLocator({ ...parts, row: row_no, col: col_no });
}

/** Not cached as other texts are: a document may have as many heads as numbers. */
async function locatorHeads(db: Db, rows: readonly PlacedRow[]): Promise<LocatorHeads> {
  const ids = new Set(rows.flatMap(({ locator_id }) => (locator_id === null ? [] : [locator_id])));
  if (ids.size === 0) return new Map();
  const found = await db.pool.query<{ id: number; kind: string; head: string }>(`SELECT id, kind, head FROM locators WHERE id = ANY ($1)`, [
    [...ids],
  ]);
  return new Map(found.rows.map(({ id, kind, head }) => [id, { kind, head }]));
}

/** One version with its grade; null for an unknown id. */
export async function observationById(db: Db, id: string): Promise<(ApiObservation & { citation: Citation | null }) | null> {
  const found = (await observationsByIds(db, [id]))[0];
  if (found === undefined) return null;
  const version = await db.prisma.observation.findUniqueOrThrow({
    select: { citation: { omit: { id: true, hash: true } } },
    where: { seriesId_periodId_vintage: parseObservationId(id) as ObservationRef },
  });
  return { ...found, citation: version.citation as Citation | null };
}

/** Versions by id, in the requested order; unknown ids are left out. Gated. */
export async function observationsByIds(db: Db, ids: readonly string[]): Promise<ApiObservation[]> {
  const refs = ids.map(parseObservationId).filter((ref) => ref !== null);
  if (refs.length === 0) return [];
  const { rows } = await db.pool.query<PlacedRow>(
    `SELECT ${PLACED_COLUMNS}
     FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) WITH ORDINALITY AS wanted (series_id, period_id, vintage, position)
     JOIN observations v USING (series_id, period_id, vintage) ORDER BY wanted.position`,
    [refs.map((ref) => ref.seriesId), refs.map((ref) => ref.periodId), refs.map((ref) => ref.vintage)],
  );
  return toApiObservations(db, rows, await loadDictionary(db, rows));
}
