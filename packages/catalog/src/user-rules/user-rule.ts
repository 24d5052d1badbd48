import type { AlertRule, Named, Threshold, Watch } from "@talent/core/alert/rule";
import { fingerprint } from "@talent/core/fingerprint";
import { bindingsOf, change, difference, growthSince, type Measure, ratio, record, value, yearOnYear } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { ONLY_FORECASTS } from "../alerts/rule/measure-problem.ts";
import { quoted } from "../alerts/rule/problem.ts";
import { InvalidRule, readAlertRule, readShape } from "../alerts/rule/read-rule.ts";
import { publicationName } from "../alerts/sources.ts";
import { decidingReading, verdictName } from "../alerts/verdicts.ts";
import { claimById } from "../claims/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { kindOfSeries } from "../series/series.ts";
import { shownUnit } from "../series/series-name.ts";
import { choiceShape, whyNot } from "./choice.ts";
import { baselineOf, dividesBy, seriesOf } from "./chosen-series.ts";
import { ownName } from "./rule-name.ts";

/** What is measured, and the unit it is shown in. */
type Measured = { readonly measure: Measure; readonly unit: string };

/** The expression a reader chose. Throws InvalidRule when the choice lacks what it needs. */
function measureOf(choice: NumbersChoice): Measured {
  const own = value(seriesOf(choice));
  const unit = shownUnit(indicatorById(choice.indicator)?.unit ?? "");
  switch (choice.watch) {
    case "level":
      return { measure: own, unit };
    case "year-on-year":
      return overAYear(own, unit);
    case "ratio":
      return { measure: ratio(own, value(dividesBy(choice))), unit: "x" };
    case "record-high":
      return { measure: record(own), unit: "x the earlier record" };
    case "record-low":
      return { measure: record(below(own)), unit: "x the earlier low" };
    case "claim-baseline":
      return { measure: growthSince(own, { base: baselineOf(choice) }), unit: "x" };
  }
}

/** A share changes by points and a rank by places; of all else the change in per cent says more. */
function overAYear(own: Measure, unit: string): Measured {
  if (unit === "rank") return { measure: change(own, { years: 1 }), unit: "places" };
  const isShare = unit === "%" || unit.startsWith("percent");
  return isShare ? { measure: change(own, { years: 1 }), unit: "points" } : { measure: yearOnYear(own), unit: "%" };
}

/** Turned about zero, a record of the greatest is one of the least: the value over the smallest earlier one, below 1 for a new low. */
const below = (own: Measure): Measure => difference(difference(own, own), own);

/** When a chosen rule fires and when it is over. */
type Conditions = { readonly fires: readonly Threshold[]; readonly recovers: readonly Threshold[]; readonly every?: "period" };

/** Periods a record has to stand above (or below) before it says anything, the newest included. */
const FEWEST_FOR_A_RECORD = 3;

/** The conditions a reader chose. Throws InvalidRule when recovery does not lie further out than firing. */
function conditionsOf(choice: NumbersChoice): Conditions {
  if (choice.watch === "record-high") return recordOf(choice, 1);
  if (choice.watch === "record-low") return recordOf(choice, -1);
  const { op, threshold, recovery } = choice;
  const isFurther = op === ">=" ? recovery < threshold : recovery > threshold;
  if (!isFurther)
    throw new InvalidRule({
      field: "recovery",
      why: `must lie ${op === ">=" ? "below" : "above"} the threshold of ${threshold}, so that hovering at it tells once`,
    });
  return { fires: [{ op, than: threshold }], recovers: [{ op: op === ">=" ? "<=" : ">=", than: recovery }] };
}

/** A tie is no record: at 1 the earlier one has to be passed. Every further record is told. */
function recordOf({ threshold, recovery, evidence }: NumbersChoice, sign: 1 | -1): Conditions {
  const [beyond, back] = sign === 1 ? ([">", "<"] as const) : (["<", ">"] as const);
  if (evidence < FEWEST_FOR_A_RECORD)
    throw new InvalidRule({ field: "evidence", why: `must be at least ${FEWEST_FOR_A_RECORD}: a record among fewer periods says nothing` });
  if (sign * (threshold - 1) < 0)
    throw new InvalidRule({ field: "threshold", why: `must be 1 or ${sign === 1 ? "more" : "less"} of the earlier record` });
  if (sign * (threshold - recovery) < 0)
    throw new InvalidRule({ field: "recovery", why: `must not lie ${sign === 1 ? "above" : "below"} the threshold of ${threshold}` });
  const fires: Threshold = { op: threshold === 1 ? beyond : `${beyond}=`, than: threshold };
  return { fires: [fires], recovers: [{ op: back, than: recovery }], every: "period" };
}

