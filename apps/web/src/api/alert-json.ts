import { InvalidCursor } from "@talent/db/errors";
import type * as z from "zod";
import { type HistoryScope, loadHistoryFrom, type PublishedEntry } from "../alerts/load-history.ts";
import type { RuleAt } from "../alerts/load-rules.ts";
import { conditionSentence, noticeText } from "../alerts/rule-words.ts";
import { badParameter } from "../http/problem.ts";
import type { Query } from "../http/read-query.ts";
import { json } from "../http/respond.ts";
import type { Alert, AlertRule } from "./answers.ts";
import { DEFAULT_LIMIT, type HISTORY_QUERY } from "./parameters.ts";

const SCOPE_KINDS = ["claim", "indicator", "source"] as const;

/** A page of the history as JSON. Throws a Problem 400. */
export async function alertHistoryResponse(query: Query<typeof HISTORY_QUERY>): Promise<Response> {
  const { cursor = null, limit, as_of: asOf } = query;
  try {
    const page = await loadHistoryFrom(historyScope(query), asOf?.instant ?? null, cursor, limit ?? DEFAULT_LIMIT);
    return json({ data: page.entries.map(entryJson), next: page.older });
  } catch (error) {
    if (error instanceof InvalidCursor) throw badParameter("cursor", "cursor must be the id of an alert.");
    throw error;
  }
}

function historyScope(query: Query<typeof HISTORY_QUERY>): HistoryScope {
  const given = (["rule", ...SCOPE_KINDS] as const).filter((kind) => query[kind] !== undefined);
  const second = given[1];
  if (second !== undefined) throw badParameter(second, `Only one of ${["rule", ...SCOPE_KINDS].join(", ")} can be given.`);
  const [kind] = given;
  if (kind === undefined) return {};
  const id = query[kind] ?? "";
  return kind === "rule" ? { rule: id } : { scope: `${kind}:${id}` };
}

/** A rule and where it stands. `newest` is what of its numbers may be shown. */
export function ruleJson({ rule, scopes, at, drawn, points }: RuleAt): z.infer<typeof AlertRule> {
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
export function entryJson(entry: PublishedEntry): z.infer<typeof Alert> {
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
