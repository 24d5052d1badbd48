import type { AlertRule } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { THEMES, themeOf } from "../indicator/themes.ts";

/** A group of rules on a page. */
export type RuleTheme = { readonly id: string; readonly title: string };

const VERDICTS: RuleTheme = { id: "verdicts", title: "Verdicts on the claims" };
const REVISIONS: RuleTheme = { id: "revisions", title: "Numbers stated anew" };
const PUBLISHERS: RuleTheme = { id: "publishers", title: "Publishers" };
const OTHER: RuleTheme = { id: "other", title: "Other numbers" };

/** Every theme in the order of pages: verdicts, numbers in the order of the article, revisions, publishers. */
export const RULE_THEMES: readonly RuleTheme[] = [
  VERDICTS,
  ...THEMES.map(({ id, title }) => ({ id, title })),
  OTHER,
  REVISIONS,
  PUBLISHERS,
];

/** Where a rule stands: by what it watches. */
export function ruleTheme({ watch }: Pick<AlertRule, "watch">): RuleTheme {
  if (watch.kind === "verdict") return VERDICTS;
  if (watch.kind === "source") return PUBLISHERS;
  if (watch.kind === "revision") return REVISIONS;
  const theme = themeOf(bindingsOf(watch.measure)[0]?.indicator ?? "");
  return RULE_THEMES.find(({ id }) => id === theme?.id) ?? OTHER;
}
