import { expectedAfter } from "../capture/freshness.ts";
import { type Evaluated, evaluate, heldPeriods, isMissing } from "../measure/evaluate.ts";
import type { SeriesPoint } from "../observation/observation.ts";
import { startOfDay } from "../time/instant.ts";
import { comparePeriods, isLabel, type Period } from "../time/period.ts";
import { type LeadSeries, leadSeriesAt, type MeasureInput, type QuestionInput } from "./question.ts";

/** A period with the measure's value in it. */
export type AnsweredPeriod = { readonly period: Period; readonly evaluated: Evaluated };

/**
 * The newest period for which every series has a value known at the as-of that is no forecast, that has ended (labels: been published) by then, and
 * that its source is no longer filling in. Null when there is none.
 */
export function newestPeriod(asked: QuestionInput): AnsweredPeriod | null {
  for (const period of periodsOf(asked).reverse()) {
    if (!leadSeriesAt(asked, period).every((lead) => isSettled(lead, asked))) continue;
    const evaluated = evaluate(asked.measure, period, asked.evidence.points, asked.options);
    if (!isMissing(evaluated)) return { period, evaluated };
  }
  return null;
}

/** Every period that `newestPeriod` might answer with, oldest first. */
export function settledPeriods(asked: MeasureInput): AnsweredPeriod[] {
  return periodsOf(asked).flatMap((period) => {
    if (!leadSeriesAt(asked, period).every((lead) => isSettled(lead, asked))) return [];
    const evaluated = evaluate(asked.measure, period, asked.evidence.points, asked.options);
    return isMissing(evaluated) ? [] : [{ period, evaluated }];
  });
}

/** Every period any of the given series holds, oldest first. */
export const periodsOf = (asked: MeasureInput): Period[] =>
  heldPeriods(asked.measure, asked.own.kind, asked.evidence.points, asked.options);

/** When the period after `newest` is due and when silence becomes lapse: of several sources, the slowest counts. Null without a known rhythm. */
export function nextDeadlines(asked: MeasureInput, newest: Period): { readonly due: Date; readonly lapsed: Date } | null {
  const rhythms = leadSeriesAt(asked, newest).flatMap((lead) => {
    const { cadence } = asked.evidence.facts(lead.indicator);
    if (cadence === null) return [];
    const saidOn = lead.point === undefined ? lead.when.end : publishedOn(lead.point);
    const { due, lapses } = expectedAfter(lead.when, saidOn, cadence);
    return [{ due, lapsed: lapses }];
  });
  return rhythms.reduce<(typeof rhythms)[number] | null>((slowest, one) => (slowest && slowest.lapsed >= one.lapsed ? slowest : one), null);
}

/** When the first stated period after `newest` (null: the first of all) that is still running will be over: from then on it may be the newest. */
export function nextPeriodEnd(asked: QuestionInput, newest: Period | null): Date | null {
  const later = periodsOf(asked).filter((period) => newest === null || comparePeriods(period, newest) > 0);
  const ends = later.filter((period) => !isLabel(period.kind)).map(periodEnd);
  return ends.find((end) => end > asked.asOf) ?? null;
}

/** True when the lead's period is over by the as-of (a label that is known is out, and so is a forecast where they count) and outside the source's still-filling window. */
function isSettled({ indicator, series, when, point }: LeadSeries, { evidence, asOf, options }: MeasureInput): boolean {
  if (point === undefined) return false;
  const isOut = isLabel(when.kind) || (options.forecasts === true && point.status === "F");
  if (!isOut && periodEnd(when) > asOf) return false;
  const filling = evidence.facts(indicator).cadence?.stillFilling ?? 0;
  const stated = series.periods.filter(({ id }) => hasStatedValue(series.byPeriod.get(id)));
  return !stated.slice(stated.length - filling).some(({ id }) => id === when.id);
}

/**
 * The last millisecond of a span, so that the as-of of its last day sees it; and the start of a day, because what is counted on a day is a state seen
 * then, and not what adds up until midnight.
 */
function periodEnd(period: Period): Date {
  return period.kind === "day" ? startOfDay(period.start) : new Date(startOfDay(period.end).getTime() - 1);
}

const hasStatedValue = (point: SeriesPoint | undefined): boolean => point !== undefined && point.value !== null && point.status !== "F";

const publishedOn = (point: SeriesPoint): string => point.publishedOn ?? point.vintage.slice(0, 10);
