import type { Problem } from "./problem.ts";

const DEEPEST = 24;
const MOST_VALUES = 3000;

/**
 * Why a value is not even worth reading as a rule: nested without end, larger than any rule, or with a member that objects keep to themselves.
 * Walked without recursion, so that nothing a stranger sends can exhaust the stack.
 */
export function plainJsonProblem(json: unknown): Problem | null {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let seen = 0; seen < open.length; seen += 1) {
    const next = open[seen];
    if (next === undefined || next.value === null || typeof next.value !== "object") continue;
    if (next.depth >= DEEPEST) return { field: "the rule", why: "is nested too deeply" };
    const members = Object.entries(next.value);
    if (open.length + members.length > MOST_VALUES) return { field: "the rule", why: "is larger than any rule" };
    if (members.some(([name]) => name === "__proto__")) return { field: "__proto__", why: "is no field of a rule" };
    for (const [, value] of members) open.push({ value, depth: next.depth + 1 });
  }
  return null;
}
