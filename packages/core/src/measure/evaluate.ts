import { PeriodKindsDiffer } from "../capture/errors.ts";
import type { SeriesPoint } from "../observation/observation.ts";
import { indexSeries, seriesId } from "../observation/series.ts";

import {
  bridgePeriod,
  comparePeriods,
  type Period,
  type PeriodKind,
  parsePeriod,
  periodRange,
  shiftPeriod,
  yearsEarlier,
} from "../time/period.ts";
import { statedQuantity, type UncertaintyBasis, Z95 } from "./figure.ts";
import { interval } from "./interval.ts";
import { assertComparable, type Binding, leadBindingsOf, type Measure } from "./measure.ts";
import {
  addQuantities,
  divideQuantities,
  largestQuantity,
  type Quantity,
  scaleQuantity,
  subtractQuantities,
  withInterval,
} from "./quantity.ts";

/** One number a measure needs and does not have, and why. `undefined`: the numbers are there and give none, as a division by zero. */
export type MissingInput = {
  readonly binding: Binding | null;
  readonly period: string;
  readonly why: "absent" | "withdrawn" | "stated_missing" | "forecast" | "undefined";
};

/** A measure that could not be computed. */
export type MissingEvidence = { readonly missing: readonly MissingInput[] };

/** A measure's value with its interval. `inputs` are observation ids, sorted, each once; `used` are the points behind them. */
export type Evaluated = Quantity & { readonly inputs: readonly string[]; readonly used: readonly UsedObservation[] };

/** A point and the series it belongs to. */
export type UsedObservation = { readonly series: string; readonly point: SeriesPoint };

export type PointReader = (binding: Binding) => readonly SeriesPoint[];

export type EvaluateOptions = {
  /** Unit of an indicator; sampling and whole-per-cent rounding need it. */
  readonly unitOf?: (indicator: string) => string;
  readonly figures?: UncertaintyBasis;
  /** The reading declares that comparing period kinds is meant. */
  readonly periodBridge?: boolean;
  /** Forecasts count: only where it is shown how a number can be reproduced. */
  readonly forecasts?: boolean;
};

type EvaluateScope = EvaluateOptions & { readonly points: PointReader };
type ComputedValue = { readonly quantity: Quantity; readonly used: readonly UsedObservation[] };
type EvaluationResult = ComputedValue | MissingEvidence;

export const isMissing = (result: Evaluated | MissingEvidence): result is MissingEvidence => "missing" in result;

/** The measure in one period. Throws PeriodKindsDiffer without a bridge and NotComparable without a note; never gives NaN or an infinite value. */
export function evaluate(
  measure: Measure,
  period: Period,
  points: PointReader,
  options: EvaluateOptions = {},
): Evaluated | MissingEvidence {
  const result = evaluateMeasure(measure, period, { ...options, points });
  if ("missing" in result) return result;
  const used = [...new Map(result.used.map((one) => [one.point.id, one])).values()];
  return { ...result.quantity, used, inputs: used.map((one) => one.point.id).sort() };
}

/** Periods of `kind` for which at least one series read at the measured period holds anything, oldest first. */
export function heldPeriods(measure: Measure, kind: PeriodKind, points: PointReader, options: EvaluateOptions = {}): Period[] {
  const all = leadBindingsOf(measure).flatMap((binding) =>
    indexSeries(points(binding)).periods.map((held) => (options.periodBridge ? bridgePeriod(held, kind) : held)),
  );
  return [...new Map(all.map((period) => [period.id, period])).values()].sort(comparePeriods);
}

function evaluateMeasure(measure: Measure, period: Period, scope: EvaluateScope): EvaluationResult {
  assertComparable(measure);
  const at = (part: Measure, when: Period): EvaluationResult => evaluateMeasure(part, when, scope);
  switch (measure.op) {
    case "value":
      return readBinding(measure.of, period, scope);
    case "ratio":
      return quotient(at(measure.over, period), at(measure.under, period), period);
    case "difference":
      return combine([at(measure.left, period), at(measure.right, period)], period, onPair(subtractQuantities));
    case "sum":
      return combine(
        measure.of.map((part) => at(part, period)),
        period,
        addQuantities,
      );
    case "max":
      return combine(
        measure.of.map((part) => at(part, period)),
        period,
        largestQuantity,
      );
    case "growth":
      return quotient(at(measure.of, period), at(measure.base ?? measure.of, yearsEarlier(period, measure.years)), period);
    case "growth_since":
      return quotient(at(measure.of, period), at(measure.baseOf ?? measure.of, parsePeriod(measure.base)), period);
    case "year_on_year":
      return combine([at(measure.of, period), at(measure.of, yearsEarlier(period, 1))], period, onPair(percentChange));
    case "change":
      return evaluateChange(measure, period, scope);
    case "record":
      return evaluateRecord(measure.of, period, scope);
    case "cumulative":
      return combine(
        periodRange(parsePeriod(measure.since), period).map((when) => at(measure.of, when)),
        period,
        addQuantities,
      );
    case "season":
      return evaluateSeason(measure, period, scope);
    case "rate":
      return evaluateRate(measure, period, scope);
  }
}

