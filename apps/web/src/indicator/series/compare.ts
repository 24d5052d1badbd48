import { type Period, yearsEarlier } from "@talent/core/time/period";
import type { Step } from "../pick/views.ts";
import type { ObservationVersion, PeriodPoint } from "./points.ts";

/** One number of a series, seen against another one of the same series. Either a value with what it was made from, or why there is none. */
export type Compared =
  | {
      readonly period: Period;
      readonly stated: ObservationVersion;
      readonly against: ObservationVersion;
      readonly value: number;
      readonly why: null;
    }
  | {
      readonly period: Period;
      readonly stated: ObservationVersion;
      readonly against: ObservationVersion | null;
      readonly value: null;
      readonly why: string;
    };

type ComparisonRules = { readonly step: Step; readonly filling: ReadonlySet<string> };

/** Each period against the same period one year before, in per cent of it or in the indicator's own steps. */
export function againstYearBefore(points: readonly PeriodPoint[], rules: ComparisonRules): Compared[] {
  const byId = new Map(points.map((point) => [point.period.id, point]));
  return points.map((point) => {
    const before = byId.get(yearsEarlier(point.period, 1).id);
    if (!before) return noComparison(point, null, "no value a year before");
    const why =
      incomparableReason(before, point, points, rules.filling) ??
      (rules.step === "percent" && before.stated.value === 0 ? "it was zero" : null);
    return why === null ? comparison(point, before, rules.step) : noComparison(point, before, why);
  });
}

/** Each period as a part of the base period's value, which is 100. */
export function againstBase(points: readonly PeriodPoint[], base: string, filling: ReadonlySet<string>): Compared[] {
  const from = points.find((point) => point.period.id === base);
  return points.map((point) => {
    if (!from) return noComparison(point, null, `no value for ${base}`);
    const [before, after] = from.period.start <= point.period.start ? [from, point] : [point, from];
    const why = incomparableReason(before, after, points, filling) ?? (from.stated.value === 0 ? "the base is zero" : null);
    if (why !== null) return noComparison(point, from, why);
    const value = (100 * (point.stated.value as number)) / (from.stated.value as number);
    return { period: point.period, stated: point.stated, against: from.stated, value, why: null };
  });
}

/** Periods that can be the base of an index: every series has a value there, newest last. */
export function basePeriods(series: readonly (readonly PeriodPoint[])[]): string[] {
  const [first = [], ...others] = series.map((points) => points.filter(({ stated }) => isExactValue(stated) && stated.value !== 0));
  return first.map(({ period }) => period.id).filter((id) => others.every((points) => points.some(({ period }) => period.id === id)));
}

/** The base nobody chose: the first period from which no series breaks again, else the first of all. */
export function defaultBase(series: readonly (readonly PeriodPoint[])[]): string | null {
  const candidates = basePeriods(series);
  const breaks = series.flatMap((points) => points.filter(({ stated }) => stated.status === "B").map(({ period }) => period.start));
  const lastBreak = breaks.sort().at(-1) ?? "";
  const starts = new Map(series.flat().map(({ period }) => [period.id, period.start]));
  return candidates.find((id) => (starts.get(id) ?? "") >= lastBreak) ?? candidates[0] ?? null;
}

function comparison(point: PeriodPoint, before: PeriodPoint, step: Step): Compared {
  const [now, then] = [point.stated.value as number, before.stated.value as number];
  const value = step === "percent" ? (100 * (now - then)) / Math.abs(then) : now - then;
  return { period: point.period, stated: point.stated, against: before.stated, value, why: null };
}

function noComparison(point: PeriodPoint, against: PeriodPoint | null, why: string): Compared {
  return { period: point.period, stated: point.stated, against: against?.stated ?? null, value: null, why };
}

// A forecast, a bound or a number that its source still fills in is never read as a rise or a fall, nor are two definitions.
function incomparableReason(
  before: PeriodPoint,
  after: PeriodPoint,
  points: readonly PeriodPoint[],
  filling: ReadonlySet<string>,
): string | null {
  for (const { stated, period } of [after, before]) {
    if (stated.withheld) return "withheld by licence";
    if (stated.value === null) return "no value";
    if (stated.status === "F") return "a forecast";
    if (stated.bound) return "only a bound is known";
    if (filling.has(period.id)) return "still being filled in";
  }
  if ((before.stated.status === "D") !== (after.stated.status === "D")) return "the definition differs";
  const broken = points.find(
    ({ stated, period }) => stated.status === "B" && period.start > before.period.start && period.start <= after.period.start,
  );
  return broken ? `the series breaks in ${broken.period.id}` : null;
}

function isExactValue(stated: ObservationVersion): boolean {
  return stated.value !== null && !stated.withheld && !stated.bound && stated.status !== "F";
}
