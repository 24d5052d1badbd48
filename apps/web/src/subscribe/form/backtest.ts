import { heardBy } from "@talent/catalog/alerts/release-series";
import { alertHistory } from "@talent/core/alert/phase";
import type { AlertRule } from "@talent/core/alert/rule";
import { ruleReleases } from "@talent/core/alert/rule-releases";
import type { AlertPhase } from "@talent/core/alert/transition";
import type { AlertEntry } from "../../alerts/load-transition.ts";
import { noticeText } from "../../alerts/notice-text.ts";
import { factsOf } from "../../ledger/indicator-facts.ts";
import { database } from "../../store/database.ts";
import { remember } from "../../store/memoize.ts";
import { nodePackages } from "../../store/node-packages.ts";
import { storeNow, versionOf } from "../../store/store-state.ts";

/** What a reader would have been told, in the words of the mail. `at`: ISO, when it could be known. */
export type WouldHaveTold = { readonly at: string; readonly words: string };

/** A rule held against everything that is known, as if it had been there from the beginning. */
export type Backtest = {
  readonly rule: AlertRule;
  /** When the rule first learned anything; null: it has not yet. ISO. */
  readonly since: string | null;
  readonly phase: AlertPhase;
  /** Newest first. */
  readonly told: readonly WouldHaveTold[];
};

const MAX_AGE_MS = 60_000;
const MOST = 200;

/** Backtests of some rules, by the very functions that evaluate them live. Numbers that a licence keeps back are not in the words. */
export async function backtests(rules: readonly AlertRule[]): Promise<readonly Backtest[]> {
  if (rules.length === 0) return [];
  const store = await storeNow();
  const key = `backtests ${rules.map(({ id }) => id).join(" ")} ${versionOf(store)}`;
  return remember(key, MAX_AGE_MS, () => made(rules, new Date()));
}

async function made(rules: readonly AlertRule[], now: Date): Promise<Backtest[]> {
  const [db, { alertEvidence }, { withheldFacts }] = await Promise.all([
    database(),
    nodePackages.alertEvidence(),
    nodePackages.alertLicence(),
  ]);
  const evidence = await alertEvidence(
    db,
    rules.map((rule) => ({ rule, since: null })),
    { facts: factsOf, heardBy },
  );
  const outcomes = rules.map((rule) => {
    const releases = ruleReleases(rule, evidence, null, now);
    const { state, transitions } = alertHistory(rule, releases);
    const about = { name: rule.name, unit: "unit" in rule.watch ? rule.watch.unit : null, watch: rule.watch };
    const told = transitions.filter(({ tells }) => tells !== null).slice(-MOST);
    return { rule, since: releases[0]?.at ?? null, phase: state.phase, steps: told.map((step) => ({ ...step, rule: about })) };
  });
  const withheld = await withheldFacts(
    db,
    outcomes.flatMap(({ steps }) => steps),
  );
  let place = 0;
  return outcomes.map(({ steps, ...rest }): Backtest => {
    const told = steps.map((facts) => wouldHaveTold(facts, withheld[place++] ?? null));
    return { ...rest, told: told.reverse() };
  });
}

function wouldHaveTold(facts: AlertEntry["facts"], withheld: AlertEntry["withheld"]): WouldHaveTold {
  return { at: facts.at, words: noticeText({ facts, withheld }).subject };
}
