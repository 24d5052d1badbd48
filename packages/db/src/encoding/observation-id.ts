/** A version's place in the table: series, period and vintage name exactly one row, so its public id needs no column and no index. */
export type ObservationRef = { readonly seriesId: number; readonly periodId: number; readonly vintage: Date };

const FORM = /^([1-9a-z][0-9a-z]*)-([1-9a-z][0-9a-z]*)-(-?[0-9a-z]+)$/;
const INT4_MAX = 2_147_483_647;
const DATE_MAX = 8.64e15;

/** `series-period-vintage` in base 36, the vintage in milliseconds. */
export function observationId(ref: ObservationRef): string {
  return `${ref.seriesId.toString(36)}-${ref.periodId.toString(36)}-${ref.vintage.getTime().toString(36)}`;
}

/** Null for a text that `observationId` never wrote. */
export function parseObservationId(id: string): ObservationRef | null {
  const match = FORM.exec(id);
  if (match === null || id.length > 40) return null;
  const [seriesId, periodId, time] = match.slice(1).map((part) => Number.parseInt(part, 36)) as [number, number, number];
  if (seriesId > INT4_MAX || periodId > INT4_MAX || Math.abs(time) > DATE_MAX) return null;
  const ref = { seriesId, periodId, vintage: new Date(time) };
  return observationId(ref) === id ? ref : null;
}
