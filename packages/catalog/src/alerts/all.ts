import type { AlertRule } from "@talent/core/alert/rule";
import { AI } from "./ai.ts";
import { CIVIL_SERVICE } from "./civil-service.ts";
import { EDUCATION, TOP_100_RULES } from "./education.ts";

import { REVISIONS } from "./revisions.ts";
import { FETCH_HEALTH_RULES, LATE_SOURCE_RULES } from "./sources.ts";
import { STUDENTS_AND_VISAS } from "./students-and-visas.ts";
import { VERDICTS } from "./verdicts.ts";

/** Every rule that exists from the start: verdicts first, then numbers, revisions, publishers, and our own looks. */
export const ALERTS: readonly AlertRule[] = [
  ...VERDICTS,
  ...CIVIL_SERVICE,
  ...EDUCATION,
  ...STUDENTS_AND_VISAS,
  ...AI,
  ...TOP_100_RULES,
  ...REVISIONS,
  ...LATE_SOURCE_RULES,
  ...FETCH_HEALTH_RULES,
];

const BY_ID: ReadonlyMap<string, AlertRule> = new Map(ALERTS.map((rule) => [rule.id, rule]));

/** The built-in rule of that id, or undefined. */
export function alertById(id: string): AlertRule | undefined {
  return BY_ID.get(id);
}
