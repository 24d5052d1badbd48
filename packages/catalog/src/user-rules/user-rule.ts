import type { AlertRule, LocalizedText, Threshold, Watch } from "@talent/core/alert/rule";
import { fingerprint } from "@talent/core/fingerprint";
import { bindingsOf, change, difference, growthSince, type Measure, ratio, record, value, yearOnYear } from "@talent/core/measure/measure";
import { ONLY_FORECASTS } from "../alerts/rule/measure-problem.ts";
import { quoted } from "../alerts/rule/problem.ts";
import { InvalidRule, readAlertRule, readShape } from "../alerts/rule/read-rule.ts";
import { publicationName, type SourceNames, sourceNames } from "../alerts/source-rules.ts";
import { decidingReading, verdictName } from "../alerts/verdicts.ts";
import { claimById } from "../claims/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { periodKindOf } from "../series/series.ts";
import { displayUnit } from "../series/series-name.ts";
import { choiceShape, type NumbersChoice, type UserRuleChoice, unsupportedReason } from "./choice.ts";
import { baselinePeriod, chosenSeries, denominator } from "./chosen-series.ts";
import { userRuleName } from "./rule-name.ts";

/** All of a rule that its id is made of. */
type RuleContent = Omit<AlertRule, "id" | "name">;

const USER_RULE_PREFIX = "own-";

/** The id of a reader's rule: equal requests have one, whoever makes them. */
const userRuleId = (wish: RuleContent): string => `${USER_RULE_PREFIX}${fingerprint(wish).slice(0, 16)}`;

/** True for a reader's rule, false for one of the catalogue. */
export const isUserRule = (id: string): boolean => id.startsWith(USER_RULE_PREFIX);

/** What every rule of a reader has in common: only who requested it is notified, never those who follow the same claim or indicator. */
const USER_RULE_DEFAULTS = { audience: "readers", claims: [] } as const;
const IMMEDIATE_DEFAULTS = { ...USER_RULE_DEFAULTS, pending: 1, recovering: 1, evidence: 1, noData: "quiet" } as const;

/** The rule a reader requests by a form. Equal requests give one rule with one id. Throws InvalidRule with a sentence for the reader. */
export function userRule(choice: UserRuleChoice, names: SourceNames = sourceNames([])): AlertRule {
  const read = readShape(choiceShape, choice);
  switch (read.watch) {
    case "verdict":
      return verdictRule(read.claim);
    case "source":
      return withIdAndName(
        { ...IMMEDIATE_DEFAULTS, watch: { kind: "source", source: read.source, side: "theirs" } },
        publicationName(read.source, names),
      );
    default:
      return numericRule(read);
  }
}

function numericRule(choice: NumbersChoice): AlertRule {
  const key = chosenSeries(choice);
  const indicator = indicatorById(key.indicator);
  const why = indicator === undefined ? null : unsupportedReason(choice.watch, indicator);
  if (why !== null) throw new InvalidRule({ field: "watch", why: `cannot be ${choice.watch} here: ${indicator?.title.en} ${why}` });
  const { measure, unit } = chosenMeasure(choice);
  const forecasts = bindingsOf(measure).every((binding) => ONLY_FORECASTS.has(binding.indicator));
  const watch: Watch = {
    kind: "measure",
    measure,
    periodKind: periodKindOf(key),
    unit,
    ...conditionsOf(choice),
    ...(forecasts ? { forecasts } : {}),
  };
  const { pending, recovering, evidence, noData } = choice;
  return withIdAndName({ ...USER_RULE_DEFAULTS, watch, pending, recovering, evidence, noData }, userRuleName(choice, unit));
}

function verdictRule(id: string): AlertRule {
  const claim = claimById(id);
  if (claim === undefined) throw new InvalidRule({ field: "claim", why: `names ${quoted(id)}, which is no claim` });
  const reading = decidingReading(claim);
  if (reading === null) throw new InvalidRule({ field: "claim", why: "has no verdict that could change: nothing measured can decide it" });
  const watch: Watch = { kind: "verdict", claim: id, reading: reading.id, questions: ["withHindsight", "now"] };
  return withIdAndName({ ...IMMEDIATE_DEFAULTS, watch }, verdictName(claim));
}

