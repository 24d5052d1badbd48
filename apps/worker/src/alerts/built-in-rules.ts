import { builtInRules, sourceNames } from "@talent/catalog/alerts/source-rules";
import type { AlertRule } from "@talent/core/alert/rule";
import { SOURCES } from "@talent/sources/registry";

/** Every rule that exists from the start, those about sources made of the registered ones. */
export const BUILT_IN_RULES = builtInRules(SOURCES);

/** What a source is called in notices, by its id. */
export const sourceName = sourceNames(SOURCES);

const BY_ID: ReadonlyMap<string, AlertRule> = new Map(BUILT_IN_RULES.map((rule) => [rule.id, rule]));

/** The built-in rule of that id, or undefined. */
export const builtInRuleById = (id: string): AlertRule | undefined => BY_ID.get(id);
