import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { ChartPoint } from "@talent/charts/chart-input";
import { type Period, shiftPeriod } from "@talent/core/time/period";
import { plotDate } from "../../ledger/trajectory.ts";
import type { PickedSeries } from "../load.ts";
import { type Step, stepOf, type View, viewRules } from "../pick/views.ts";
import { againstBase, againstYearBefore, type Compared } from "./compare.ts";

/** A picked series with what the chosen view makes of it. `compared` is null for the level. */
export type ViewedSeries = { readonly series: PickedSeries; readonly compared: ReadonlyMap<string, Compared> | null };

/** Every picked series under a view. `base` is the period that an index starts from. */
export function seriesInView(series: readonly PickedSeries[], view: View, step: Step, base: string | null): ViewedSeries[] {
  return series.map((one) => ({ series: one, compared: compareIn(one, view, step, base) }));
}

/** The ways of looking that do not mislead and have anything to show of these series: a comparison needs two numbers that compare. */
export function offeredViews(indicator: Indicator, series: readonly PickedSeries[], base: string | null): View[] {
  const step = stepOf(indicator);
  const compares = (view: View) =>
    seriesInView(series, view, step, base).some(
      ({ compared }) => [...(compared?.values() ?? [])].filter((one) => one.against !== one.stated && one.value !== null).length > 0,
    );
  return viewRules(indicator).flatMap(({ view, why }) => (why === null && (view === "level" || compares(view)) ? [view] : []));
}

function compareIn({ points, filling }: PickedSeries, view: View, step: Step, base: string | null): ViewedSeries["compared"] {
  if (view === "level") return null;
  const list = view === "yoy" ? againstYearBefore(points, { step, filling }) : againstBase(points, base ?? "", filling);
  return new Map(list.map((one) => [one.period.id, one]));
}

/**
 * What a chart draws of a series: no withheld, withdrawn or uncomparable number, and a gap where periods are missing. Months of a seasonal series
 * that are no neighbours stand apart: a line between March and August would tell of a rise that is only the season.
 */
export function plottedPoints({ series, compared }: ViewedSeries, seasonal = false): ChartPoint[] {
  const drawn: ChartPoint[] = [];
  let before: Period | undefined;
  for (const { period, stated } of series.points) {
    const value = compared ? roundToTenth(compared.get(period.id)?.value ?? null) : stated.withheld ? null : stated.value;
    if (value === null) continue;
    const unsettled = series.filling.has(period.id) ? { unsettled: true } : {};
    const interval = compared ? {} : { low: stated.low ?? null, high: stated.high ?? null };
    const gap = before !== undefined && before.kind === period.kind && isGap(before, period);
    // Comparisons across a break are not made, so a comparison has no break of its own to show.
    const status = compared && stated.status === "B" ? "A" : stated.status;
    const apart = seasonal && gap && compared === null ? { apart: true } : {};
    drawn.push({ at: plotDate(period, [stated]), label: period.id, value, ...interval, ...unsettled, ...apart, status, gapBefore: gap });
    before = period;
  }
  return drawn;
}

/** More than one decimal of a comparison is noise. */
function roundToTenth(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}

function isGap(before: Period, period: Period): boolean {
  return period.kind !== "day" && shiftPeriod(before, 1).id !== period.id;
}
