import type { Interval } from "./interval.ts";
import type { Binding, Measure } from "./measure.ts";
import type { SeriesPoint } from "./observation.ts";
import type { Period } from "./period.ts";

/** One number a measure needs and does not have, and why. */
export type MissingInput = {
  readonly binding: Binding | null;
  readonly period: string;
  readonly why: "absent" | "withdrawn" | "stated_missing" | "forecast" | "undefined";
};

/** A measure that could not be computed. */
export type Missing = { readonly missing: readonly MissingInput[] };

/** A measure's value with its interval; `inputs` are observation ids, sorted, each once. */
export type Evaluated = Interval & {
  readonly value: number;
  /** Sample size, of a plain series value only. */
  readonly n: number | null;
  /** In the measure's unit, where every number used is a sample estimate. */
  readonly standardError: number | null;
  readonly bound: "lower" | "upper" | null;
  readonly inputs: readonly string[];
};

export type Points = (binding: Binding) => readonly SeriesPoint[];

export type EvaluateOptions = {
  /** Unit of an indicator; sampling and whole-per-cent rounding need it. */
  readonly unitOf?: (indicator: string) => string;
  /** `printed`: rounding alone, as a test on the very study needs; `sampled` (default): a sample estimate has its 95 % interval. */
  readonly figures?: "printed" | "sampled";
  /** The reading declares that comparing period kinds is meant. */
  readonly periodBridge?: boolean;
  /** Forecasts count: only where it is shown how a number can be reproduced. */
  readonly forecasts?: boolean;
};

export const isMissing = (result: Evaluated | Missing): result is Missing => "missing" in result;

/** The measure in one period. Throws PeriodKindsDiffer without a bridge and NotComparable without a note; never gives NaN or an infinite value. */
export function evaluate(measure: Measure, period: Period, points: Points, options: EvaluateOptions = {}): Evaluated | Missing {
  throw new Error(`not evaluated yet: ${measure.op} ${period.id} ${points.name} ${options.figures}`);
}
