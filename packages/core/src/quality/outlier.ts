import type { Expectation, OutlierRule } from "../capture/expectation.ts";
import { comparePeriods, type Period, parsePeriod } from "../time/period.ts";
import type { Implausible } from "./implausible.ts";
import type { Candidate } from "./known-history.ts";
import { magnitudeFloor, median, robustSpread, signedLog } from "./magnitude.ts";

/** A slip of the decimal point is tenfold, give or take a year's growth; what real events do stays below that, or happens to the neighbours too. */
export const DEFAULT_OUTLIER_RULE: Required<Pick<OutlierRule, "factor" | "deviations">> = { factor: 8, deviations: 6 };

/** Fewer earlier periods say nothing about what is usual. */
export const MIN_PERIODS = 4;
/** From so many series on a document shows what happened to all of them alike. */
const MIN_NEIGHBOURS = 8;

/** The step from the newest known value of a series to a newer one. Sizes are logarithms, so that growth and fall by one factor weigh the same. */
export type PeriodStep = {
  readonly candidate: Candidate;
  readonly value: number;
  readonly last: number;
  readonly lastPeriod: string;
  /** Values nearer to zero counted as this one. */
  readonly floor: number;
  readonly size: number;
  /** The steps before it, oldest first. */
  readonly before: readonly number[];
  /** The way to the nearest value the series ever had: 0 when it has been higher and lower. */
  readonly beyondPast: number;
  /** How long it took, against the usual time between two periods; at least 1. */
  readonly gap: number;
};

type UsualStep = { readonly middle: number; readonly spread: number };

/**
 * The values newer than anything known that lie too far from their series' own past. A step is held when it is beyond the declared factor and
 * beyond so many robust deviations of both the series' earlier steps and the other steps of the document: what hits every series at once is an
 * event. Of several new periods only the newest is checked, with more room for the time between: those before it are history being loaded.
 */
export function outliers(expect: Expectation, candidates: readonly Candidate[]): Implausible[] {
  return [...Map.groupBy(candidates, ({ observation }) => observation.indicator)].flatMap(([indicator, own]) => {
    const rule = expect.jumps?.[indicator];
    if (rule === null) return [];
    const steps = stepsBetweenPeriods(own, rule);
    // Series that stay within the floor never move and would make everything else seem an outlier.
    const moving = steps.filter(({ value, last, floor }) => Math.max(Math.abs(value), Math.abs(last)) > floor);
    const neighbours = moving.length < MIN_NEIGHBOURS ? null : usualStep(moving.map((step) => step.size));
    return steps.flatMap((step) => (isOutlier(step, { ...DEFAULT_OUTLIER_RULE, ...rule }, neighbours) ? [heldOutlier(step)] : []));
  });
}

/** One step for each series with a newer period and enough of a past, of candidates of one indicator. */
export function stepsBetweenPeriods(candidates: readonly Candidate[], rule: OutlierRule = {}): PeriodStep[] {
  const named = new Map<string, Period>();
  const periodOf = (id: string): Period => {
    const period = named.get(id) ?? parsePeriod(id);
    named.set(id, period);
    return period;
  };
  const fresh = candidates.filter(({ observation, known }) => observation.value !== null && !known.has(observation.period));
  return [...Map.groupBy(fresh, (candidate) => candidate.series).values()].flatMap((own) => {
    const [newest] = own.toSorted((a, b) => (periodOf(a.observation.period).start < periodOf(b.observation.period).start ? 1 : -1));
    return newest === undefined ? [] : (stepOf(newest, rule, periodOf) ?? []);
  });
}

function stepOf(candidate: Candidate, rule: OutlierRule, periodOf: (id: string) => Period): PeriodStep | null {
  const { value, status, period: id } = candidate.observation;
  if (value === null || status === "F") return null;
  const period = periodOf(id);
  const past = [...candidate.known].flatMap(([known, was]) => (was === null ? [] : [{ period: periodOf(known), value: was }]));
  if (past.length < MIN_PERIODS || past.some((point) => point.period.kind !== period.kind)) return null;
  past.sort((a, b) => comparePeriods(a.period, b.period));
  const last = past.at(-1);
  if (last === undefined || comparePeriods(period, last.period) <= 0) return null;
  const floor = rule.floor ?? magnitudeFloor([...past.map((point) => point.value), value]);
  const logs = past.map((point) => signedLog(point.value, floor));
  const times = past.map((point) => Date.parse(point.period.start));
  const gap = (Date.parse(period.start) - (times.at(-1) ?? 0)) / median(differences(times));
  const log = signedLog(value, floor);
  const beyondPast = Math.max(0, log - Math.max(...logs), Math.min(...logs) - log);
  const size = log - (logs.at(-1) ?? 0);
  const ends = { value, last: last.value, lastPeriod: last.period.id };
  return { candidate, ...ends, floor, size, before: differences(logs), beyondPast, gap: Math.max(1, gap) };
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - (values[index] ?? 0));
}

function usualStep(sizes: readonly number[]): UsualStep {
  return { middle: median(sizes), spread: robustSpread(sizes) };
}

function isOutlier(
  { size, before, beyondPast, gap }: PeriodStep,
  rule: typeof DEFAULT_OUTLIER_RULE,
  neighbours: UsualStep | null,
): boolean {
  if (beyondPast <= Math.log(rule.factor)) return false;
  const isBeyond = ({ middle, spread }: UsualStep): boolean =>
    Math.abs(size - middle) > Math.max(Math.log(rule.factor), rule.deviations * spread) * Math.sqrt(gap);
  return isBeyond(usualStep(before)) && (neighbours === null || isBeyond(neighbours));
}

function heldOutlier({ candidate: { observation }, value, last, lastPeriod }: PeriodStep): Implausible {
  const { unit, period } = observation;
  const reason = `${value} ${unit} for ${period} follows ${last} for ${lastPeriod}${factorText(value / last)}: far more than this series and its neighbours move`;
  return { observation, check: "jump", reason, previous: last };
}

function factorText(factor: number): string {
  if (!(factor > 0) || factor === Number.POSITIVE_INFINITY) return "";
  return factor > 1 ? `, ${factor.toPrecision(3)} times as much` : `, ${(1 / factor).toPrecision(3)} times less`;
}
