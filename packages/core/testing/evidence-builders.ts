import type { Evidence, IndicatorFacts } from "../src/measure/evidence.ts";
import type { Binding } from "../src/measure/measure.ts";
import type { SeriesKey, SeriesPoint } from "../src/observation/observation.ts";
import { seriesId } from "../src/observation/series.ts";
import { asOfInstant, startOfDay } from "../src/time/instant.ts";

/** A point as tests write it: what is not given is plain, official, exact, and known since long before the article. */
export type PointInput = Pick<SeriesPoint, "period"> & Partial<SeriesPoint>;

/** Every vintage of some series, and the facts of their indicators. */
export type EvidenceStore = {
  readonly series: readonly (readonly [SeriesKey, readonly PointInput[]])[];
  readonly facts?: Readonly<Record<string, Partial<IndicatorFacts>>>;
  readonly held?: readonly (readonly [SeriesKey, string])[];
};

/** A series key with less to type. */
export const seriesOf = (indicator: string, area: string, dimensions: Binding["dimensions"] = {}): Binding => ({
  indicator,
  area,
  dimensions,
});

/** One value of a period. */
export const pointAt = (period: string, value: number | null, more: Partial<SeriesPoint> = {}): PointInput => ({ period, value, ...more });

/** What a literal store knew at an instant or on a day: the newest vintage of each period, by the definition of as-of and nothing faster. */
export function evidenceAt(store: EvidenceStore, asOf: string | Date): Evidence {
  const instant = typeof asOf === "string" ? asOfInstant(asOf) : asOf;
  return {
    points: (key) => {
      const all = store.series.flatMap(([own, points]) =>
        seriesId(own) === seriesId(key) ? points.map((one, i) => completePoint(own, one, i)) : [],
      );
      const known = all.filter((one) => new Date(one.vintage) <= instant).sort((a, b) => (a.vintage < b.vintage ? -1 : 1));
      return [...new Map(known.map((one) => [one.period, one])).values()];
    },
    facts: (indicator) => ({ unit: "persons", periodKind: "year", built: true, cadence: null, ...store.facts?.[indicator] }),
    held: (key, period) => (store.held ?? []).some(([own, when]) => seriesId(own) === seriesId(key) && when === period),
  };
}

/** Every version of every series of a literal store, by series id. */
export function versionsIn(store: EvidenceStore): Map<string, SeriesPoint[]> {
  return new Map(store.series.map(([key, points]) => [seriesId(key), points.map((point, index) => completePoint(key, point, index))]));
}

function completePoint(key: SeriesKey, point: PointInput, index: number): SeriesPoint {
  const vintage = point.publishedOn ? startOfDay(point.publishedOn).toISOString() : "2001-01-01T00:00:00.000Z";
  return {
    id: `${seriesId(key)}@${point.period}#${index}`,
    value: null,
    status: "A",
    low: null,
    high: null,
    n: null,
    bound: null,
    vintage,
    publishedOn: null,
    cause: "new_period",
    provenance: "official",
    raw: String(point.value ?? ""),
    ...point,
  };
}
