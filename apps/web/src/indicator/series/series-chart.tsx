import type { Indicator } from "@talent/catalog/indicators/indicator";
import { barList } from "@talent/charts/bar-list";
import type { ChartEvent, ChartPoint } from "@talent/charts/chart-input";
import { formatValue } from "@talent/charts/format-value";
import { lineChart } from "@talent/charts/line-chart";
import { Drawing } from "../../components/markup.tsx";
import { capitalize } from "../../words/code-words.ts";
import { typeset } from "../../words/text.ts";
import { sharedWords } from "../pick/series-name.ts";
import type { Step, View } from "../pick/views.ts";
import { changeWords } from "./change-words.ts";
import { plottedPoints, type ViewedSeries } from "./plotted.ts";

const ARTICLE_EVENT: ChartEvent = { at: "2025-02-10", label: "The article, 10 Feb 2025" };

type SeriesChartProps = {
  indicator: Indicator;
  seen: readonly ViewedSeries[];
  view: View;
  step: Step;
  base: string | null;
  events: readonly ChartEvent[];
};

type ChartSeries = { readonly name: string; readonly points: readonly ChartPoint[] };

/** The picked series as lines; as bars where each has one moment only; nothing where nothing may be drawn, and a rule is no curve. */
export function SeriesChart({ seen, events, ...rest }: SeriesChartProps) {
  const drawn = seen
    .map((one) => ({ name: capitalize(one.series.name), points: plottedPoints(one, rest.indicator.seasonal) }))
    .filter((one) => one.points.length > 0);
  if (drawn.length === 0 || rest.indicator.unit === "in force") return null;
  const words = chartTexts(drawn, { seen, events, ...rest });
  const svg = drawn.every(({ points }) => points.length === 1)
    ? (size: "wide" | "narrow") => barList({ ...words, size, bars: drawn.map((one) => toBar(one, rest)) })
    : (size: "wide" | "narrow") =>
        lineChart({ ...words, size, unit: tickUnit(rest), series: drawn, articleDay: ARTICLE_EVENT, events, highlight: [] });
  return (
    <figure>
      <figcaption className="mb-3 max-w-4xl">
        <span className="font-semibold">{words.title}</span> <span className="text-muted">{legendText(drawn, rest)}</span>
      </figcaption>
      <Drawing className="hidden sm:block" svg={svg("wide")} />
      <Drawing className="sm:hidden" svg={svg("narrow")} />
    </figure>
  );
}

type ChartTexts = { readonly id: string; readonly title: string; readonly description: string };

function chartTexts(drawn: readonly ChartSeries[], { indicator, seen, view, step, base }: SeriesChartProps): ChartTexts {
  const shared = sharedWords(seen.map((one) => one.series.key));
  const alone = drawn.length === 1 ? `, ${drawn[0]?.name}` : "";
  const subject = `${indicator.title.en}${alone}${shared ? `, ${shared}` : ""}`;
  const newest = drawn.map(({ name, points }) => {
    const last = points.at(-1) as ChartPoint;
    return `${name}: ${pointWords(last.value, { indicator, view, step })} for ${last.label}`;
  });
  return {
    id: `chart-${indicator.id}`,
    title: `${subject}${view === "yoy" ? ", against the year before" : view === "index" ? `, ${base} = 100` : ""}`,
    description: `Newest values. ${newest.join(". ")}.`,
  };
}

type ViewSettings = Pick<SeriesChartProps, "indicator" | "view" | "step">;

/** What the numbers are, and how the lines are to be read where they are not plain. */
function legendText(drawn: readonly ChartSeries[], { indicator, view, step }: ViewSettings): string {
  const points = drawn.flatMap((one) => one.points);
  const lower = indicator.unit === "rank" && view === "level" ? "; lower is better" : "";
  const unit = { level: `In ${indicator.unit}${lower}.`, yoy: `In ${STEP_WORDS[step]}.`, index: "Each line starts from its own value." }[
    view
  ];
  return [
    indicator.unit === "rank" && view === "level" ? `Rank${lower}.` : unit,
    points.some((point) => point.apart) ? "Months that are no neighbours are not joined: between them lies a season." : "",
    points.some((point) => point.gapBefore && !point.apart) ? "Dotted: periods are missing in between." : "",
    points.some((point) => point.unsettled) ? "Hollow and unconnected: its source still fills it in, so it is no fall." : "",
    points.some((point) => point.status === "B") ? "A dashed upright line is a break: what lies before it does not compare." : "",
    points.some((point) => point.status === "F") ? "Dashed and hollow: a forecast." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const STEP_WORDS: Readonly<Record<Step, string>> = {
  percent: "per cent of the year before",
  points: "points up or down",
  places: "places; below zero is towards the top",
};

function toBar({ name, points }: ChartSeries, seeing: ViewSettings) {
  const point = points[0] as ChartPoint;
  return { name, value: point.value, words: `${pointWords(point.value, seeing)}, ${point.label}` };
}

function pointWords(value: number, { indicator, view, step }: ViewSettings): string {
  return view === "yoy" ? changeWords(value, step) : typeset(formatValue(value, tickUnit({ indicator, view, step })));
}

function tickUnit({ indicator, view, step }: ViewSettings): string {
  if (view === "yoy") return step === "percent" ? "%" : "";
  return view === "level" && indicator.unit.startsWith("percent") ? "%" : "";
}
