import { type HistoryAsked, historyFrom } from "../alerts/load-history.ts";
import { badParameter } from "../http/problem.ts";
import { json } from "../http/respond.ts";
import { entryJson } from "./alert-json.ts";
import type { HistoryQuery } from "./openapi/alerts.ts";
import { DEFAULT_LIMIT } from "./query/parameters.ts";

const KINDS = ["claim", "indicator", "source"] as const;

/** A page of the history as JSON. Throws a Problem 400. */
export async function historyAnswer(query: HistoryQuery): Promise<Response> {
  const { cursor, limit, asOf } = query;
  try {
    const page = await historyFrom(filterOf(query), asOf?.instant ?? null, cursor, limit ?? DEFAULT_LIMIT);
    return json({ data: page.entries.map(entryJson), next: page.older });
  } catch (error) {
    if (error instanceof Error && error.name === "InvalidCursor") throw badParameter("cursor", "cursor must be the id of an alert.");
    throw error;
  }
}

function filterOf(query: HistoryQuery): HistoryAsked {
  const given = (["rule", ...KINDS] as const).filter((kind) => query[kind] !== null);
  const second = given[1];
  if (second !== undefined) throw badParameter(second, `Only one of ${["rule", ...KINDS].join(", ")} can be given.`);
  const [kind] = given;
  if (kind === undefined) return {};
  const id = query[kind] ?? "";
  return kind === "rule" ? { rule: id } : { scope: `${kind}:${id}` };
}
