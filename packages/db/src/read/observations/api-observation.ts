import type { Fidelity } from "@talent/core/capture/capture";
import type { Locator } from "@talent/core/observation/locator";
import type { Citation, ObservationCause, ObservationStatus, Provenance, Quality } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { boundFromCode, causeFromCode, provenanceOf } from "../../encoding/codes.ts";
import { joinLocator } from "../../encoding/locator-parts.ts";
import { observationId, parseObservationId } from "../../encoding/observation-id.ts";
import type { Republish } from "../../write/ingest/register-sources.ts";
import { LICENCE_COLUMNS, LICENCE_JOIN, type LicenceRow, withholdingCodeOfRow } from "../licence/licence-gate.ts";
import { printedText } from "./versions.ts";

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
  /** The licence that keeps value, interval, printed text and place back. */
  readonly withheld?: Republish;
};

/** Columns and joins for versions `o` of series `k` in periods `d`; both must be in the query. */
export const API_COLUMNS = `
  o.series_id, o.period_id, o.vintage, o.value, o.status, o.cause, o.bound, o.low, o.high, o.n, o.published_on, o.raw, o.back_dated,
  o.row_no, o.col_no, l.kind AS locator_kind, l.head AS locator_head, k.key, k.indicator, k.area, k.dimensions, k.unit, k.source,
  d.label, d.starts, a.exchange_id, e.fidelity, encode(s.sha256, 'hex') AS sha256, c.quality,
  src.record->>'provenance' AS source_provenance, ${LICENCE_COLUMNS}`;

export const API_JOINS = `
  ${LICENCE_JOIN}
  JOIN appends a ON a.id = o.append_id
  JOIN exchanges e ON e.id = a.exchange_id
  JOIN snapshots s ON s.id = e.snapshot_id
  LEFT JOIN locators l ON l.id = o.locator_id
  LEFT JOIN citations c ON c.id = o.citation_id`;

export type ApiRow = LicenceRow & {
  series_id: number;
  period_id: number;
  vintage: Date;
  value: number | null;
  status: ObservationStatus;
  cause: string;
  bound: string | null;
  low: number | null;
  high: number | null;
  n: number | null;
  published_on: string | null;
  raw: string | null;
  back_dated: boolean;
  row_no: number | null;
  col_no: number | null;
  locator_kind: string | null;
  locator_head: string | null;
  key: string;
  indicator: string;
  area: string;
  dimensions: Record<string, string>;
  unit: string;
  source: string;
  label: string;
  starts: string;
  exchange_id: number;
  fidelity: Fidelity;
  sha256: string;
  quality: Quality | null;
  source_provenance: Provenance | null;
};

/** The row as the API prints it, with the licence gate applied. */
export function toApiObservation(row: ApiRow): ApiObservation {
  const withheld = row.value === null && row.locator_kind === null ? null : withholdingCodeOfRow(row);
  const bound = boundFromCode(row.bound);
  return {
    id: observationId({ seriesId: row.series_id, periodId: row.period_id, vintage: row.vintage }),
    indicator: row.indicator,
    area: row.area,
    dimensions: row.dimensions,
    period: row.label,
    value: withheld === null ? row.value : null,
    unit: row.unit,
    status: row.status,
    ...(withheld === null ? intervalFields(row) : {}),
    ...(withheld !== null || bound === null ? {} : { bound }),
    vintage: row.vintage.toISOString(),
    ...(row.back_dated ? { backDated: true as const } : {}),
    publishedOn: row.published_on,
    cause: causeFromCode(row.cause),
    provenance: provenanceOf(row.quality, row.source_provenance, row.fidelity),
    source: row.source,
    exchange: String(row.exchange_id),
    snapshot: `sha256:${row.sha256}`,
    locator: withheld === null ? locatorOf(row) : null,
    raw: withheld === null ? printedText(row.raw, row.value) : "",
    ...(withheld === null ? {} : { withheld }),
  };
}

function intervalFields({ low, high, n }: ApiRow): { low?: number; high?: number; n?: number } {
  return { ...(low === null ? {} : { low }), ...(high === null ? {} : { high }), ...(n === null ? {} : { n }) };
}

function locatorOf(row: ApiRow): Locator | null {
  if (row.locator_kind === null || row.locator_head === null) return null;
  return joinLocator({ kind: row.locator_kind, head: row.locator_head, row: row.row_no, col: row.col_no });
}

/** One version with whose word it is; null for an id nobody gave out. */
export async function observationById(db: Db, id: string): Promise<(ApiObservation & { citation: Citation | null }) | null> {
  const found = (await observationsByIds(db, [id]))[0];
  if (found === undefined) return null;
  const ref = parseObservationId(id);
  const { rows } = await db.pool.query<Citation>(
    `SELECT c.publisher, c.title, c.url, c.quality, c.note FROM observations o JOIN citations c ON c.id = o.citation_id
     WHERE o.series_id = $1 AND o.period_id = $2 AND o.vintage = $3`,
    [ref?.seriesId, ref?.periodId, ref?.vintage],
  );
  return { ...found, citation: rows[0] ?? null };
}

/** Versions by id, in the order asked for; ids nobody gave out are left out. Gated. */
export async function observationsByIds(db: Db, ids: readonly string[]): Promise<ApiObservation[]> {
  const refs = ids.map(parseObservationId).filter((ref) => ref !== null);
  if (refs.length === 0) return [];
  const { rows } = await db.pool.query<ApiRow>(
    `SELECT ${API_COLUMNS}
     FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) WITH ORDINALITY AS wanted (series_id, period_id, vintage, position)
     JOIN observations o USING (series_id, period_id, vintage)
     JOIN series k ON k.id = o.series_id JOIN periods d ON d.id = o.period_id ${API_JOINS}
     ORDER BY wanted.position`,
    [refs.map((ref) => ref.seriesId), refs.map((ref) => ref.periodId), refs.map((ref) => ref.vintage)],
  );
  return rows.map(toApiObservation);
}
