import type { AlertRule } from "@talent/core/alert/rule";
import type * as z from "zod";
import { type Problem, plainJsonProblem, quoted } from "./problem.ts";

import { ruleProblem } from "./rule-problem.ts";
import { ruleShape } from "./shape.ts";

/** Something that is no rule, or a request that cannot be watched. The message is one sentence that names the field. */
export class InvalidRule extends Error {
  override readonly name = "InvalidRule";

  constructor({ field, why }: Problem) {
    super(`${field} ${why}.`);
  }
}

/**
 * A rule, whoever wrote it: the literals of the catalogue and the requests of readers pass the same checks. Every series, claim, reading and source it
 * names exists, and no value would fire and be over at once. Throws InvalidRule and nothing else.
 */
export function readAlertRule(json: unknown): AlertRule {
  const rule = readShape(ruleShape, json);
  const problem = ruleProblem(rule);
  if (problem !== null) throw new InvalidRule(problem);
  return rule;
}

/** A value of the shape. Throws InvalidRule for any other. */
export function readShape<T>(shape: z.ZodType<T>, json: unknown): T {
  const unreadable = plainJsonProblem(json);
  if (unreadable !== null) throw new InvalidRule(unreadable);
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InvalidRule(issue === undefined ? { field: "the rule", why: "cannot be read" } : problemOf(issue));
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.length === 0 ? "the rule" : issue.path.map(fieldName).join(".");
  if (issue.code === "unrecognized_keys") return { field, why: `has a field that is not known: ${quoted(issue.keys[0] ?? "")}` };
  const message = issue.message.replace(/^Invalid input: /, "").replace(/^(.)/, (first) => first.toLowerCase());
  return { field, why: `cannot be read: ${message.slice(0, 200)}` };
}

/** A field's name as it stands; an unknown one is quoted. */
const fieldName = (key: PropertyKey): string => (/^[\w-]{1,40}$/.test(String(key)) ? String(key) : quoted(String(key)));
