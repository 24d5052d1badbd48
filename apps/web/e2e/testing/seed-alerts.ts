import { releaseSeriesOf } from "@talent/catalog/alerts/release-series";
import { scopesOf } from "@talent/catalog/alerts/scopes";
import { builtInRules } from "@talent/catalog/alerts/source-rules";
import { userRule } from "@talent/catalog/user-rules/user-rule";
import { alertHistory } from "@talent/core/alert/phase";
import type { AlertRule } from "@talent/core/alert/rule";
import { ruleReleases } from "@talent/core/alert/rule-releases";
import type { Transition } from "@talent/core/alert/transition";
import type { Db } from "@talent/db/connect";
import { alertEvidence } from "@talent/db/read/alerts/alert-evidence";
import { alertTriggers } from "@talent/db/read/alerts/alert-triggers";
import { sourceStates } from "@talent/db/read/ingest/sources";
import type { EvaluatedRule } from "@talent/db/write/alerts/alert-pass";
import { recordTransitions } from "@talent/db/write/alerts/record-transitions";
import { indicatorFacts } from "../../src/ledger/trajectory.ts";

/** A reader's own rule that the numbers of these tests cross once, and one whose crossing is taken back. */
export const CROSSED: AlertRule = visas(10_004, 10_003.5);
const TAKEN_BACK: AlertRule = visas(10_008, 9_990);

function visas(threshold: number, recovery: number): AlertRule {
  const series = { indicator: "us-visas-issued-annual", area: "CHN", dimensions: { visa_class: "F1" } };
  return userRule({ ...series, watch: "level", op: ">=", threshold, recovery, pending: 1, recovering: 1, evidence: 1, noData: "quiet" });
}

/** Notifications is no longer so: its source stated the number anew. */
const takenBack = (fired: Transition): Transition => ({
  ...fired,
  at: "2025-06-03T06:00:00.000Z",
  from: "firing",
  to: "retracted",
  tells: "retracted",
  cause: "revision",
  before: fired.after,
  after: { period: "FY2022", value: 10_007 },
  retracts: fired.at,
});

/** Evaluates every rule over what `seed` made known, as the worker does, with every step told to whoever waited then: nobody. */
export async function seedAlerts(db: Db): Promise<void> {
  const now = new Date("2025-07-02T00:00:00Z");
  const registered = (await sourceStates(db)).map(({ record }) => record);
  const rules = [...builtInRules(registered), CROSSED, TAKEN_BACK];
  for (const { id, ...rule } of [CROSSED, TAKEN_BACK])
    await db.pool.query("INSERT INTO alert_rules (id, spec) VALUES ($1, $2)", [id, JSON.stringify({ id, ...rule })]);
  const evidence = await alertEvidence(
    db,
    rules.map((rule) => ({ rule, since: null })),
    { facts: indicatorFacts, releaseSeriesOf: releaseSeriesOf },
  );
  const evaluated = rules.map((rule): EvaluatedRule => {
    const { state, transitions: steps } = alertHistory(rule, ruleReleases(rule, evidence, null, now));
    const transitions = rule === TAKEN_BACK ? [...steps.slice(0, 1), ...steps.slice(0, 1).map(takenBack)] : steps;
    return {
      rule: rule.id,
      fingerprint: "e2e",
      read: null,
      state,
      evaluatedTo: now,
      knownSince: new Date("2025-01-01T00:00:00Z"),
      nextLook: null,
      scopes: rule.id.startsWith("own-") ? [`rule:${rule.id}`, "indicator:us-visas-issued-annual"] : scopesOf(rule),
      about: { name: rule.name, unit: "unit" in rule.watch ? rule.watch.unit : null, watch: rule.watch },
      transitions: transitions.map((transition) => ({ transition, news: true, catchUp: null })),
    };
  });
  const { newest } = await alertTriggers(db, null);
  await recordTransitions(db, { now, changeSeen: newest, rules: evaluated, untouched: [] });
}
