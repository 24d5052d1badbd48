import { round } from "./axes.ts";
import type { ChartEvent, ExpectedBand, LineChartInput } from "./chart-input.ts";
import { escapeText } from "./escape.ts";
import type { Frame } from "./frame.ts";
import { freeSpot, type LabelBox, type LabelSpot, labelSpot } from "./labels/label-spots.ts";
import { assignLanes, type LaneLabel } from "./labels/place-labels.ts";

/** Events inside the plotted span, the article's day among them. */
export function visibleEvents(input: LineChartInput, span: readonly [Date, Date]): ChartEvent[] {
  const marks = [...(input.events ?? []), ...(input.articleDay ? [input.articleDay] : [])];
  return marks.filter((mark) => Date.parse(mark.at) >= span[0].getTime() && Date.parse(mark.at) <= span[1].getTime());
}

/** How many rows of event labels are needed above the plot. */
export function laneLabels(
  marks: readonly ChartEvent[],
  at: (mark: ChartEvent) => number,
  bounds: readonly [number, number],
  fontSize: number,
): LaneLabel[] {
  return assignLanes(
    marks.map((mark) => ({ text: mark.label, at: at(mark) })),
    bounds,
    fontSize,
  );
}

/** A rule for each dated event with its label above, the article's day drawn solid and bold. All words lie over all rules. */
export function eventMarks(input: LineChartInput, frame: Frame, labels: readonly LaneLabel[]): string {
  const drawn = labels.map((label) => eventMark(label, label.text === input.articleDay?.label, frame));
  return drawn.map(({ rule }) => rule).join("") + drawn.map(({ words }) => words).join("");
}

function eventMark(label: LaneLabel, article: boolean, { fontSize, bottom }: Frame): { rule: string; words: string } {
  const colour = article ? "var(--chart-article)" : "var(--chart-muted)";
  const baseline = fontSize + label.lane * (fontSize + 6);
  const [width, dash, weight] = article ? [1.5, "", ' font-weight="600"'] : [1, ' stroke-dasharray="3 3"', ""];
  const x = round(label.at);
  return {
    rule: `<line x1="${x}" x2="${x}" y1="${baseline - fontSize + 2}" y2="${bottom}" stroke="${colour}" stroke-width="${width}"${dash}/>`,
    words: `<text x="${round(label.left)}" y="${baseline}" font-size="${fontSize}" fill="${colour}" stroke="var(--chart-surface)" stroke-width="3" paint-order="stroke"${weight}>${escapeText(label.text)}</text>`,
  };
}

/** The values the claim needs, as a tinted band; a finite end is a line, dashed where the end itself does not count. */
export function expectedBand({ interval }: ExpectedBand, { y, left, right, top, bottom }: Frame): string {
  const upper = Number.isFinite(interval.high) ? Math.max(top, y(interval.high)) : top;
  const lower = Number.isFinite(interval.low) ? Math.min(bottom, y(interval.low)) : bottom;
  const edge = (value: number, open: boolean) =>
    Number.isFinite(value)
      ? `<line x1="${left}" x2="${right}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="var(--chart-band-edge)" stroke-width="1.25"${open ? ' stroke-dasharray="5 4"' : ""}/>`
      : "";
  const height = Math.max(lower - upper, 2);
  const band = `<rect x="${left}" y="${round(upper)}" width="${right - left}" height="${round(height)}" fill="var(--chart-band)"/>`;
  const single = interval.low === interval.high;
  return band + edge(interval.low, interval.lowOpen) + (single ? "" : edge(interval.high, interval.highOpen));
}

/** Where the band's words go: just inside an edge, left or right, where no line runs. */
export function bandLabelSpot({ interval, label }: ExpectedBand, frame: Frame, taken: readonly LabelBox[]): LabelSpot | null {
  const { y, left, right, top, bottom, fontSize } = frame;
  const upper = Number.isFinite(interval.high) ? y(interval.high) : top;
  const lower = Number.isFinite(interval.low) ? y(interval.low) : bottom;
  const baselines = [lower - 6, upper + fontSize + 4, upper - 6, lower + fontSize + 4, upper - 22, lower + fontSize + 20].filter(
    (at) => at > top + fontSize * 0.8 && at < bottom,
  );
  const sides = [
    [left + 6, "start"],
    [right - 6, "end"],
    [(left + right) / 2, "middle"],
  ] as const;
  const candidates = baselines.flatMap((at) => sides.map(([x, anchor]) => labelSpot(label, x, at, anchor, fontSize)));
  return freeSpot(candidates, taken, { left, right, top, bottom });
}