/** All of a rule that its id is made of. */
type Wish = Omit<AlertRule, "id" | "name">;

const PREFIX = "own-";

/** The id of a reader's rule: equal wishes have one, whoever makes them. */
const ownId = (wish: Wish): string => `${PREFIX}${fingerprint(wish).slice(0, 16)}`;

/** True for a reader's rule, false for one of the catalogue. */
export const isOwnRule = (id: string): boolean => id.startsWith(PREFIX);

/** What a reader can watch of one series. */
export type NumbersWatch = "level" | "year-on-year" | "ratio" | "record-high" | "record-low" | "claim-baseline";

/**
 * A reader's wish about numbers, as a form has it: flat, and every field filled. A kind of watch leaves aside what it has no use for: only a ratio
 * has `over`, the series it divides by; only a baseline has `claim` and `reading`, whose own period it divides by; a record knows its own direction
 * and takes `threshold` and `recovery` as multiples of the earlier record (1: every new one).
 */
export type NumbersChoice = SeriesKey & {
  readonly watch: NumbersWatch;
  readonly over?: SeriesKey;
  readonly claim?: string;
  readonly reading?: string;
  readonly op: ">=" | "<=";
  readonly threshold: number;
  readonly recovery: number;
  readonly pending: number;
  readonly recovering: number;
  readonly evidence: number;
  readonly noData: "quiet" | "tell";
};

/** A reader's wish. */
export type OwnChoice =
  | NumbersChoice
  | { readonly watch: "verdict"; readonly claim: string }
  | { readonly watch: "source"; readonly source: string };

/** What every rule of a reader has in common: only who asked for it is told, never those who follow the same claim or indicator. */
const OWN = { audience: "readers", claims: [] } as const;
const AT_ONCE = { ...OWN, pending: 1, recovering: 1, evidence: 1, noData: "quiet" } as const;

/** The rule a reader asks for by a form. Equal wishes give one rule with one id. Throws InvalidRule with a sentence for the reader. */
export function ownRule(choice: OwnChoice): AlertRule {
  const read = readShape(choiceShape, choice);
  switch (read.watch) {
    case "verdict":
      return named({ ...AT_ONCE, watch: verdictWatch(read.claim) }, verdictName(read.claim));
    case "source":
      return named({ ...AT_ONCE, watch: { kind: "source", source: read.source, side: "theirs" } }, publicationName(read.source));
    default:
      return numbersRule(read);
  }
}

function numbersRule(choice: NumbersChoice): AlertRule {
  const key = seriesOf(choice);
  const indicator = indicatorById(key.indicator);
  const why = indicator === undefined ? null : whyNot(choice.watch, indicator);
  if (why !== null) throw new InvalidRule({ field: "watch", why: `cannot be ${choice.watch} here: ${indicator?.title} ${why}` });
  const { measure, unit } = measureOf(choice);
  const forecasts = bindingsOf(measure).every((binding) => ONLY_FORECASTS.has(binding.indicator));
  const watch: Watch = {
    kind: "measure",
    measure,
    periodKind: kindOfSeries(key),
    unit,
    ...conditionsOf(choice),
    ...(forecasts ? { forecasts } : {}),
  };
  const { pending, recovering, evidence, noData } = choice;
  return named({ ...OWN, watch, pending, recovering, evidence, noData }, ownName(choice, unit));
}

function verdictWatch(id: string): Watch {
  const claim = claimById(id);
  if (claim === undefined) throw new InvalidRule({ field: "claim", why: `names ${quoted(id)}, which is no claim` });
  const reading = decidingReading(claim);
  if (reading === null) throw new InvalidRule({ field: "claim", why: "has no verdict that could change: nothing measured can decide it" });
  return { kind: "verdict", claim: id, reading: reading.id, questions: ["withHindsight", "now"] };
}

const named = (wish: Wish, name: Named): AlertRule => readAlertRule({ id: ownId(wish), name, ...wish });
