import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { ChartPoint } from "@talent/charts/chart-input";
import { sparkline } from "@talent/charts/sparkline";
import type { Claim } from "@talent/core/claim/claim";
import type { CheckedPair, ContradictionCard, CrossCheckSide } from "@talent/core/claim/cross-checks";
import { type Binding, bindingsOf } from "@talent/core/measure/measure";
import type { SeriesPoint } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { comparePeriods, parsePeriod } from "@talent/core/time/period";
import type { SourceState } from "@talent/db/read/ingest/sources";
import { Card } from "../components/card.tsx";
import { Drawing } from "../components/markup.tsx";
import { ScrollBox } from "../components/section.tsx";
import { Table } from "../components/table.tsx";
import { plotDate, type ShownSeries } from "../ledger/trajectory.ts";
import { type Carried, href } from "../request/href.ts";
import { observationWords } from "../words/observation-words.ts";
import { typeset } from "../words/text.ts";

/** Two sources that speak of one thing: where they disagree, both values and the likely reason; where they agree, in how many periods. */
export function ContradictionCards({ pairs, carried }: { pairs: readonly CheckedPair[]; carried: Carried }) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      {pairs.map((pair) => (
        <Card key={pair.check.id} label={pair.check.about}>
          <h3 className="font-semibold">{typeset(pair.check.about)}</h3>
          <p className="mt-1 text-muted">{agreementWords(pair)}</p>
          {pair.cards.length > 0 ? (
            <>
              <ScrollBox label={pair.check.about}>
                <Table
                  columns={["Period", titleOf(pair.check.left.indicator), titleOf(pair.check.right.indicator)]}
                  className="figures mt-3"
                >
                  {pair.cards.map((card) => contradictionRow(card, carried))}
                </Table>
              </ScrollBox>
              <p className="mt-3 max-w-prose">Likely why: {typeset(pair.check.reason)}</p>
            </>
          ) : null}
        </Card>
      ))}
    </div>
  );
}

function contradictionRow(card: ContradictionCard, carried: Carried) {
  return (
    <tr key={card.period}>
      <th scope="row" className="whitespace-nowrap">
        {card.period}
      </th>
      {[card.left, card.right].map((side) => (
        <td key={side.series.indicator}>
          <a href={href(`/evidence/${side.id}`, carried)}>{sideValue(side)}</a>
        </td>
      ))}
    </tr>
  );
}

function sideValue({ value, series }: CrossCheckSide): string {
  if (value === null) return "withheld by licence";
  return observationWords({ value, unit: indicatorById(series.indicator)?.unit ?? "" });
}

const titleOf = (indicator: string): string => indicatorById(indicator)?.title.en ?? indicator;

/** In how many shared periods two sources agree, and in how many they do not. */
export function agreementWords({ cards, agree }: CheckedPair): string {
  const periods = (count: number) => `${count} ${count === 1 ? "period" : "periods"}`;
  if (cards.length === 0) return `Two sources agree in all ${periods(agree)} they share.`;
  return `Two sources disagree in ${periods(cards.length)} and agree in ${agree}.`;
}

type CountedSeries = { readonly binding: Binding; readonly roles: readonly string[] };

/** What every number of a claim counts: population, level, field, years and publisher. */
export function Definitions({ claim, sources }: { claim: Claim; sources: readonly SourceState[] }) {
  return (
    <dl className="divide-y divide-rule border-y border-rule">
      {countedSeries(claim).map(({ binding, roles }) => (
        <Definition key={seriesId(binding)} binding={binding} roles={roles} sources={sources} />
      ))}
    </dl>
  );
}

/** Each series the readings of a claim measure, once, with the readings that use it. */
export function countedSeries(claim: Claim): CountedSeries[] {
  const found = new Map<string, { binding: Binding; roles: string[] }>();
  for (const reading of claim.readings) {
    for (const binding of reading.measure ? bindingsOf(reading.measure) : []) {
      const known = found.get(seriesId(binding));
      if (known) known.roles.push(reading.id);
      else found.set(seriesId(binding), { binding, roles: [reading.id] });
    }
  }
  return [...found.values()];
}

function Definition({ binding, roles, sources }: CountedSeries & { sources: readonly SourceState[] }) {
  const indicator = indicatorById(binding.indicator);
  const source = sources.find((one) => one.record.produces.includes(binding.indicator));
  const dimensions = Object.entries(binding.dimensions);
  return (
    <div className="grid gap-x-10 gap-y-1 py-4 md:grid-cols-[18rem_1fr]">
      <dt>
        <span className="font-semibold">{indicator?.title.en ?? binding.indicator}</span>
        <span className="block text-[0.9375rem] text-muted">
          {areaName(binding.area)}
          {dimensions.map(([name, code]) => `, ${name.replaceAll("_", " ")}: ${code}`).join("")}
        </span>
      </dt>
      <dd className="text-[0.9375rem]">
        <p>{indicator?.definition}</p>
        <p className="mt-1 text-muted">
          Unit: {indicator?.unit}. {source ? `Publisher: ${source.record.publisher.name}; ${source.record.title}.` : "No source built yet."}{" "}
          Used by: {roles.join(", ")}.
        </p>
        {indicator?.notes?.map((note) => (
          <p key={note} className="mt-1 text-muted">
            {note}
          </p>
        ))}
      </dd>
    </div>
  );
}

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

type RelatedSeries = Claim["related"][number];

function RelatedChart({ series, points, carried }: { series: RelatedSeries; points: readonly SeriesPoint[]; carried: Carried }) {
  const indicator = indicatorById(series.indicator);
  const ordered = sortByPeriod(points);
  const last = ordered.at(-1);
  const title = `${indicator?.title.en ?? series.indicator}, ${areaName(series.area)}`;
  const svg = sparkline({
    label: `${title}: values by period`,
    points: toChartPoints(ordered),
    articleDay: "2025-02-10",
    width: 300,
    height: 72,
  });
  return (
    <li className="border-t border-rule pt-3">
      <h3 className="leading-snug font-semibold">{title}</h3>
      <p className="text-[0.9375rem] text-muted">{Object.values(series.dimensions).join(", ") || indicator?.unit}</p>
      {last ? (
        <>
          <p className="mt-1">
            <a href={href(`/evidence/${last.id}`, carried)}>
              {observationWords({ value: last.value, unit: indicator?.unit ?? "", bound: last.bound })}
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

function sortByPeriod(points: readonly SeriesPoint[]): SeriesPoint[] {
  return points
    .filter((point) => point.value !== null)
    .map((point) => ({ point, period: parsePeriod(point.period) }))
    .sort((a, b) => (a.period.kind === b.period.kind ? comparePeriods(a.period, b.period) : a.period.start.localeCompare(b.period.start)))
    .map(({ point }) => point);
}

function toChartPoints(points: readonly SeriesPoint[]): ChartPoint[] {
  return points.map((point) => ({
    at: plotDate(parsePeriod(point.period), [point]),
    label: point.period,
    value: point.value as number,
    status: point.status,
  }));
}
