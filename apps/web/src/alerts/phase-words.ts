import type { AlertRule } from "@talent/core/alert/rule";
import type { AlertPhase } from "@talent/core/alert/transition";
import type { Family } from "../words/verdict-words.ts";

/** What a phase is called on its badge. */
const WORDS: Readonly<Record<AlertPhase, string>> = {
  normal: "Quiet",
  pending: "Crossed, not yet told",
  firing: "Crossed",
  recovering: "Coming back",
  no_data: "No value yet",
  stale: "Overdue",
  suspended: "Definition changed",
  retracted: "Taken back",
};

const OF_SOURCE: Partial<Readonly<Record<AlertPhase, string>>> = {
  normal: "On time",
  pending: "Late, not yet told",
  firing: "Late",
  no_data: "Nothing said yet",
};

/** What each phase means, for the legend. */
export const PHASE_MEANING: Readonly<Record<AlertPhase, string>> = {
  normal: "nothing to tell",
  pending: "over its threshold, but not often enough in a row to be told",
  firing: "over its threshold, and told",
  recovering: "back, but not often enough in a row to be over",
  no_data: "nothing to go by, so that nothing can cross",
  stale: "the next value is overdue: nothing is concluded about today",
  suspended: "the numbers changed their meaning: nothing is concluded until they compare again",
  retracted: "what was told no longer stands, and that was told too",
};

/** The order in which phases are listed: what somebody may want to know first. */
export const PHASES: readonly AlertPhase[] = ["firing", "recovering", "pending", "retracted", "suspended", "stale", "no_data", "normal"];

const FAMILIES: Readonly<Record<AlertPhase, Family>> = {
  normal: "none",
  pending: "unclear",
  firing: "against",
  recovering: "unclear",
  no_data: "none",
  stale: "unclear",
  suspended: "unclear",
  retracted: "for",
};

/** A phase in a word or two, as this kind of rule has it. */
export function phaseWord({ watch }: Pick<AlertRule, "watch">, phase: AlertPhase): string {
  if (watch.kind === "verdict" && phase === "normal") return "Unchanged";
  if (watch.kind === "revision" && phase === "normal") return "No move";
  return (watch.kind === "source" ? OF_SOURCE[phase] : undefined) ?? WORDS[phase];
}

export const plainPhaseWord = (phase: AlertPhase): string => WORDS[phase];

/** The colour and shape of a phase's badge. */
export const phaseFamily = (phase: AlertPhase): Family => FAMILIES[phase];
