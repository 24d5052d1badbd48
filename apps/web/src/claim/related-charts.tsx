import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { ChartPoint } from "@talent/charts/chart-input";
import { sparkline } from "@talent/charts/sparkline";
import type { Claim } from "@talent/core/claim/claim";
import type { SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series-id";
import { comparePeriods, parsePeriod } from "@talent/core/time/period";
import { Drawing } from "../components/drawing.tsx";
import { dayDrawn, type ShownSeries } from "../ledger/trajectory.ts";
import { type Carried, href } from "../request/href.ts";
import { observationValue } from "../words/observation-words.ts";

type RelatedProps = { claim: Claim; points: ShownSeries; carried: Carried };

/** Indicators that stand beside a claim as context and decide nothing. */
export function RelatedCharts({ claim, points, carried }: RelatedProps) {
  return (
    <ul className="grid gap-x-10 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
      {claim.related.map((key) => (
        <RelatedChart key={seriesId(key)} series={key} points={points.get(seriesId(key)) ?? []} carried={carried} />
      ))}
    </ul>
  );
}

type Series = Claim["related"][number];

function RelatedChart({ series, points, carried }: { series: Series; points: readonly SeriesPoint[]; carried: Carried }) {
  const indicator = indicatorById(series.indicator);
  const ordered = inOrder(points);
  const last = ordered.at(-1);
  const title = `${indicator?.title ?? series.indicator}, ${areaName(series.area)}`;
  const svg = sparkline({ label: `${title}: values by period`, points: drawn(ordered), articleDay: "2025-02-10", width: 300, height: 72 });
  return (
    <li className="border-t border-rule pt-3">
      <h3 className="leading-snug font-semibold">{title}</h3>
      <p className="text-[0.9375rem] text-muted">{Object.values(series.dimensions).join(", ") || indicator?.unit}</p>
      {last ? (
        <>
          <p className="mt-1">
            <a href={href(`/evidence/${last.id}`, carried)}>
              {observationValue({ value: last.value, unit: indicator?.unit ?? "", bound: last.bound })}
            </a>{" "}
            <span className="text-muted">{last.period}</span>
          </p>
          <Drawing className="mt-2" svg={svg} />
        </>
      ) : (
        <p className="mt-1 text-muted">No value held yet.</p>
      )}
    </li>
  );
}

function inOrder(points: readonly SeriesPoint[]): SeriesPoint[] {
  return points
    .filter((point) => point.value !== null)
    .map((point) => ({ point, period: parsePeriod(point.period) }))
    .sort((a, b) => (a.period.kind === b.period.kind ? comparePeriods(a.period, b.period) : a.period.start.localeCompare(b.period.start)))
    .map(({ point }) => point);
}

function drawn(points: readonly SeriesPoint[]): ChartPoint[] {
  return points.map((point) => ({
    at: dayDrawn(parsePeriod(point.period), [point]),
    label: point.period,
    value: point.value as number,
    status: point.status,
  }));
}
