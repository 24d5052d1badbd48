import type { ChartEvent, ChartPoint, LineChartInput } from "@talent/charts/chart-input";
import { lineChart } from "@talent/charts/line-chart";
import type { Claim, Reading } from "@talent/core/claim/claim";
import { VerdictBadge } from "../components/badge.tsx";
import { Drawing } from "../components/markup.tsx";
import { ScrollBox } from "../components/section.tsx";
import { Table } from "../components/table.tsx";
import { readingTrajectory, type ShownSeries } from "../ledger/trajectory.ts";
import { formatDay, formatMinute } from "../words/dates.ts";
import { CAUSE_WORDS, intervalWords, neededWords, valueWords } from "../words/observation-words.ts";
import { typeset } from "../words/text.ts";
import { FIT_LABEL, QUESTION_SHORT } from "../words/verdict-words.ts";
import type { PastAssessment } from "./load.ts";

const ARTICLE_EVENT: ChartEvent = { at: "2025-02-10", label: "The article, 10 Feb 2025" };

/** The reading whose values over time are drawn: the closest one that has at least two, else one that has any. A policy is no curve. */
export function chartedReading(readings: readonly Reading[], shown: ShownSeries): Reading | null {
  const numeric = readings.filter((reading) => reading.unit !== "in force" && !reading.uncounted);
  const lengths = new Map(numeric.map((reading) => [reading, readingTrajectory(reading, shown).length]));
  const having = (least: number) => numeric.find((reading) => (lengths.get(reading) ?? 0) >= least);
  return having(2) ?? having(1) ?? null;
}

type ClaimChartProps = { reading: Reading; shown: ShownSeries; events: readonly ChartEvent[] };

/** The reading's value in every period it can be computed for, against what the claim needs; and the same as a table. */
export function ClaimChart({ reading, shown, events }: ClaimChartProps) {
  const points = readingTrajectory(reading, shown);
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
    articleDay: ARTICLE_EVENT,
    events,
    highlight: [reading.period],
  };
}

const POINT_NOTES: Readonly<Record<string, string>> = { F: "forecast", B: "break: not comparable with earlier periods" };

function ChartTable({ points, unit }: { points: readonly ChartPoint[]; unit: string }) {
  return (
    <details className="mt-3 text-[0.9375rem]">
      <summary className="cursor-pointer text-muted">The values of this chart as a table</summary>
      <ScrollBox label="Values of the chart">
        <Table columns={["Period", "Value", "Interval", "Note"]} className="mt-2">
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row">{point.label}</th>
              <td>{valueWords({ value: point.value, low: point.value, high: point.value }, unit)}</td>
              <td>{intervalWords({ value: point.value, low: point.low ?? null, high: point.high ?? null }, unit) ?? ""}</td>
              <td>{POINT_NOTES[point.status ?? ""] ?? ""}</td>
            </tr>
          ))}
        </Table>
      </ScrollBox>
    </details>
  );
}

const MAX_CHANGES = 60;

type PastChange = PastAssessment & { readonly first: boolean };

/** How the verdicts of a claim came about, newest first: those of the closest reading at once, the others on demand. */
export function HistoryTable({ claim, history }: { claim: Claim; history: readonly PastAssessment[] }) {
  const changes = assessmentChanges(history);
  if (changes.length === 0) return <p className="text-muted">No assessment is stored yet.</p>;
  const primary = claim.readings.find((reading) => reading.primary)?.id;
  const others = changes.filter((change) => change.reading !== primary);
  return (
    <>
      <ChangesTable claim={claim} label="History of the closest reading" shown={changes.filter((change) => change.reading === primary)} />
      {others.length > 0 ? (
        <details className="mt-4">
          <summary className="cursor-pointer text-muted">The other readings ({others.length} changes)</summary>
          <ChangesTable claim={claim} label="History of the other readings" shown={others} />
        </details>
      ) : null}
    </>
  );
}

function ChangesTable({ claim, label, shown }: { claim: Claim; label: string; shown: readonly PastChange[] }) {
  return (
    <ScrollBox label={label}>
      <Table columns={["Speaks for", "Reading", "Question", "Verdict", "Value", "Because"]} className="min-w-[44rem]">
        {shown.slice(0, MAX_CHANGES).map((past) => (
          <tr key={past.id}>
            <th scope="row" className="whitespace-nowrap" title={`Recorded ${formatMinute(past.recordedAt)}`}>
              {formatDay(past.knownAt)}
            </th>
            <td>{past.reading}</td>
            <td>{QUESTION_SHORT[past.question]}</td>
            <td>
              <VerdictBadge verdict={past.verdict} />
            </td>
            <td className="whitespace-nowrap">
              {valueWords(past, claim.readings.find((reading) => reading.id === past.reading)?.unit ?? "")}{" "}
              {past.value === null ? "" : past.period}
            </td>
            <td>{past.first ? "first assessed" : (CAUSE_WORDS[past.cause] ?? past.cause)}</td>
          </tr>
        ))}
      </Table>
      {shown.length > MAX_CHANGES ? (
        <p className="mt-2 text-sm text-muted">
          The newest {MAX_CHANGES} of {shown.length} changes.
        </p>
      ) : null}
    </ScrollBox>
  );
}

/** Assessments, oldest first, thinned to those where the verdict, value or period differs from the one before; newest first. */
export function assessmentChanges(history: readonly PastAssessment[]): PastChange[] {
  const last = new Map<string, string>();
  return history
    .flatMap((past) => {
      const key = `${past.reading} ${past.question}`;
      const said = `${past.verdict} ${past.value} ${past.period}`;
      const before = last.get(key);
      last.set(key, said);
      return before === said ? [] : [{ ...past, first: before === undefined }];
    })
    .reverse();
}
