import type { Parameter, Query } from "../../http/read-query.ts";
import { AS_OF, CURSOR, LIMIT } from "../query/parameters.ts";
import { page, ref } from "./description.ts";
import type { Route } from "./route-description.ts";

const named = (name: string, description: string) =>
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
  rule: named("rule", "Only steps of this rule."),
  claim: named("claim", "Only what concerns this claim."),
  indicator: named("indicator", "Only what concerns this indicator."),
  source: named("source", "Only what concerns this source."),
  asOf: AS_OF,
  cursor: CURSOR,
  limit: LIMIT,
};

export type HistoryQuery = Query<typeof HISTORY_QUERY>;

export const ALERT_ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/alerts": { summary: "Rules for readers and where they stand", query: { AS_OF }, gives: page(ref("AlertRule")) },
  "/api/v1/alerts/history": {
    summary: "What crossed and what was told, newest first; at most one of rule, claim, indicator and source",
    query: HISTORY_QUERY,
    gives: page(ref("Alert")),
  },
};
