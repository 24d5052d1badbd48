import { releaseSeriesOf } from "@talent/catalog/alerts/release-series";
import { CLAIMS } from "@talent/catalog/claims/all";
import { INDICATORS, indicatorById } from "@talent/catalog/indicators/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import { alertHistory } from "@talent/core/alert/phase";
import type { AlertRule } from "@talent/core/alert/rule";
import { ruleReleases } from "@talent/core/alert/rule-releases";
import type { AlertPhase } from "@talent/core/alert/transition";
import { bindingsOf } from "@talent/core/measure/measure";
import { alertEvidence } from "@talent/db/read/alerts/alert-evidence";
import { withholdingCodes } from "@talent/db/read/licence/alert-licence";
import type { StoreState } from "@talent/db/read/store/store-state";
import { noticeText } from "../../alerts/rule-words.ts";
import { loadAllAxes } from "../../indicator/load-axes.ts";
import type { Axes } from "../../indicator/pick/axes.ts";
import { indicatorFacts } from "../../ledger/trajectory.ts";
import { db } from "../../store/database.ts";
import { memoize } from "../../store/memoize.ts";
import { currentSourceNames, currentSourceTitles } from "../../store/sources.ts";
import { currentStoreState, storeVersion } from "../../store/store-state.ts";
import { readScope, rulesOf, type Scope } from "../scope.ts";
import { configuredSubscriberKey } from "../setup.ts";
import type { FormQuery } from "./read-form-query.ts";
import { choiceOfForm, userRuleOf } from "./user-rule-choice.ts";

/** What a reader would have been told, in the words of the mail. `at`: ISO, when it could be known. */
type BacktestNotice = { readonly at: string; readonly words: string };

/** A rule held against everything that is known, as if it had been there from the beginning. */
export type Backtest = {
  readonly rule: AlertRule;
  /** When the rule first learned anything; null: it has not yet. ISO. */
  readonly since: string | null;
  readonly phase: AlertPhase;
  /** Newest first. */
  readonly told: readonly BacktestNotice[];
};

const MAX_AGE_MS = 60_000;
const MAX_NOTICES = 200;

/** Backtests of some rules, by the very functions that evaluate them live. Numbers that a licence keeps back are not in the words. */
async function loadBacktests(rules: readonly AlertRule[]): Promise<readonly Backtest[]> {
  if (rules.length === 0) return [];
  const store = await currentStoreState();
  const key = `backtests ${rules.map(({ id }) => id).join(" ")} ${storeVersion(store)}`;
  return memoize(key, MAX_AGE_MS, () => runBacktests(rules, new Date()));
}

async function runBacktests(rules: readonly AlertRule[], now: Date): Promise<Backtest[]> {
  const names = await currentSourceNames();
  const evidence = await alertEvidence(
    db(),
    rules.map((rule) => ({ rule, since: null })),
    { facts: indicatorFacts, releaseSeriesOf: releaseSeriesOf },
  );
  const outcomes = rules.map((rule) => {
    const releases = ruleReleases(rule, evidence, null, now);
    const { state, transitions } = alertHistory(rule, releases);
    const about = { name: rule.name, unit: "unit" in rule.watch ? rule.watch.unit : null, watch: rule.watch };
    const told = transitions.filter(({ tells }) => tells !== null).slice(-MAX_NOTICES);
    return { rule, since: releases[0]?.at ?? null, phase: state.phase, steps: told.map((step) => ({ ...step, rule: about })) };
  });
  const withheld = await withholdingCodes(
    db(),
    outcomes.flatMap(({ steps }) => steps),
  );
  let place = 0;
  return outcomes.map(({ steps, ...rest }): Backtest => {
    const { watch } = rest.rule;
    const sourceName = watch.kind === "source" ? names(watch.source) : null;
    const told = steps.map(
      (facts): BacktestNotice => ({ at: facts.at, words: noticeText({ facts, withheld: withheld[place++] ?? null, sourceName }).subject }),
    );
    return { ...rest, told: told.reverse() };
  });
}

