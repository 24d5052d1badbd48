import { leadsAt, type QuestionInput } from "../claim/question.ts";
import { breakWithin, declaredBetween } from "../observation/breaks.ts";
import type { ObservationStatus } from "../observation/observation.ts";
import { type AnsweredPeriod, periodsOf } from "../time/newest-period.ts";
import { comparePeriods, type Period } from "../time/period.ts";
import { evaluate, isMissing } from "./evaluate.ts";
import { type Measure, partsOf } from "./measure.ts";
import { MOST_PERIODS, type TrendPoint } from "./trend.ts";

/**
 * The newest comparable values of one definition, oldest first, ending with `newest`: none of a running total or of a series that moves with the
 * season, none from before a break, no bounds, and none whose own arithmetic reaches across a break.
 */
export function comparablePoints(asked: QuestionInput, newest: AnsweredPeriod): TrendPoint[] {
  if (isRunningTotal(asked.measure, asked) || isSeasonal(asked.measure, asked)) return [];
  const points: TrendPoint[] = [];
  const differs = differsAt(asked, newest.period);
  for (const period of periodsOf(asked).reverse()) {
    if (comparePeriods(period, newest.period) > 0) continue;
    const statuses = statusesAt(asked, period);
    if (points.length === MOST_PERIODS || differsAt(asked, period) !== differs) break;
    if (isBeforeBreak(asked, period, newest.period)) break;
    const evaluated = evaluate(asked.measure, period, asked.evidence.points, asked.options);
    if (!isMissing(evaluated) && evaluated.bound === null && breakWithin(evaluated, asked.evidence) === null) {
      points.unshift({ ...evaluated, at: Date.parse(period.start) });
    }
    if (statuses.includes("B")) break;
  }
  return points;
}

const statusesAt = (asked: QuestionInput, period: Period): ObservationStatus[] =>
  leadsAt(asked, period).flatMap(({ point }) => (point === undefined ? [] : [point.status]));

const differsAt = (asked: QuestionInput, period: Period): boolean => statusesAt(asked, period).includes("D");

/** True when a break nobody marked in the data lies between a period and the newest, whether or not there is a value for the break's own period. */
function isBeforeBreak(asked: QuestionInput, period: Period, newest: Period): boolean {
  const newestOf = new Map(leadsAt(asked, newest).map(({ indicator, when }) => [indicator, when]));
  return leadsAt(asked, period).some(({ indicator, when }) => {
    const last = newestOf.get(indicator);
    return last?.kind === when.kind && declaredBetween(asked.evidence.facts(indicator).breaks, when, last) !== null;
  });
}

/** A running total only ever rises: no direction, unless the measure takes gains out of it. */
function isRunningTotal(measure: Measure, asked: QuestionInput): boolean {
  if (measure.op === "cumulative") return true;
  if (measure.op === "value") return asked.evidence.facts(measure.of.indicator).cumulative === true;
  if (measure.op === "rate" || (measure.op === "change" && measure.years !== undefined)) return false;
  return partsOf(measure).some((part) => isRunningTotal(part, asked));
}

/** Neighbouring months of a seasonal series do not compare; the same month of two years does. */
function isSeasonal(measure: Measure, asked: QuestionInput): boolean {
  if (measure.op === "value") return asked.evidence.facts(measure.of.indicator).seasonal === true;
  const sameMonth = measure.op === "year_on_year" || measure.op === "season" || measure.op === "growth";
  if (sameMonth || (measure.op === "change" && measure.years !== undefined)) return false;
  return partsOf(measure).some((part) => isSeasonal(part, asked));
}
