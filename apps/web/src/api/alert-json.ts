import type { RuleAt } from "../alerts/load-rules.ts";
import type { AlertEntry } from "../alerts/load-transition.ts";
import { noticeText } from "../alerts/notice-text.ts";
import { whenTold } from "../alerts/rule-words.ts";

/** A rule and where it stands. `newest` is what of its numbers may be shown. */
export function ruleJson({ rule, scopes, at, drawn, points }: RuleAt): Record<string, unknown> {
  const newest = points.at(-1);
  return {
    id: rule.id,
    name: rule.name,
    told: whenTold(rule),
    watch: rule.watch,
    pending: rule.pending,
    recovering: rule.recovering,
    evidence: rule.evidence,
    noData: rule.noData,
    scopes,
    phase: at?.phase ?? null,
    since: at?.since ?? null,
    lastNotice: at?.lastNotice ?? null,
    newest: newest && drawn ? { period: newest.label, value: newest.value, unit: drawn.unit } : null,
  };
}

/** A step of a rule, as it is kept, with what a licence keeps back taken out. */
export function entryJson(entry: AlertEntry): Record<string, unknown> {
  const { id, rule, at, evaluatedAt, facts, scopes, retracts, retractedBy, audience, withheld } = entry;
  const { from, to, tells, cause, before, after, threshold, verdicts, broken, standing, inputs } = facts;
  return {
    id,
    rule,
    subject: noticeText(entry).subject,
    at,
    evaluatedAt,
    from,
    to,
    tells,
    cause,
    before,
    after,
    unit: facts.rule.unit,
    threshold,
    verdicts,
    broken,
    standing,
    inputs,
    scopes,
    retracts,
    retractedBy,
    audience,
    withheld,
  };
}