const withIdAndName = (wish: RuleContent, name: LocalizedText): AlertRule => readAlertRule({ id: userRuleId(wish), name, ...wish });

/** What is measured, and the unit it is shown in. */
type MeasureAndUnit = { readonly measure: Measure; readonly unit: string };

/** The expression a reader chose. Throws InvalidRule when the choice lacks what it needs. */
function chosenMeasure(choice: NumbersChoice): MeasureAndUnit {
  const own = value(chosenSeries(choice));
  const unit = displayUnit(indicatorById(choice.indicator)?.unit ?? "");
  switch (choice.watch) {
    case "level":
      return { measure: own, unit };
    case "year-on-year":
      return changeOnYear(own, unit);
    case "ratio":
      return { measure: ratio(own, value(denominator(choice))), unit: "x" };
    case "record-high":
      return { measure: record(own), unit: "x the earlier record" };
    case "record-low":
      return { measure: record(negated(own)), unit: "x the earlier low" };
    case "claim-baseline":
      return { measure: growthSince(own, { base: baselinePeriod(choice) }), unit: "x" };
  }
}

/** A share changes by points and a rank by places; of all else the change in per cent says more. */
function changeOnYear(own: Measure, unit: string): MeasureAndUnit {
  if (unit === "rank") return { measure: change(own, { years: 1 }), unit: "places" };
  const isShare = unit === "%" || unit.startsWith("percent");
  return isShare ? { measure: change(own, { years: 1 }), unit: "points" } : { measure: yearOnYear(own), unit: "%" };
}

/** Turned about zero, a record of the greatest is one of the least: the value over the smallest earlier one, below 1 for a new low. */
const negated = (own: Measure): Measure => difference(difference(own, own), own);

/** When a chosen rule fires and when it is over. */
type Conditions = { readonly fires: readonly Threshold[]; readonly recovers: readonly Threshold[]; readonly every?: "period" };

/** Periods a record has to stand above (or below) before it says anything, the newest included. */
const MIN_PERIODS_FOR_RECORD = 3;

/** The conditions a reader chose. Throws InvalidRule when recovery does not lie further out than firing. */
function conditionsOf(choice: NumbersChoice): Conditions {
  if (choice.watch === "record-high") return recordConditions(choice, 1);
  if (choice.watch === "record-low") return recordConditions(choice, -1);
  const { op, threshold, recovery } = choice;
  const isFurther = op === ">=" ? recovery < threshold : recovery > threshold;
  if (!isFurther)
    throw new InvalidRule({
      field: "recovery",
      why: `must lie ${op === ">=" ? "below" : "above"} the threshold of ${threshold}, so that hovering at it tells once`,
    });
  return { fires: [{ op, than: threshold }], recovers: [{ op: op === ">=" ? "<=" : ">=", than: recovery }] };
}

/** A tie is no record: at 1 the earlier one has to be passed. Every further record is reported. */
function recordConditions({ threshold, recovery, evidence }: NumbersChoice, sign: 1 | -1): Conditions {
  const [beyond, back] = sign === 1 ? ([">", "<"] as const) : (["<", ">"] as const);
  if (evidence < MIN_PERIODS_FOR_RECORD)
    throw new InvalidRule({
      field: "evidence",
      why: `must be at least ${MIN_PERIODS_FOR_RECORD}: a record among fewer periods says nothing`,
    });
  if (sign * (threshold - 1) < 0)
    throw new InvalidRule({ field: "threshold", why: `must be 1 or ${sign === 1 ? "more" : "less"} of the earlier record` });
  if (sign * (threshold - recovery) < 0)
    throw new InvalidRule({ field: "recovery", why: `must not lie ${sign === 1 ? "above" : "below"} the threshold of ${threshold}` });
  const fires: Threshold = { op: threshold === 1 ? beyond : `${beyond}=`, than: threshold };
  return { fires: [fires], recovers: [{ op: back, than: recovery }], every: "period" };
}
