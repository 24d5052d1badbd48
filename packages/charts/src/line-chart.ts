import { bandLabelSpot, eventMarks, expectedBand, laneLabels, visibleEvents } from "./annotations.ts";
import { axesMarkup, round } from "./axes.ts";
import type { ChartPoint, ChartSeries, LineChartInput } from "./chart-input.ts";
import { escapeText, safeId } from "./escape.ts";
import { formatValue } from "./format-value.ts";
import { type Frame, plotFrame } from "./frame.ts";
import { freeSpot, type LabelBox, type LabelSpot, labelSpot, lineObstacles, textWidth } from "./labels/label-spots.ts";
import { type LineEnd, lastSettled, lineEnds, spreadVertically } from "./labels/place-labels.ts";

import { lineMarks, seriesColour } from "./line-marks.ts";

/**
 * One SVG: series over time, what the claim needs as a band, the article's day and dated events as rules. Needs no script;
 * colours are the page's CSS variables `--chart-*`. Title and description are read out (WCAG 2.2, 1.1.1).
 */
export function lineChart(input: LineChartInput): string {
  const draft = plotFrame(input, 0);
  const marks = visibleEvents(input, draft.x.domain() as [Date, Date]);
  const lanes = laneLabels(marks, (mark) => draft.x(new Date(mark.at)), [0, draft.width], draft.fontSize);
  const plot = plotFrame(input, Math.max(0, ...lanes.map((label) => label.lane + 1)));
  const layers = [
    input.expected ? expectedBand(input.expected, plot) : "",
    axesMarkup(plot, input.unit),
    eventMarks(input, plot, lanes),
    lineMarks(input.series, plot),
    labelsMarkup(
      input,
      plot,
      lanes.map((label) => ruleBox(label.at, plot)),
    ),
  ];
  return svgDocument(input, plot, layers.join(""));
}

