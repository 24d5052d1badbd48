import { alertHistory } from "@talent/core/alert/phase";
import type { Release } from "@talent/core/alert/release";
import type { AlertRule } from "@talent/core/alert/rule";
import { ruleReleases } from "@talent/core/alert/rule-releases";
import type { AlertState, Transition } from "@talent/core/alert/transition";
import type { Db } from "../../connect.ts";
import { type AlertCatalogue, alertEvidence } from "./alert-evidence.ts";

/** Everything a rule learned, what became of it, and where it stands. */
export type RuleHistory = {
  readonly releases: readonly Release[];
  readonly transitions: readonly Transition[];
  readonly state: AlertState;
};

/**
 * A rule over all that is known at `to`, as if it had been there from the beginning: what a reader would have been told. Nothing is stored. Ungated: of
 * the values only those may be shown whose licence says so.
 */
export async function ruleHistory(db: Db, rule: AlertRule, catalogue: AlertCatalogue, to: Date): Promise<RuleHistory> {
  const releases = ruleReleases(rule, await alertEvidence(db, [{ rule, since: null }], catalogue), null, to);
  return { releases, ...alertHistory(rule, releases) };
}
