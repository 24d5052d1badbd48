import { readAlertRule } from "@talent/catalog/alerts/rule/read-rule";
import { builtInRules } from "@talent/catalog/alerts/source-rules";
import type { AlertRule } from "@talent/core/alert/rule";
import { userRuleSpec } from "@talent/db/read/alerts/user-rules";
import { db } from "../store/database.ts";
import { currentSources } from "../store/sources.ts";

/** Every rule that exists from the start, those about sources made of the registered ones. */
export async function currentBuiltInRules(): Promise<readonly AlertRule[]> {
  return builtInRules((await currentSources()).map(({ record }) => record));
}

/** A built-in rule, or one that a reader made; null where there is none, or where it names what is no longer in the catalogue. */
export async function ruleById(id: string): Promise<AlertRule | null> {
  const builtIn = (await currentBuiltInRules()).find((rule) => rule.id === id);
  if (builtIn) return builtIn;
  if (!/^own-[0-9a-f]{16}$/.test(id)) return null;
  return parseIfValid(await userRuleSpec(db(), id));
}

function parseIfValid(spec: unknown): AlertRule | null {
  if (spec === null) return null;
  try {
    return readAlertRule(spec);
  } catch {
    return null;
  }
}
