import { ALERTS, alertById } from "@talent/catalog/alerts/all";
import { readAlertRule } from "@talent/catalog/alerts/rule/read-rule";
import type { AlertRule } from "@talent/core/alert/rule";
import type { Db } from "@talent/db/connect";
import { wantedRules } from "@talent/db/read/alerts/user-rules";
import { Usage } from "../arguments.ts";

/** Every built-in rule, then every reader's own that somebody waits for. */
export async function allRules(db: Db): Promise<AlertRule[]> {
  return [...ALERTS, ...(await wantedRules(db)).map(({ spec }) => readAlertRule(spec))];
}

/** The rule of that id. Throws Usage when there is none. */
export async function neededRule(db: Db, id: string, usage: string): Promise<AlertRule> {
  const rule = alertById(id) ?? (await allRules(db)).find((one) => one.id === id);
  if (rule === undefined) throw new Usage(`There is no rule "${id}"; "alerts list" shows them.`, usage);
  return rule;
}
