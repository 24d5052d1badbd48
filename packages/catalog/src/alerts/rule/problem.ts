import { InvalidPeriod } from "@talent/core/capture/errors";
import { type Period, type PeriodKind, parsePeriod } from "@talent/core/time/period";

/** What is wrong with a rule: which field, and why, as a sentence goes on after it. */
export type Problem = { readonly field: string; readonly why: string };

/** Text of others, cut and quoted so that it can stand in a sentence. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** The oldest numbers held begin in the twentieth century; a sum over months from further back would only cost time. */
const EARLIEST_DAY = "1900-01-01";

/** Why a text is no period of the kind, as a sentence goes on after the field's name; null when it is one. */
export function periodProblem(id: string, kind: PeriodKind): string | null {
  const period = parsedPeriod(id);
  if (period === null) return `names ${quoted(id)}, which is no period`;
  if (period.kind !== kind) return `names ${quoted(id)}, which is no ${kind.replaceAll("_", " ")}`;
  return period.start < EARLIEST_DAY ? `names ${quoted(id)}, which lies before ${EARLIEST_DAY.slice(0, 4)}` : null;
}

function parsedPeriod(id: string): Period | null {
  try {
    return parsePeriod(id);
  } catch (error) {
    if (error instanceof InvalidPeriod) return null;
    throw error;
  }
}

const MAX_JSON_DEPTH = 24;
const MAX_JSON_VALUES = 3000;

/**
 * Why a value is not even worth reading as a rule: nested without end, larger than any rule, or with a member that objects keep to themselves.
 * Walked without recursion, so that no untrusted input can exhaust the stack.
 */
export function plainJsonProblem(json: unknown): Problem | null {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let seen = 0; seen < open.length; seen += 1) {
    const next = open[seen];
    if (next === undefined || next.value === null || typeof next.value !== "object") continue;
    if (next.depth >= MAX_JSON_DEPTH) return { field: "the rule", why: "is nested too deeply" };
    const members = Object.entries(next.value);
    if (open.length + members.length > MAX_JSON_VALUES) return { field: "the rule", why: "is larger than any rule" };
    if (members.some(([name]) => name === "__proto__")) return { field: "__proto__", why: "is no field of a rule" };
    for (const [, value] of members) open.push({ value, depth: next.depth + 1 });
  }
  return null;
}
