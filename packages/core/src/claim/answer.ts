import { breakWithin } from "../measure/breaks.ts";
import { type Evaluated, evaluate, isMissing, type MissingInput } from "../measure/evaluate.ts";
import type { Evidence } from "../measure/evidence.ts";
import type { Interval } from "../measure/interval.ts";
import { leadBindingsOf } from "../measure/measure.ts";
import type { ObservationStatus, Provenance } from "../observation/observation.ts";
import { indexSeries } from "../observation/series.ts";
import { startOfDay } from "../time/instant.ts";
import { bridgePeriod, comparePeriods, type Period, shiftPeriod } from "../time/period.ts";
import type { Assessment, Reason, Verdict } from "./assessment.ts";
import type { Reading } from "./claim.ts";
import { type AnsweredPeriod, newestPeriod, nextDeadlines, nextPeriodEnd } from "./newest-period.ts";
import { leadSeriesAt, type QuestionInput } from "./question.ts";
import { comparablePoints, type Direction, trendDirection } from "./trend.ts";
import { isDecided, isFragile, marginOf, relationOf, sideOf, verdictOf } from "./verdict.ts";

const STATUS_CODES: Partial<Record<ObservationStatus, string>> = {
  P: "provisional",
  E: "estimated",
  F: "forecast_used",
  D: "definition_differs",
};

const PROVENANCE_GRADES: readonly Provenance[] = ["official", "research", "reported"];

/** What a reader should know of the numbers behind a value: their kind, their limits and how near they are to the claim's own definition. */
function evidenceReasons({ reading, evidence }: QuestionInput, evaluated: Evaluated): Reason[] {
  const reasons: Reason[] = [];
  if (reading.sameStudy) reasons.push({ code: "same_study" });
  if (reading.fit === "bridged") reasons.push({ code: "bridged", note: reading.bridge ?? null });
  if (reading.fit === "proxy") reasons.push({ code: "proxy" });
  if (evaluated.bound !== null) reasons.push({ code: evaluated.bound === "lower" ? "lower_bound" : "upper_bound" });
  if (evaluated.n !== null) reasons.push({ code: "sample", n: evaluated.n });
  for (const status of new Set(evaluated.used.map(({ point }) => point.status))) {
    const code = STATUS_CODES[status];
    if (code !== undefined) reasons.push({ code });
  }
  const broken = breakWithin(evaluated, evidence);
  if (broken !== null)
    reasons.push({ code: "across_break", period: broken.period, ...(broken.note === null ? {} : { note: broken.note }) });
  const weakest = weakestProvenance(evaluated);
  if (PROVENANCE_GRADES.indexOf(weakest) > PROVENANCE_GRADES.indexOf(reading.provenance))
    reasons.push({ code: "provenance_capped", provenance: weakest });
  return reasons;
}

const weakestProvenance = ({ used }: Evaluated): Provenance =>
  PROVENANCE_GRADES.findLast((grade) => used.some(({ point }) => point.provenance === grade)) ?? "official";

/** What one question came to, before it is written down as an assessment. */
export type ReadingAnswer = Pick<Assessment, "verdict" | "period" | "direction" | "margin" | "fragile" | "reasons"> & {
  readonly evaluated: Evaluated | null;
  readonly validUntil: Date | null;
};

/** An answer without a value. */
export function answerWithoutValue(verdict: Verdict, period: string | null, reasons: readonly Reason[]): ReadingAnswer {
  return { verdict, period, evaluated: null, validUntil: null, direction: null, margin: null, fragile: false, reasons };
}

/** The claim's own period: `not_checkable` with its reasons when anything is missing. */
export function answerForOwnPeriod(asked: QuestionInput, later: Evidence): ReadingAnswer {
  const evaluated = evaluate(asked.measure, asked.own, asked.evidence.points, asked.options);
  if (isMissing(evaluated)) return answerWithoutValue("not_checkable", asked.own.id, missingReasons(asked, evaluated.missing, later));
  return testedAnswer(asked, { period: asked.own, evaluated });
}

/** The newest period. In order: nothing to assess, lapsed, no newer data, else the same test again. */
export function answerForNewestPeriod(asked: QuestionInput): ReadingAnswer {
  const fixed = asked.reading.newest === "fixed";
  const newest = fixed ? evaluateOwnPeriod(asked) : newestPeriod(asked);
  const running = fixed ? null : nextPeriodEnd(asked, newest?.period ?? null);
  if (newest === null) return { ...answerWithoutValue("not_assessable", null, nothingToAssess(asked)), validUntil: running };
  if (fixed) return untestedAnswer(asked, newest, "no_newer_data", [{ code: "fixed_period" }]);
  const rhythm = nextDeadlines(asked, newest.period);
  const sources = sourceReasons(asked, newest.period);
  const awaited = rhythm !== null && !sources.some((reason) => reason.code === "orphaned");
  const ours = isReviewed(asked.reading) ? { review: true } : {};
  const about = awaited ? [...sources, { code: "next_due", due: isoDay(rhythm.due), ...ours }] : sources;
  if (rhythm !== null && rhythm.lapsed <= asked.asOf) {
    const lapsed = { code: "lapsed", due: isoDay(rhythm.due), period: newest.period.id, ...ours };
    return { ...untestedAnswer(asked, newest, "lapsed", [lapsed, ...about]), validUntil: running };
  }
  const moving = { validUntil: earliestInstant([rhythm?.lapsed ?? null, running]), direction: directionOf(asked, newest) };
  if (comparePeriods(newest.period, asked.own) <= 0) {
    const none = { code: "no_newer_data", period: newest.period.id };
    return { ...untestedAnswer(asked, newest, "no_newer_data", [none, ...about]), ...moving };
  }
  const test = testedAnswer(asked, newest);
  return { ...test, ...moving, reasons: [...test.reasons, ...about] };
}

