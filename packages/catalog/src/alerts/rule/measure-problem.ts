import { NotComparable } from "@talent/core/capture/errors";
import { assertComparable, type Binding, type Measure, partsOf } from "@talent/core/measure/measure";
import type { PeriodKind } from "@talent/core/time/period";
import { indicatorById } from "../../indicators/all.ts";
import type { Indicator } from "../../indicators/indicator.ts";
import { keyProblem, periodKindOf } from "../../series/series.ts";
import { periodProblem } from "./problem.ts";

/** Why a seasonal number is not watched by itself, in words for a reader. */
export const SEASONAL_REASON =
  "swings with the season, so that only the same months of another year compare: watch its change year on year";

/** Why a measure would read the season as a change, as a sentence goes on after the field's name; null when it does not. */
export function seasonProblem(measure: Measure): string | null {
  if (comparesYears(measure)) return null;
  if (measure.op !== "value")
    return (
      partsOf(measure)
        .map(seasonProblem)
        .find((problem) => problem !== null) ?? null
    );
  const indicator: Indicator | undefined = indicatorById(measure.of.indicator);
  return indicator?.seasonal === true ? SEASONAL_REASON : null;
}

/** Steps of whole years set a month against the same month, and a season comes once a year. */
const comparesYears = (measure: Measure): boolean =>
  measure.op === "season" ||
  measure.op === "year_on_year" ||
  measure.op === "growth" ||
  (measure.op === "change" && measure.years !== undefined);

/** Indicators that state forecasts and nothing else: a rule on them has to count forecasts, and on no other may. */
export const ONLY_FORECASTS: ReadonlySet<string> = new Set(["cn-graduates-forecast"]);

const MAX_DEPTH = 6;
const MAX_BINDINGS = 12;

/** These scan every earlier period: nested, the cost would be quadratic. */
const WHOLE_HISTORY_OPS: readonly Measure["op"][] = ["record", "cumulative", "rate"];

/** Why a measure cannot be watched by this kind of period, as a sentence goes on after the field's name; null when it can. */
export function measureProblem(measure: Measure, kind: PeriodKind): string | null {
  if (depthOf(measure) > MAX_DEPTH) return `nests deeper than ${MAX_DEPTH} levels`;
  const bindings = bindingsIn(measure);
  if (bindings.length > MAX_BINDINGS) return `names more than ${MAX_BINDINGS} series`;
  const unknown = bindings.map(keyProblem).find((problem) => problem !== null);
  if (unknown !== undefined) return `names a series that does not exist: ${unknown}`;
  const other = bindings.find((key) => periodKindOf(key) !== kind);
  if (other !== undefined)
    return `counts ${other.indicator} by ${spacedCode(periodKindOf(other))}, and the rule watches by ${spacedCode(kind)}`;
  return firstProblem(measure, (node) => nodeProblem(node, kind));
}

function nodeProblem(node: Measure, kind: PeriodKind): string | null {
  if (WHOLE_HISTORY_OPS.includes(node.op) && partsOf(node).some(readsWholeHistory))
    return `puts a ${spacedCode(node.op)} around another look at all periods`;
  return comparabilityProblem(node) ?? operandProblem(node, kind);
}

function comparabilityProblem(node: Measure): string | null {
  try {
    assertComparable(node);
    return null;
  } catch (error) {
    if (error instanceof NotComparable) return `does not compare: ${error.message}`;
    throw error;
  }
}

function operandProblem(node: Measure, kind: PeriodKind): string | null {
  switch (node.op) {
    case "growth_since":
      return periodProblem(node.base, kind);
    case "change":
      if ((node.since === undefined) === (node.years === undefined)) return "changes from exactly one of since and years";
      return node.since === undefined ? null : periodProblem(node.since, kind);
    case "cumulative":
      return kind === "day" ? "adds up days, which are states and no flows" : periodProblem(node.since, kind);
    case "season":
      return kind === "month" ? null : "takes a season of what is not counted by month";
    case "rate":
      return kind === "day" ? null : "takes a rate of what is not counted by day";
    default:
      return null;
  }
}

const spacedCode = (code: string): string => code.replaceAll("_", " ");

const readsWholeHistory = (measure: Measure): boolean => WHOLE_HISTORY_OPS.includes(measure.op) || partsOf(measure).some(readsWholeHistory);

const depthOf = (measure: Measure): number => 1 + Math.max(0, ...partsOf(measure).map(depthOf));

const bindingsIn = (measure: Measure): readonly Binding[] => (measure.op === "value" ? [measure.of] : partsOf(measure).flatMap(bindingsIn));

function firstProblem(measure: Measure, problemOf: (node: Measure) => string | null): string | null {
  const own = problemOf(measure);
  if (own !== null) return own;
  for (const part of partsOf(measure)) {
    const problem = firstProblem(part, problemOf);
    if (problem !== null) return problem;
  }
  return null;
}
