import type { Fidelity } from "@talent/core/capture";
import type { ObservationStatus, Quality, SeriesPoint } from "@talent/core/observation";
import { boundOf, causeOf, provenanceOf } from "../codes.ts";
import { observationId } from "../observation-id.ts";

/**
 * The newest version of each period of a series `k` known at the instant in parameter 2, as `o`. One descent of the key's index for each
 * series, read backwards; the index holds every column a SeriesPoint needs.
 */
export const NEWEST_VERSIONS = `
  CROSS JOIN LATERAL (
    SELECT DISTINCT ON (v.period_id) v.* FROM observations v
    WHERE v.series_id = k.id AND v.vintage <= $2 ORDER BY v.period_id DESC, v.vintage DESC
  ) o`;

/** Columns of a version `o` that its index holds, its period `d`, and whose word it is; all that a SeriesPoint needs, without the table itself. */
export const POINT_COLUMNS = `o.series_id, o.period_id, o.vintage, o.value, o.status, o.cause, o.bound, o.low, o.high, o.n, o.published_on, o.raw,
  d.label, c.quality, e.fidelity`;

export const POINT_JOINS = `
  JOIN periods d ON d.id = o.period_id
  JOIN appends a ON a.id = o.append_id
  JOIN exchanges e ON e.id = a.exchange_id
  LEFT JOIN citations c ON c.id = o.citation_id`;

export type PointRow = {
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
  label: string;
  quality: Quality | null;
  fidelity: Fidelity;
};

export function pointOf(row: PointRow): SeriesPoint {
  return {
    id: observationId({ seriesId: row.series_id, periodId: row.period_id, vintage: row.vintage }),
    period: row.label,
    value: row.value,
    status: row.status,
    low: row.low,
    high: row.high,
    n: row.n,
    bound: boundOf(row.bound),
    vintage: row.vintage.toISOString(),
    publishedOn: row.published_on,
    cause: causeOf(row.cause),
    provenance: provenanceOf(row.quality, row.fidelity),
    raw: printed(row.raw, row.value),
  };
}

/** The printed text is stored only where it differs from the plain print of the value. */
export function printed(raw: string | null, value: number | null): string {
  return raw ?? (value === null ? "" : String(value));
}
