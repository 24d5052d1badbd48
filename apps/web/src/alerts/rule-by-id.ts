import { alertById } from "@talent/catalog/alerts/all";
import { readAlertRule } from "@talent/catalog/alerts/rule/read-rule";
import type { AlertRule } from "@talent/core/alert/rule";
import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";

/** A built-in rule, or one that a reader made; null where there is none, or where it names what is no longer in the catalogue. */
export async function ruleById(id: string): Promise<AlertRule | null> {
  const builtIn = alertById(id);
  if (builtIn) return builtIn;
  if (!/^own-[0-9a-f]{16}$/.test(id)) return null;
  const { userRuleSpec: ownRuleSpec } = await nodePackages.subscriptionsRule();
  return parseIfValid(await ownRuleSpec(await database(), id));
}

function parseIfValid(spec: unknown): AlertRule | null {
  if (spec === null) return null;
  try {
    return readAlertRule(spec);
  } catch {
    return null;
  }
}
