import type { AlertRule } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import type { Trigger } from "@talent/db/read/alerts/alert-triggers";
import type { StoredPlace } from "@talent/db/read/alerts/rule-states";
import type { WatchedRule } from "./watched-rules.ts";

/**
 * How a rule is to be evaluated. `fresh`: it never was. `rewritten`: it was another rule when it was. `whole`: something came to be known late, so that it
 * is folded again from the beginning. `news`: on from where it stands.
 */
export type How = "fresh" | "rewritten" | "whole" | "news";

/** `place`: how far it was folded when this was decided; null: it never was. */
export type Planned = WatchedRule & { readonly how: How; readonly place: StoredPlace | null };

/** What is known of what happened since. */
export type Happened = {
  readonly places: ReadonlyMap<string, StoredPlace>;
  readonly triggers: readonly Trigger[];
  /** When the newest of our looks at a source ended, by source. */
  readonly looks: ReadonlyMap<string, string>;
  readonly now: Date;
  /** Every rule, whether anything concerned it or not. */
  readonly all: boolean;
};

/** The rules that have to be evaluated, and how; the others are concerned by nothing that happened. */
export function planned(rules: readonly WatchedRule[], happened: Happened): Planned[] {
  const concerns = Map.groupBy(happened.triggers.flatMap(keysOf), ({ key }) => key);
  return rules.flatMap((watched) => {
    const how = howFor(watched, concerns, happened);
    return how === null ? [] : [{ ...watched, how, place: happened.places.get(watched.rule.id) ?? null }];
  });
}

type Concern = { readonly key: string; readonly trigger: Trigger };

function keysOf(trigger: Trigger): Concern[] {
  const { kind, claim, indicator, source } = trigger;
  if (kind === "source_health") return [];
  const keys = kind === "verdict" ? [`claim:${claim}`] : indicator === null ? [] : [`indicator:${indicator}`, `source:${source}`];
  return keys.map((key) => ({ key, trigger }));
}

/** What a rule listens to. */
function listensTo({ watch }: AlertRule): string[] {
  if (watch.kind === "verdict") return [`claim:${watch.claim}`];
  if (watch.kind === "source") return watch.side === "theirs" ? [`source:${watch.source}`] : [];
  return [...new Set(bindingsOf(watch.measure).map(({ indicator }) => `indicator:${indicator}`))];
}

function howFor({ rule, fingerprint }: WatchedRule, concerns: ReadonlyMap<string, readonly Concern[]>, happened: Happened): How | null {
  const place = happened.places.get(rule.id);
  if (place === undefined) return "fresh";
  if (place.fingerprint !== fingerprint) return "rewritten";
  const own = listensTo(rule).flatMap((key) => concerns.get(key) ?? []);
  const heard = own.map(({ trigger }) => trigger).filter(({ id }) => Number(id) > Number(place.changeSeen));
  const looked = lookedAnew(rule, place, happened.looks);
  const isDue = place.nextLook !== null && place.nextLook <= happened.now;
  if (heard.length === 0 && !looked && !isDue && !happened.all) return null;
  // All that a source ever said is read anyway: folding it again finds what came late.
  const isLate = heard.some(({ from }) => from === null || from <= place.evaluatedTo);
  return isLate || rule.watch.kind === "source" ? "whole" : "news";
}

function lookedAnew({ watch }: AlertRule, { at }: StoredPlace, looks: ReadonlyMap<string, string>): boolean {
  if (watch.kind !== "source" || watch.side !== "ours") return false;
  const newest = looks.get(watch.source);
  return newest !== undefined && (at === null || newest > at);
}