/** The earliest of some instants; null when there is none. */
export function earliestInstant(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)));
}

function testedAnswer(asked: QuestionInput, { period, evaluated }: AnsweredPeriod): ReadingAnswer {
  const { reading, question } = asked;
  const { expected } = reading;
  const reasons = evidenceReasons(asked, evaluated);
  if (expected === null || reading.fit === "related") return untestedAnswer(asked, { period, evaluated }, "context", []);
  const relation = relationOf(evaluated, expected);
  const verdict = verdictOf(relation, reading.fit, question);
  const compared = { code: relation === "straddles" ? "straddles" : `${relation}_expected`, side: sideOf(evaluated.value, expected) };
  const margin = marginOf(evaluated.value, evaluated.standardError, expected);
  const fragile = isDecided(verdict) && isFragile(evaluated.value, margin, sampledInterval(asked, period), expected);
  return { ...answerWithoutValue(verdict, period.id, [compared, ...reasons]), evaluated, margin, fragile };
}

/** The value is shown, and nothing is said of it; context stays context whatever the question came to. */
function untestedAnswer(
  asked: QuestionInput,
  { period, evaluated }: AnsweredPeriod,
  verdict: Verdict,
  reasons: readonly Reason[],
): ReadingAnswer {
  const word = asked.reading.fit === "related" ? "context" : verdict;
  return { ...answerWithoutValue(word, period.id, [...reasons, ...evidenceReasons(asked, evaluated)]), evaluated };
}

/** On the study the article cites the printed figure is tested; its sampling interval can only mark the verdict fragile. */
function sampledInterval({ measure, evidence, options, reading }: QuestionInput, period: Period): Interval | null {
  if (!reading.sameStudy) return null;
  const sampled = evaluate(measure, period, evidence.points, { ...options, figures: "sampled" });
  return isMissing(sampled) ? null : sampled;
}

function evaluateOwnPeriod({ measure, own, evidence, options }: QuestionInput): AnsweredPeriod | null {
  const evaluated = evaluate(measure, own, evidence.points, options);
  return isMissing(evaluated) ? null : { period: own, evaluated };
}

function nothingToAssess(asked: QuestionInput): Reason[] {
  const evaluated = evaluate(asked.measure, asked.own, asked.evidence.points, asked.options);
  if (isMissing(evaluated)) return missingReasons(asked, evaluated.missing, asked.evidence);
  return [{ code: "not_settled", period: asked.own.id }];
}

/** What is known of the sources themselves: one has stopped for good, or has a newer number that waits for a person. */
function sourceReasons(asked: QuestionInput, newest: Period): Reason[] {
  const { measure, evidence } = asked;
  const kinds = new Map(leadSeriesAt(asked, newest).map(({ indicator, when }) => [indicator, when.kind]));
  const stopped = [...kinds.keys()].filter((indicator) => evidence.facts(indicator).cadence?.orphaned === true);
  const waiting = leadBindingsOf(measure).flatMap((binding) => {
    const next = bridgePeriod(shiftPeriod(newest, 1), kinds.get(binding.indicator) ?? newest.kind).id;
    return evidence.held(binding, next)
      ? [{ code: "newer_quarantined", indicator: binding.indicator, area: binding.area, period: next }]
      : [];
  });
  return [...stopped.map((indicator) => ({ code: "orphaned", indicator })), ...waiting];
}

function directionOf(asked: QuestionInput, newest: AnsweredPeriod): Direction | null {
  const { expected } = asked.reading;
  if (expected === null || expected.low === expected.high) return null;
  return trendDirection(comparablePoints(asked, newest), expected);
}

/** No publisher states anew that an act is in force: we review it ourselves, and the rhythm is that of our reviews. */
const isReviewed = ({ unit }: Reading): boolean => unit === "in force";

const isoDay = (instant: Date): string => instant.toISOString().slice(0, 10);

/**
 * Why a value is not there, one reason for each series and cause. `later` is what is known by now: it distinguishes a number not yet published from one that
 * was published then and reached us afterwards.
 */
function missingReasons(asked: QuestionInput, missing: readonly MissingInput[], later: Evidence): Reason[] {
  const reasons = missing.map((input) => missingReason(asked, input, later));
  const first = new Map<string, Reason>();
  for (const reason of reasons) {
    const { code, indicator, area } = reason;
    const key = [code, indicator, area].join("|");
    if (!first.has(key)) first.set(key, reason);
  }
  return [...first.values()];
}

function missingReason({ evidence, asOf }: QuestionInput, { binding, period, why }: MissingInput, later: Evidence): Reason {
  if (binding === null || why === "undefined") return { code: "not_computable", period };
  const { indicator, area } = binding;
  if (why === "withdrawn") return { code: "withdrawn", indicator, area, period };
  if (why === "forecast") return { code: "forecast_only", indicator, area, period };
  if (!evidence.facts(indicator).built) return { code: "source_not_built", indicator };
  if (evidence.held(binding, period)) return { code: "quarantined", indicator, area, period };
  const since = indexSeries(later.points(binding)).byPeriod.get(period);
  if (since === undefined || since.value === null || since.status === "F") return { code: "no_evidence", indicator, area, period };
  const heldSince = since.vintage.slice(0, 10);
  if (since.publishedOn === null) return { code: "not_held_by_us", indicator, area, period, heldSince };
  if (startOfDay(since.publishedOn) > asOf) return { code: "no_evidence", indicator, area, period, publishedOn: since.publishedOn };
  return { code: "published_then_not_held", indicator, area, period, publishedOn: since.publishedOn, heldSince };
}
