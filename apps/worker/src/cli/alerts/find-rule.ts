import { readAlertRule } from "@talent/catalog/alerts/rule/read-rule";
import type { AlertRule } from "@talent/core/alert/rule";
import type { Db } from "@talent/db/connect";
import { subscribedUserRules } from "@talent/db/read/alerts/user-rules";
import { BUILT_IN_RULES, builtInRuleById } from "../../alerts/built-in-rules.ts";
import { UsageError } from "../arguments.ts";

/** Every built-in rule, then the user rules that have subscribers. */
export async function allRules(db: Db): Promise<AlertRule[]> {
  return [...BUILT_IN_RULES, ...(await subscribedUserRules(db)).map(({ spec }) => readAlertRule(spec))];
}

/** The rule of that id. Throws UsageError when there is none. */
export async function requireRule(db: Db, id: string, usage: string): Promise<AlertRule> {
  const rule = builtInRuleById(id) ?? (await allRules(db)).find((one) => one.id === id);
  if (rule === undefined) throw new UsageError(`There is no rule "${id}"; "alerts list" shows them.`, usage);
  return rule;
}