function svgDocument(input: LineChartInput, { width, height }: Frame, content: string): string {
  const id = safeId(`${input.id}-${input.size ?? "wide"}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" class="chart" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${escapeText(input.title)}</title><desc id="${id}-desc">${escapeText(input.description)}</desc>${content}</svg>`;
}

function ruleBox(at: number, { top, bottom }: Frame): LabelBox {
  return { left: at - 3, right: at + 3, top, bottom, weight: 0.2 };
}

function labelsMarkup(input: LineChartInput, plot: Frame, rules: readonly LabelBox[]): string {
  const names = input.series.length > 1 ? endNames(input, plot, rules) : [];
  const taken: LabelBox[] = [
    ...lineObstacles(input.series, plot),
    ...rules,
    ...bandEdges(input.expected, plot),
    ...names.map((name) => name.at),
  ];
  const texts = names.map((name) => endLabel(name, plot.fontSize));
  const write = (text: string, at: LabelSpot | null, colour: string, weight = 400) => {
    if (!at) return;
    taken.push(at);
    texts.push(labelMarkup(text, at, colour, weight, plot.fontSize));
  };
  input.series.forEach((one, index) => {
    for (const point of labelledPoints(one, input, index, names.length === 0)) {
      const text = `${point.label}: ${formatValue(point.value, input.unit)}${point.status === "F" ? " (forecast)" : ""}`;
      write(text, pointSpot(text, point, plot, taken), seriesColour(index), 600);
    }
  });
  if (input.expected) write(input.expected.label, bandLabelSpot(input.expected, plot, taken), "var(--chart-band-ink)");
  return texts.join("");
}

function bandEdges(expected: LineChartInput["expected"], { y, left, right }: Frame): LabelBox[] {
  const ends = expected ? [expected.interval.low, expected.interval.high].filter(Number.isFinite) : [];
  return ends.map((end) => ({ left, right, top: y(end) - 2, bottom: y(end) + 2, weight: 0.3 }));
}

function labelledPoints(series: ChartSeries, input: LineChartInput, index: number, alone: boolean): ChartPoint[] {
  const last = alone ? lastSettled(series.points) : undefined;
  const wanted = series.points.filter((point) => point === last || (index === 0 && input.highlight?.includes(point.label)));
  return wanted.reverse();
}

function pointSpot(text: string, point: ChartPoint, plot: Frame, taken: readonly LabelBox[]): LabelSpot | null {
  const x = plot.x(new Date(point.at));
  const y = plot.y(point.value);
  const { fontSize } = plot;
  const candidates = [10, 22, 36].flatMap((away) => [
    labelSpot(text, x, y - away, "middle", fontSize),
    labelSpot(text, x, y + away + fontSize * 0.7, "middle", fontSize),
    labelSpot(text, x - away, y - away * 0.7, "end", fontSize),
    labelSpot(text, x + away, y - away * 0.7, "start", fontSize),
    labelSpot(text, x - away, y + away, "end", fontSize),
    labelSpot(text, x + away, y + away, "start", fontSize),
  ]);
  return freeSpot(candidates, taken, { left: plot.left, right: plot.width, top: plot.top, bottom: plot.bottom });
}

function labelMarkup(text: string, at: LabelSpot, colour: string, weight: number, fontSize: number): string {
  return `<text x="${round(at.x)}" y="${round(at.y)}" text-anchor="${at.anchor}" font-size="${fontSize}" font-weight="${weight}" fill="${colour}" stroke="var(--chart-surface)" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${escapeText(text)}</text>`;
}

type EndName = Pick<LineEnd, "name" | "value"> & { readonly at: LabelSpot; readonly colour: string; readonly lines: 1 | 2 };

/** With several series each is named where its line ends, with its newest value, never by a legend alone; in a narrow picture in two lines. */
function endNames(input: LineChartInput, { x, y, top, bottom, fontSize }: Frame, rules: readonly LabelBox[]): EndName[] {
  const ended = lineEnds(input);
  const lines = input.size === "narrow" ? 2 : 1;
  const heights = spreadVertically(
    ended.map(({ end }) => y(end.value)),
    [top + fontSize / 2, bottom - (lines - 1) * fontSize],
    fontSize * lines + 4,
  );
  return ended.map(({ name, value, end, index }, row) => {
    const baseline = (heights[row] as number) + fontSize * 0.35;
    const last = input.series[index]?.points.at(-1) ?? end;
    const at = endSpot({ name, value, lines }, x(new Date(last.at)) + 10, baseline, fontSize);
    // A rule just behind the end of a line would strike the name through: it stands behind the rule then.
    const past = rules.filter((rule) => rule.left >= at.left - 10 && rule.left < at.right).map((rule) => rule.right + 5);
    const moved = past.length > 0 ? endSpot({ name, value, lines }, Math.max(...past), baseline, fontSize) : at;
    return { name, value, lines, colour: seriesColour(index), at: moved };
  });
}

function endSpot({ name, value, lines }: Pick<EndName, "name" | "value" | "lines">, x: number, y: number, fontSize: number): LabelSpot {
  const [first, second] = lines === 1 ? [`${name} ${value}`, ""] : [name, value];
  const wider = textWidth(first, fontSize) > textWidth(second, fontSize) ? first : second;
  const at = labelSpot(wider, x, y, "start", fontSize);
  return lines === 1 ? at : { ...at, bottom: at.bottom + fontSize };
}

function endLabel({ name, value, lines, at, colour }: EndName, fontSize: number): string {
  const second = lines === 1 ? " " : "";
  const place = lines === 1 ? "" : ` x="${round(at.x)}" dy="${fontSize + 1}"`;
  return `<text x="${round(at.x)}" y="${round(at.y)}" font-size="${fontSize}" fill="${colour}" stroke="var(--chart-surface)" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${escapeText(name)}${second}<tspan font-weight="600"${place}>${escapeText(value)}</tspan></text>`;
}
