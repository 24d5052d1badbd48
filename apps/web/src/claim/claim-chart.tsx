import type { ChartEvent, ChartPoint, LineChartInput } from "@talent/charts/chart-input";
import { lineChart } from "@talent/charts/line-chart";
import type { Reading } from "@talent/core/claim/claim";
import { Drawing } from "../components/drawing.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { type ShownSeries, trajectory } from "../ledger/trajectory.ts";
import { typeset } from "../words/text.ts";
import { intervalWords, neededWords, valueWords } from "../words/value-words.ts";
import { FIT_LABEL } from "../words/verdict-words.ts";

const ARTICLE: ChartEvent = { at: "2025-02-10", label: "The article, 10 Feb 2025" };

/** The reading whose values over time are drawn: the closest one that has at least two, else one that has any. A policy is no curve. */
export function chartedReading(readings: readonly Reading[], shown: ShownSeries): Reading | null {
  const numeric = readings.filter((reading) => reading.unit !== "in force" && !reading.uncounted);
  const lengths = new Map(numeric.map((reading) => [reading, trajectory(reading, shown).length]));
  const having = (least: number) => numeric.find((reading) => (lengths.get(reading) ?? 0) >= least);
  return having(2) ?? having(1) ?? null;
}

type ClaimChartProps = { reading: Reading; shown: ShownSeries; events: readonly ChartEvent[] };

/** The reading's value in every period it can be computed for, against what the claim needs; and the same as a table. */
export function ClaimChart({ reading, shown, events }: ClaimChartProps) {
  const points = trajectory(reading, shown);
  const input = chartInput(reading, points, events);
  return (
    <figure className="grid gap-x-10 gap-y-3 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <figcaption className="xl:order-2 xl:mt-8">
        {reading.primary ? null : <span className="label mb-1 block">{FIT_LABEL[reading.fit]}, not the closest reading</span>}
        <span className="font-semibold">{input.title}</span> <span className="text-muted">{input.description}</span>
        <ChartTable points={points} unit={reading.unit} />
      </figcaption>
      <div>
        <Drawing className="hidden sm:block" svg={lineChart({ ...input, size: "wide" })} />
        <Drawing className="sm:hidden" svg={lineChart({ ...input, size: "narrow" })} />
      </div>
    </figure>
  );
}

function chartInput(reading: Reading, points: readonly ChartPoint[], events: readonly ChartEvent[]): LineChartInput {
  const needed = reading.expected ? neededWords(reading.expected, reading.unit) : null;
  const last = points.at(-1) as ChartPoint;
  const said = valueWords({ value: last.value, low: last.value, high: last.value }, reading.unit);
  return {
    id: `chart-${reading.id}`,
    title: typeset(reading.says),
    description: `${needed ? `The band is what the claim needs: ${needed}. ` : ""}The newest value is ${said} for ${last.label}${last.status === "F" ? ", a forecast" : ""}.`,
    unit: reading.unit,
    series: [{ name: reading.id, points }],
    expected: reading.expected && needed ? { interval: reading.expected, label: `The claim needs ${needed}` } : null,
    articleDay: ARTICLE,
    events,
    highlight: [reading.period],
  };
}

const STATUS: Readonly<Record<string, string>> = { F: "forecast", B: "break: not comparable with earlier periods" };

function ChartTable({ points, unit }: { points: readonly ChartPoint[]; unit: string }) {
  return (
    <details className="mt-3 text-[0.9375rem]">
      <summary className="cursor-pointer text-muted">The values of this chart as a table</summary>
      <ScrollBox label="Values of the chart">
        <table className="plain-table mt-2">
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col">Value</th>
              <th scope="col">Interval</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.label}>
                <th scope="row">{point.label}</th>
                <td>{valueWords({ value: point.value, low: point.value, high: point.value }, unit)}</td>
                <td>{intervalWords({ value: point.value, low: point.low ?? null, high: point.high ?? null }, unit) ?? ""}</td>
                <td>{STATUS[point.status ?? ""] ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
