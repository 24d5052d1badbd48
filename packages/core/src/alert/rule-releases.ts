import { measureReleases, type WatchedSeries } from "./measure-releases.ts";
import type { Release } from "./release.ts";
import type { AlertRule } from "./rule.ts";
import { type FetchAttempt, fetchReleases, publisherReleases, type SourceStatements } from "./source-releases.ts";
import { type AnsweredReading, verdictReleases } from "./verdict-releases.ts";

/** All that rules can learn from. What a rule does not watch may be missing. */
export type RuleEvidence = {
  readonly watched: WatchedSeries;
  /** In the order they were stored. */
  readonly answers: (claim: string, reading: string) => readonly AnsweredReading[];
  readonly sayings: (source: string) => SourceStatements;
  /** In the order of the log. */
  readonly looks: (source: string) => readonly FetchAttempt[];
};

/**
 * What any rule learned after `from` (exclusive; null: from the beginning) and up to `to`, in order. A later `to` than today gives what comes by
 * the clock alone if nothing else happens. The same function serves the running system and the backtest.
 */
export function ruleReleases(rule: Pick<AlertRule, "watch">, evidence: RuleEvidence, from: Date | null, to: Date): Release[] {
  const { watch } = rule;
  switch (watch.kind) {
    case "measure":
    case "revision":
      return measureReleases(rule, evidence.watched, from, to);
    case "verdict":
      return verdictReleases(watch, evidence.answers(watch.claim, watch.reading), from, to);
    case "source":
      return watch.side === "ours"
        ? fetchReleases(evidence.looks(watch.source), from, to)
        : publisherReleases(evidence.sayings(watch.source), watch.lateOn, from, to);
  }
}
