import type { Parameter, Query } from "../../http/read-query.ts";
import { AS_OF, CURSOR, LIMIT } from "../query/parameters.ts";
import { INSTANT, listOf, NUMBER, OPEN_OBJECT, object, oneOf, orNull, pageOf, type Route, ref, type Schema, TEXT } from "./description.ts";

const PHASE = oneOf("normal", "pending", "firing", "recovering", "no_data", "stale", "suspended", "retracted");
const TELLS = oneOf("fired", "again", "recovered", "retracted", "changed", "revised", "suspended", "no_data", "late", "spoke");
const PERIOD_VALUE = object({ period: TEXT, value: orNull(NUMBER) });
const COUNT: Schema = { type: "integer", minimum: 0 };

/** Alerts: rules, and what became of them. */
export const ALERT_SCHEMAS: Readonly<Record<string, Schema>> = {
  AlertPhase: PHASE,
  AlertRule: object({
    id: TEXT,
    name: object({ en: TEXT, "zh-CN": TEXT }),
    told: { ...TEXT, description: "When somebody is told, in a sentence." },
    watch: { ...OPEN_OBJECT, description: "What it looks at: a measure over series, revisions, a verdict, or a source." },
    pending: COUNT,
    recovering: COUNT,
    evidence: COUNT,
    noData: oneOf("quiet", "tell"),
    scopes: listOf(TEXT),
    phase: orNull(ref("AlertPhase")),
    since: orNull(INSTANT),
    lastNotice: orNull(object({ id: TEXT, at: INSTANT })),
    newest: orNull(object({ period: TEXT, value: NUMBER, unit: TEXT })),
  }),
  Alert: object({
    id: TEXT,
    rule: TEXT,
    subject: TEXT,
    at: { ...INSTANT, description: "When it could be known." },
    evaluatedAt: INSTANT,
    from: ref("AlertPhase"),
    to: ref("AlertPhase"),
    tells: TELLS,
    cause: TEXT,
    before: orNull(PERIOD_VALUE),
    after: orNull(PERIOD_VALUE),
    unit: orNull(TEXT),
    threshold: orNull(object({ op: TEXT, than: NUMBER })),
    verdicts: orNull(object({ before: OPEN_OBJECT, after: OPEN_OBJECT })),
    broken: orNull(object({ period: TEXT, note: orNull(TEXT) })),
    standing: orNull(object({ word: TEXT, due: orNull(TEXT) })),
    inputs: listOf(TEXT),
    scopes: listOf(TEXT),
    retracts: orNull(TEXT),
    retractedBy: orNull(TEXT),
    audience: { ...orNull(COUNT), description: "How many were to be told; null: it only stands in the history." },
    withheld: orNull({ ...TEXT, description: "Why no value is shown." }),
  }),
};

const idParameter = (name: string, description: string) =>
  ({
    name,
    description,
    schema: { type: "string", maxLength: 120 },
    read: (text: string) => {
      if (!/^[\w.-]{1,120}$/.test(text)) throw new Error(`${name} must be an id.`);
      return text;
    },
  }) satisfies Parameter<string>;

/** What the history of alerts can be narrowed to. */
export const HISTORY_QUERY = {
  rule: idParameter("rule", "Only steps of this rule."),
  claim: idParameter("claim", "Only what concerns this claim."),
  indicator: idParameter("indicator", "Only what concerns this indicator."),
  source: idParameter("source", "Only what concerns this source."),
  asOf: AS_OF,
  cursor: CURSOR,
  limit: LIMIT,
};

export type HistoryQuery = Query<typeof HISTORY_QUERY>;

export const ALERT_ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/alerts": { summary: "Rules for readers and where they stand", query: { AS_OF }, gives: pageOf(ref("AlertRule")) },
  "/api/v1/alerts/history": {
    summary: "What crossed and what was told, newest first; at most one of rule, claim, indicator and source",
    query: HISTORY_QUERY,
    gives: pageOf(ref("Alert")),
  },
};