/** A rule of the reader's own, or what is wrong with it. */
type UserRulePreview = { readonly rule: AlertRule | null; readonly problem: string | null; readonly test: Backtest | null };

/** All that the form shows. */
export type SubscribePageView = {
  readonly store: StoreState;
  readonly isSetUp: boolean;
  readonly scopes: readonly Scope[];
  /** Scopes of the address that there are not. */
  readonly unknown: readonly string[];
  readonly tests: readonly Backtest[];
  readonly own: UserRulePreview | null;
  /** Indicators that a rule of the reader's own may be about, the one chosen, and what can be picked of it. */
  readonly candidates: readonly Indicator[];
  readonly indicator: Indicator | null;
  readonly axes: Axes | null;
};

/** What somebody who opens the form sees, with backtests of every rule they would be told of. */
export async function loadSubscribePage({ scopes: asked, members }: FormQuery, isOperator: boolean): Promise<SubscribePageView> {
  const [store, key, titles] = await Promise.all([currentStoreState(), configuredSubscriberKey(), currentSourceTitles()]);
  const read = await Promise.all((asked.length > 0 ? asked : ["everything"]).map((text) => readAllowedScope(text, isOperator, titles)));
  const scopes = read.filter((scope) => scope !== null);
  const axes = await loadAllAxes(store);
  const candidates = candidatesOf(scopes, new Set(axes.keys()));
  const chosen = indicatorById(members.indicator ?? "");
  const indicator = chosen && axes.has(chosen.id) ? chosen : candidates.length === 1 ? (candidates[0] ?? null) : null;
  const own = members.watch === undefined ? null : await previewUserRule(members);
  const rules = own?.rule ? [] : (await Promise.all(scopes.map(rulesOf))).flat();
  return {
    store,
    isSetUp: key !== null,
    scopes,
    unknown: asked.filter((_, place) => read[place] === null).map((text) => text.slice(0, 80)),
    tests: await loadBacktests([...new Map(rules.map((rule) => [rule.id, rule])).values()]),
    own,
    candidates,
    indicator,
    axes: indicator && (axes.get(indicator.id) ?? null),
  };
}

/** A thing that there is, and that whoever asks may be told of. */
async function readAllowedScope(text: string, isOperator: boolean, titles: ReadonlyMap<string, string>): Promise<Scope | null> {
  const scope = await readScope(text, titles);
  return scope?.kind === "operator" && !isOperator ? null : scope;
}

async function previewUserRule(members: Readonly<Record<string, string>>): Promise<UserRulePreview> {
  const made = userRuleOf(choiceOfForm(members), await currentSourceNames());
  if ("problem" in made) return { rule: null, problem: made.problem, test: null };
  const [test] = await loadBacktests([made.rule]);
  return { rule: made.rule, problem: null, test: test ?? null };
}

/** The indicators behind what somebody asks for, of those that hold numbers; of everything, all of them. */
function candidatesOf(scopes: readonly Scope[], held: ReadonlySet<string>): Indicator[] {
  const wanted = scopes.flatMap(({ kind, id }) => {
    if (kind === "indicator") return [id];
    if (kind === "source") return INDICATORS.filter(({ source }) => source === id).map((indicator) => indicator.id);
    return kind === "claim" ? indicatorsOf(id) : [];
  });
  const all = wanted.length > 0 ? new Set(wanted) : null;
  return INDICATORS.filter((indicator) => held.has(indicator.id) && (all?.has(indicator.id) ?? true));
}

function indicatorsOf(claim: string): string[] {
  const readings = CLAIMS.find(({ id }) => id === claim)?.readings ?? [];
  return readings.flatMap(({ measure }) => (measure ? bindingsOf(measure).map(({ indicator }) => indicator) : []));
}
