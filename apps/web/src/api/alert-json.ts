import { InvalidCursor } from "@talent/db/errors";
import type { AlertEntry } from "../alerts/load-history.ts";
import { type HistoryScope, loadHistoryFrom } from "../alerts/load-history.ts";
import type { RuleAt } from "../alerts/load-rules.ts";
import { conditionSentence, noticeText } from "../alerts/rule-words.ts";
import { badParameter } from "../http/problem.ts";
import { json } from "../http/respond.ts";
import type { HistoryQuery } from "./openapi/alerts.ts";
import { DEFAULT_LIMIT } from "./query/parameters.ts";

const SCOPE_KINDS = ["claim", "indicator", "source"] as const;

/** A page of the history as JSON. Throws a Problem 400. */
export async function alertHistoryResponse(query: HistoryQuery): Promise<Response> {
  const { cursor, limit, asOf } = query;
  try {
    const page = await loadHistoryFrom(historyScope(query), asOf?.instant ?? null, cursor, limit ?? DEFAULT_LIMIT);
    return json({ data: page.entries.map(entryJson), next: page.older });
  } catch (error) {
    if (error instanceof InvalidCursor) throw badParameter("cursor", "cursor must be the id of an alert.");
    throw error;
  }
}

function historyScope(query: HistoryQuery): HistoryScope {
  const given = (["rule", ...SCOPE_KINDS] as const).filter((kind) => query[kind] !== null);
  const second = given[1];
  if (second !== undefined) throw badParameter(second, `Only one of ${["rule", ...SCOPE_KINDS].join(", ")} can be given.`);
  const [kind] = given;
  if (kind === undefined) return {};
  const id = query[kind] ?? "";
  return kind === "rule" ? { rule: id } : { scope: `${kind}:${id}` };
}

/** A rule and where it stands. `newest` is what of its numbers may be shown. */
export function ruleJson({ rule, scopes, at, drawn, points }: RuleAt): Record<string, unknown> {
  const newest = points.at(-1);
  return {
    id: rule.id,
    name: rule.name,
    told: conditionSentence(rule),
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
