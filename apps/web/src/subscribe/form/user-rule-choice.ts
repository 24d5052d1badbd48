import { InvalidRule } from "@talent/catalog/alerts/rule/read-rule";
import type { SourceNames } from "@talent/catalog/alerts/source-rules";
import type { UserRuleChoice } from "@talent/catalog/user-rules/choice";
import { userRule } from "@talent/catalog/user-rules/user-rule";
import type { AlertRule } from "@talent/core/alert/rule";
import { badParameter } from "../../http/problem.ts";
import type { BodyFields } from "../../http/read-body.ts";

/** The members of a form that hold numbers. */
const NUMBERS = ["threshold", "recovery", "pending", "recovering", "evidence"] as const;
/** The other members that stand for themselves. */
const TEXTS = ["watch", "indicator", "area", "claim", "reading", "op", "noData", "source"] as const;

/** A rule of the reader's own as an answer to a body. Throws a Problem 400 with a sentence for the reader. */
export function readUserRule(given: unknown, names: SourceNames): AlertRule {
  const made = userRuleOf(given, names);
  if ("problem" in made) throw badParameter("rule", made.problem);
  return made.rule;
}

/** A rule of the reader's own, or the sentence that says why there is none. */
export function userRuleOf(choice: unknown, names: SourceNames): { readonly rule: AlertRule } | { readonly problem: string } {
  try {
    return { rule: userRule(choice as UserRuleChoice, names) };
  } catch (error) {
    if (error instanceof InvalidRule) return { problem: error.message };
    throw error;
  }
}

/**
 * The choice that the flat members of a form make: `dim.visa_class` and `over.dim.visa_class` are codes, `baseline` is claim and reading in one, numbers
 * are written as text. What a way of watching has no use for is left out, and what is missing is left to the test of the rule.
 */
export function choiceOfForm(members: BodyFields): BodyFields {
  const texts = Object.fromEntries(TEXTS.flatMap((name) => (isText(members[name]) ? [[name, members[name]]] : [])));
  if (texts.watch === "verdict") return { watch: texts.watch, claim: texts.claim };
  if (texts.watch === "source") return { watch: texts.watch, source: texts.source };
  const numbers = { ...Object.fromEntries(NUMBERS.map((name) => [name, numberOf(members[name])])), ...recordDefaults(texts.watch) };
  const { claim: _claim, reading: _reading, source: _source, ...plain } = texts;
  return {
    ...plain,
    dimensions: codesOf(members, "dim."),
    ...(texts.watch === "ratio" ? { over: denominatorOf(members, texts.indicator) } : {}),
    ...(texts.watch === "claim-baseline" ? baselineOf(members, texts) : {}),
    ...numbers,
  };
}

/** A form tells every record, and asks for no threshold of one. */
const recordDefaults = (watch: unknown): BodyFields =>
  watch === "record-high" || watch === "record-low" ? { op: ">=", threshold: 1, recovery: 1 } : {};

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function denominatorOf(members: BodyFields, indicator: unknown): BodyFields {
  return { indicator, area: members["over.area"], dimensions: codesOf(members, "over.dim.") };
}

function baselineOf(members: BodyFields, texts: BodyFields): BodyFields {
  const [claim, reading] = isText(members.baseline) ? members.baseline.split("|") : [texts.claim, texts.reading];
  return { claim, reading };
}

function codesOf(members: BodyFields, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, code]) => (name.startsWith(prefix) && code !== "" ? [[name.slice(prefix.length), code]] : [])),
  );
}

/** What cannot be read as a number is handed on as it is, so that the test of the rule says so. */
function numberOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()) ? Number(value) : value;
}
