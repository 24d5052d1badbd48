import type { AlertRule } from "@talent/core/alert/rule";
import { AI } from "./ai.ts";
import { CIVIL_SERVICE } from "./civil-service.ts";
import { EDUCATION, TOP_100_RULES } from "./education.ts";

import { REVISIONS } from "./revisions.ts";
import { STUDENTS_AND_VISAS } from "./students-and-visas.ts";
import { VERDICTS } from "./verdicts.ts";

/** Every rule of the catalogue: verdicts first, then numbers and revisions. Those about sources are made of the sources, by `source-rules.ts`. */
export const ALERTS: readonly AlertRule[] = [
  ...VERDICTS,
  ...CIVIL_SERVICE,
  ...EDUCATION,
  ...STUDENTS_AND_VISAS,
  ...AI,
  ...TOP_100_RULES,
  ...REVISIONS,
];
