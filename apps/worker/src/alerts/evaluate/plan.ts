import type { AlertRule } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import type { AlertTrigger } from "@talent/db/read/alerts/alert-triggers";
import type { RuleProgress } from "@talent/db/read/alerts/rule-states";
import type { WatchedRule } from "./watched-rules.ts";

/**
 * How a rule is to be evaluated. `fresh`: it never was. `rewritten`: it was another rule when it was. `whole`: something came to be known late, so that it
 * is folded again from the beginning. `news`: on from where it stands.
 */
export type EvaluationMode = "fresh" | "rewritten" | "whole" | "news";

/** `place`: how far it was folded when this was decided; null: it never was. */
export type PlannedRule = WatchedRule & { readonly how: EvaluationMode; readonly place: RuleProgress | null };

/** What is known of what happened since. */
export type RecentEvents = {
  readonly places: ReadonlyMap<string, RuleProgress>;
  readonly triggers: readonly AlertTrigger[];
  /** When the newest fetch of a source ended, by source. */
  readonly looks: ReadonlyMap<string, string>;
  readonly now: Date;
  /** Every rule, whether anything concerned it or not. */
  readonly all: boolean;
};

/** The rules that have to be evaluated, and how; the others are concerned by nothing that happened. */
export function planRules(rules: readonly WatchedRule[], happened: RecentEvents): PlannedRule[] {
  const concerns = Map.groupBy(happened.triggers.flatMap(triggerKeys), ({ key }) => key);
  return rules.flatMap((watched) => {
    const how = evaluationMode(watched, concerns, happened);
    return how === null ? [] : [{ ...watched, how, place: happened.places.get(watched.rule.id) ?? null }];
  });
}

type KeyedTrigger = { readonly key: string; readonly trigger: AlertTrigger };

function triggerKeys(trigger: AlertTrigger): KeyedTrigger[] {
  const { kind, claim, indicator, source } = trigger;
  if (kind === "source_health") return [];
  const keys = kind === "verdict" ? [`claim:${claim}`] : indicator === null ? [] : [`indicator:${indicator}`, `source:${source}`];
  return keys.map((key) => ({ key, trigger }));
}

/** What a rule listens to. */
function watchedKeys({ watch }: AlertRule): string[] {
  if (watch.kind === "verdict") return [`claim:${watch.claim}`];
  if (watch.kind === "source") return watch.side === "theirs" ? [`source:${watch.source}`] : [];
  return [...new Set(bindingsOf(watch.measure).map(({ indicator }) => `indicator:${indicator}`))];
}

function evaluationMode(
  { rule, fingerprint }: WatchedRule,
  concerns: ReadonlyMap<string, readonly KeyedTrigger[]>,
  happened: RecentEvents,
): EvaluationMode | null {
  const place = happened.places.get(rule.id);
  if (place === undefined) return "fresh";
  if (place.fingerprint !== fingerprint) return "rewritten";
  const own = watchedKeys(rule).flatMap((key) => concerns.get(key) ?? []);
  const heard = own.map(({ trigger }) => trigger).filter(({ id }) => Number(id) > Number(place.changeSeen));
  const looked = hasNewerFetch(rule, place, happened.looks);
  const isDue = place.nextLook !== null && place.nextLook <= happened.now;
  if (heard.length === 0 && !looked && !isDue && !happened.all) return null;
  // All that a source ever stated is read anyway: folding it again finds what came late.
  const isLate = heard.some(({ from }) => from === null || from <= place.evaluatedTo);
  return isLate || rule.watch.kind === "source" ? "whole" : "news";
}

function hasNewerFetch({ watch }: AlertRule, { at }: RuleProgress, looks: ReadonlyMap<string, string>): boolean {
  if (watch.kind !== "source" || watch.side !== "ours") return false;
  const newest = looks.get(watch.source);
  return newest !== undefined && (at === null || newest > at);
}
