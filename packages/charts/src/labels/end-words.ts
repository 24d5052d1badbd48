import type { ChartPoint, LineChartInput } from "../chart-input.ts";
import { formatValue } from "../format-value.ts";

export type EndWords = { readonly name: string; readonly value: string; readonly end: ChartPoint; readonly index: number };

/** The newest value of a line that is no longer being filled in; where all are, the newest. */
export function lastSettled(points: readonly ChartPoint[]): ChartPoint | undefined {
  return points.findLast((point) => !point.unsettled) ?? points.at(-1);
}

/** What stands at the end of each of several lines: its name and its newest value, with the period where the lines end apart. */
export function endWords({ series, unit }: Pick<LineChartInput, "series" | "unit">): EndWords[] {
  const ended = series.flatMap(({ name, points }, index) => {
    const end = lastSettled(points);
    return end ? [{ name, end, index }] : [];
  });
  const apart = new Set(ended.map(({ end }) => end.label)).size > 1;
  return ended.map(({ name, end, index }) => {
    const forecast = end.status === "F" ? " (forecast)" : "";
    return { name, end, index, value: `${formatValue(end.value, unit)}${apart ? `, ${end.label}` : ""}${forecast}` };
  });
}
