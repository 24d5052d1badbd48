import { readAlertRule } from "@talent/catalog/alerts/rule/read-rule";
import { scopesOf } from "@talent/catalog/alerts/scopes";
import type { AlertRule } from "@talent/core/alert/rule";
import { fingerprint } from "@talent/core/fingerprint";
import type { Db } from "@talent/db/connect";
import { subscribedUserRules } from "@talent/db/read/alerts/user-rules";
import { errorMessage, type Log } from "../../process/log.ts";
import { BUILT_IN_RULES } from "../built-in-rules.ts";

/** A rule to be evaluated, and its recipients. */
export type WatchedRule = {
  readonly rule: AlertRule;
  /** Of all that its fold depends on: names and recipients are no part of it. */
  readonly fingerprint: string;
  readonly scopes: readonly string[];
  /** Since when a user rule has a subscription; null for built-in ones. */
  readonly wantedSince: Date | null;
};

/** To be raised when the fold itself would read the same releases differently. */
const FOLD_VERSION = 1;

/** Every built-in rule, and every user rule with a subscription. One that is invalid by now is logged and left out. */
export async function watchedRules(db: Db, log: Log): Promise<WatchedRule[]> {
  const own = (await subscribedUserRules(db)).flatMap(({ id, spec, wantedSince }): WatchedRule[] => {
    try {
      return [userRule(readAlertRule(spec), wantedSince)];
    } catch (error) {
      log("warn", `alerts: the rule ${id} is not evaluated: ${errorMessage(error)}`);
      return [];
    }
  });
  return [...BUILT_IN, ...own];
}

export function builtInRule(rule: AlertRule): WatchedRule {
  return { rule, fingerprint: foldFingerprint(rule), scopes: scopesOf(rule), wantedSince: null };
}

/** A user rule concerns only those who subscribed to it by name. */
export function userRule(rule: AlertRule, wantedSince: Date): WatchedRule {
  return { rule, fingerprint: foldFingerprint(rule), scopes: [`rule:${rule.id}`], wantedSince };
}

function foldFingerprint({ watch, pending, recovering, evidence, noData }: AlertRule): string {
  return fingerprint({ fold: FOLD_VERSION, watch, pending, recovering, evidence, noData });
}

const BUILT_IN: readonly WatchedRule[] = BUILT_IN_RULES.map(builtInRule);
