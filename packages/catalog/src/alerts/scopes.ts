import type { AlertRule, Watch } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { indicatorById } from "../indicators/all.ts";
import { isUserRule } from "../user-rules/user-rule.ts";

/**
 * What a subscription may name to follow a rule, each once: `rule:ID`, `claim:ID`, `indicator:ID`, `source:ID`, `everything`. Our own fetches are the
 * `operator`'s, and a reader's own rule is followed by that rule alone: no one who follows a claim is notified of another reader's threshold.
 */
export function scopesOf(rule: AlertRule): string[] {
  const { id, audience, watch, claims } = rule;
  if (audience === "operator") return [`rule:${id}`, "operator"];
  if (isUserRule(id)) return [`rule:${id}`];
  const indicators = indicatorsOf(watch);
  const told = watch.kind === "verdict" ? [watch.claim, ...claims] : claims;
  const scopes = [
    `rule:${id}`,
    ...told.map((claim) => `claim:${claim}`),
    ...indicators.map((indicator) => `indicator:${indicator}`),
    ...sourcesOf(watch, indicators).map((source) => `source:${source}`),
    "everything",
  ];
  return [...new Set(scopes)];
}

const indicatorsOf = (watch: Watch): string[] =>
  watch.kind === "measure" || watch.kind === "revision" ? bindingsOf(watch.measure).map(({ indicator }) => indicator) : [];

const sourcesOf = (watch: Watch, indicators: readonly string[]): string[] =>
  watch.kind === "source" ? [watch.source] : indicators.flatMap((id) => indicatorById(id)?.source ?? []);
