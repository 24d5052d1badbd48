import { releaseSeriesOf } from "@talent/catalog/alerts/release-series";
import type { Db } from "@talent/db/connect";
import { type AlertCatalogue, alertEvidence } from "@talent/db/read/alerts/alert-evidence";
import { alertTriggers } from "@talent/db/read/alerts/alert-triggers";
import { storedRuleProgress, storedRuleStates } from "@talent/db/read/alerts/rule-states";
import { newestFetchTimes } from "@talent/db/read/alerts/source-activity";
import type { AlertCrashPoint, AlertPass, EvaluatedRule } from "@talent/db/write/alerts/alert-pass";
import { recordTransitions } from "@talent/db/write/alerts/record-transitions";
import { indicatorFacts } from "../../assess/indicator-facts.ts";
import { errorMessage, type Log } from "../../process/log.ts";
import { evaluateRule } from "./evaluate-rule.ts";
import { type PlannedRule, planRules } from "./plan.ts";
import { type WatchedRule, watchedRules } from "./watched-rules.ts";

export type EvaluateOptions = {
  /** The instant that is evaluated. */
  readonly now: Date;
  /** Every rule, whether anything concerned it or not; for a walk over the past. */
  readonly all?: boolean;
  /** In place of built-in and user rules. */
  readonly rules?: readonly WatchedRule[];
  readonly catalogue?: AlertCatalogue;
  readonly log?: Log;
  readonly crash?: (point: AlertCrashPoint | "read" | "evaluated") => void;
};

/** Rules evaluated, steps stored, those of them with a notice, and how many people are notified. */
export type EvaluationSummary = {
  readonly rules: number;
  readonly transitions: number;
  readonly notices: number;
  readonly deliveries: number;
};

const NOTHING_EVALUATED: EvaluationSummary = { rules: 0, transitions: 0, notices: 0, deliveries: 0 };
const CATALOGUE: AlertCatalogue = { facts: indicatorFacts, releaseSeriesOf: releaseSeriesOf };
/** Another worker may evaluate at the same time; each time one of us gets through. */
const MAX_ATTEMPTS = 8;

/**
 * Evaluates the rules that anything concerns which happened since they were evaluated last: numbers, verdicts, fetches, deadlines that passed. One
 * pass: a few reads however many rules there are, and one transaction with every step and its recipients. Doing it again does nothing. A rule
 * that cannot be evaluated is logged, holds up no other, and is tried again next time.
 */
export async function evaluateAlerts(db: Db, options: EvaluateOptions): Promise<EvaluationSummary> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const done = await evaluateOnce(db, options);
    if (done !== null) return done;
  }
  throw new Error(`alerts were evaluated by somebody else ${MAX_ATTEMPTS} times in a row`);
}

/** Null: another worker was first, and nothing was stored. */
async function evaluateOnce(db: Db, options: EvaluateOptions): Promise<EvaluationSummary | null> {
  const log: Log = options.log ?? (() => {});
  const rules = options.rules ?? (await watchedRules(db, log));
  const { plan, newest, untouched } = await planEvaluation(db, rules, options);
  options.crash?.("read");
  const evaluated = plan.length === 0 ? [] : await evaluatePlan(db, plan, options, log);
  options.crash?.("evaluated");
  if (evaluated.length === 0 && untouched.length === 0) return NOTHING_EVALUATED;
  const pass: AlertPass = { now: options.now, changeSeen: newest, rules: evaluated, untouched };
  const recorded = await recordTransitions(db, pass, options.crash);
  if (recorded.moved !== null) return null;
  const { transitions, notices, deliveries } = recorded;
  return { rules: evaluated.length, transitions, notices, deliveries };
}

type EvaluationPlan = { readonly plan: readonly PlannedRule[]; readonly newest: string; readonly untouched: readonly string[] };

/** `untouched`: rules that no feed entry since their last evaluation concerns. */
async function planEvaluation(db: Db, rules: readonly WatchedRule[], { now, all = false }: EvaluateOptions): Promise<EvaluationPlan> {
  const looked = rules.flatMap(({ rule: { watch } }) => (watch.kind === "source" && watch.side === "ours" ? [watch.source] : []));
  const [places, looks] = await Promise.all([
    storedRuleProgress(
      db,
      rules.map(({ rule }) => rule.id),
    ),
    newestFetchTimes(db, [...new Set(looked)]),
  ]);
  const seen = [...places.values()].map(({ changeSeen }) => Number(changeSeen));
  const least = seen.length === 0 ? null : String(Math.min(...seen));
  const { newest, since } = await alertTriggers(db, least);
  const plan = planRules(rules, { places, triggers: since, looks, now, all });
  const touched = new Set(plan.map(({ rule }) => rule.id));
  const behind = [...places.values()].filter(({ rule, changeSeen }) => !touched.has(rule) && Number(changeSeen) < Number(newest));
  return { plan, newest, untouched: behind.map(({ rule }) => rule) };
}

async function evaluatePlan(
  db: Db,
  plan: readonly PlannedRule[],
  { now, catalogue = CATALOGUE }: EvaluateOptions,
  log: Log,
): Promise<EvaluatedRule[]> {
  const states = await storedRuleStates(
    db,
    plan.map(({ rule }) => rule.id),
  );
  const wanted = plan.map(({ rule, how }) => ({ rule, since: how === "news" ? (states.get(rule.id)?.evaluatedTo ?? null) : null }));
  const evidence = await alertEvidence(db, wanted, catalogue);
  return plan.flatMap((one): EvaluatedRule[] => {
    try {
      return [evaluateRule(one, states.get(one.rule.id) ?? null, evidence, now)];
    } catch (error) {
      log("error", `alerts: the rule ${one.rule.id} could not be evaluated: ${errorMessage(error)}`);
      return [];
    }
  });
}