function readBinding(binding: Binding, period: Period, scope: EvaluateScope): EvaluationResult {
  const { byPeriod, periods } = indexSeries(scope.points(binding));
  const kind = periods[0]?.kind ?? period.kind;
  if (kind !== period.kind && !scope.periodBridge) throw new PeriodKindsDiffer(period.id, `${binding.indicator} (${kind})`);
  const when = bridgePeriod(period, kind);
  const point = byPeriod.get(when.id);
  const missing = (why: MissingInput["why"]): MissingEvidence => ({ missing: [{ binding, period: when.id, why }] });
  if (point === undefined) return missing("absent");
  const { value } = point;
  if (value === null) return missing(point.cause === "withdrawal" ? "withdrawn" : "stated_missing");
  if (point.status === "F" && !scope.forecasts) return missing("forecast");
  const quantity = statedQuantity({ ...point, value }, scope.unitOf?.(binding.indicator) ?? "", scope.figures ?? "sampled");
  return { quantity, used: [{ series: seriesId(binding), point }] };
}

/** A change between two sample estimates is beyond noise at 1.96 standard errors of the difference; all others go by end points. */
function evaluateChange(measure: Extract<Measure, { op: "change" }>, period: Period, scope: EvaluateScope): EvaluationResult {
  const before = measure.since === undefined ? yearsEarlier(period, measure.years ?? 1) : parsePeriod(measure.since);
  const results = [evaluateMeasure(measure.of, period, scope), evaluateMeasure(measure.of, before, scope)];
  return combine(results, period, ([now, then]) => {
    const difference = onPair(subtractQuantities)([now, then] as Quantity[]);
    if (difference === null || difference.standardError === null || scope.figures === "printed") return difference;
    const half = Z95 * difference.standardError;
    return withInterval(difference, interval(difference.value - half, difference.value + half));
  });
}

function evaluateRecord(of: Measure, period: Period, scope: EvaluateScope): EvaluationResult {
  const earlier = heldPeriods(of, period.kind, scope.points, scope)
    .filter((held) => comparePeriods(held, period) < 0)
    .map((held) => evaluateMeasure(of, held, scope))
    .filter((result) => !("missing" in result));
  if (earlier.length === 0)
    return { missing: [{ binding: leadBindingsOf(of)[0] ?? null, period: shiftPeriod(period, -1).id, why: "absent" }] };
  return quotient(evaluateMeasure(of, period, scope), combine(earlier, period, largestQuantity), period);
}

function evaluateSeason(measure: Extract<Measure, { op: "season" }>, period: Period, scope: EvaluateScope): EvaluationResult {
  if (period.kind !== "month") throw new PeriodKindsDiffer(period.id, "month");
  if (Number(period.id.slice(5)) !== measure.to) return undefinedResult(period);
  const months = ((measure.to - measure.from + 12) % 12) + 1;
  return combine(
    periodRange(shiftPeriod(period, 1 - months), period).map((when) => evaluateMeasure(measure.of, when, scope)),
    period,
    addQuantities,
  );
}

function evaluateRate(measure: Extract<Measure, { op: "rate" }>, period: Period, scope: EvaluateScope): EvaluationResult {
  if (period.kind !== "day") throw new PeriodKindsDiffer(period.id, "day");
  const latest = shiftPeriod(period, -measure.days);
  const earlier = heldPeriods(measure.of, "day", scope.points, scope).filter((held) => comparePeriods(held, latest) <= 0);
  const from = earlier.findLast((held) => !("missing" in evaluateMeasure(measure.of, held, scope))) ?? latest;
  const days = (Date.parse(period.start) - Date.parse(from.start)) / 86_400_000;
  const results = [evaluateMeasure(measure.of, period, scope), evaluateMeasure(measure.of, from, scope)];
  return combine(
    results,
    period,
    onPair((now, then) => scaleQuantity(subtractQuantities(now, then), measure.days / days)),
  );
}

const quotient = (a: EvaluationResult, b: EvaluationResult, period: Period): EvaluationResult =>
  combine([a, b], period, onPair(divideQuantities));

const percentChange = (now: Quantity, then: Quantity): Quantity | null => {
  const factor = divideQuantities(now, then);
  if (factor === null) return null;
  const one: Quantity = { value: 1, ...interval(1, 1), n: null, standardError: 0, bound: null };
  return scaleQuantity(subtractQuantities(factor, one), 100);
};

const undefinedResult = (period: Period): MissingEvidence => ({ missing: [{ binding: null, period: period.id, why: "undefined" }] });

const onPair =
  (give: (a: Quantity, b: Quantity) => Quantity | null) =>
  ([a, b]: readonly Quantity[]): Quantity | null =>
    a === undefined || b === undefined ? null : give(a, b);

/** Joins results; anything missing makes the whole missing, and so does a value that is no finite number. */
function combine(
  results: readonly EvaluationResult[],
  period: Period,
  give: (quantities: readonly Quantity[]) => Quantity | null,
): EvaluationResult {
  const missing = results.flatMap((result) => ("missing" in result ? result.missing : []));
  if (missing.length > 0) return { missing };
  const present = results.filter((result): result is ComputedValue => !("missing" in result));
  const quantity = present.length === 0 ? null : give(present.map((result) => result.quantity));
  if (quantity === null || !Number.isFinite(quantity.value)) return undefinedResult(period);
  return { quantity, used: present.flatMap((result) => result.used) };
}
