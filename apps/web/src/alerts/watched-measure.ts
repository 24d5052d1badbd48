import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Watch } from "@talent/core/alert/rule";
import type { Interval } from "@talent/core/measure/interval";
import { bindingsOf, type Measure } from "@talent/core/measure/measure";
import { type PeriodKind, parsePeriod } from "@talent/core/time/period";

/** What is shown of a watch over time: of a record the figure itself, of a verdict what its reading measures. */
export type WatchedMeasure = {
  readonly measure: Measure;
  readonly periodKind: PeriodKind;
  readonly unit: string;
  /** What the claim needs, where a verdict is watched. */
  readonly expected: Interval | null;
  /** Forecasts count, because the series is nothing else. */
  readonly forecasts: boolean;
  /** The thresholds of the rule are in the unit of what is drawn. */
  readonly hasThreshold: boolean;
};

/** Null where nothing can be drawn: a source's health, an act in force. */
export function watchedMeasure(watch: Watch): WatchedMeasure | null {
  if (watch.kind === "source") return null;
  if (watch.kind === "verdict") {
    const reading = claimById(watch.claim)?.readings.find(({ id }) => id === watch.reading);
    if (!reading?.measure) return null;
    const { measure, unit, expected, period } = reading;
    return { measure, unit, expected, periodKind: parsePeriod(period).kind, forecasts: false, hasThreshold: false };
  }
  const { measure, periodKind, unit } = watch;
  const shared = { periodKind, expected: null, forecasts: watch.kind === "measure" && watch.forecasts === true };
  if (measure.op !== "record") return { ...shared, measure, unit, hasThreshold: watch.kind === "measure" };
  return { ...shared, measure: measure.of, unit: unitOfMeasure(measure.of), hasThreshold: false };
}

const UNIT_PRESERVING: readonly Measure["op"][] = ["value", "sum", "season", "cumulative", "difference", "max", "change"];

/** The unit of a measure that only adds or takes the values of one unit; none for all others. */
function unitOfMeasure(measure: Measure): string {
  if (!UNIT_PRESERVING.includes(measure.op)) return "";
  const units = new Set(bindingsOf(measure).map(({ indicator }) => indicatorById(indicator)?.unit ?? ""));
  return units.size === 1 ? ([...units][0] ?? "") : "";
}
