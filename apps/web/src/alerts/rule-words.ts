import { noticeNames } from "@talent/catalog/alerts/notice-names";
import type { AlertRule, Threshold, Watch } from "@talent/core/alert/rule";
import type { AlertPhase } from "@talent/core/alert/transition";
import { amountWords, MONTHS } from "@talent/core/text/format";
import { localized } from "@talent/core/text/name";
import { noticeWords } from "@talent/core/text/notice";
import type { NoticeFacts, NoticeWords } from "@talent/core/text/notice-language";
import { typeset } from "../words/text.ts";
import { QUESTION_SHORT, type VerdictFamily } from "../words/verdict-words.ts";
import type { AlertEntry } from "./load-history.ts";

/** What a phase is called on its badge. */
const PHASE_WORDS: Readonly<Record<AlertPhase, string>> = {
  normal: "Quiet",
  pending: "Crossed, not yet told",
  firing: "Crossed",
  recovering: "Coming back",
  no_data: "No value yet",
  stale: "Overdue",
  suspended: "Definition changed",
  retracted: "Taken back",
};

const SOURCE_PHASE_WORDS: Partial<Readonly<Record<AlertPhase, string>>> = {
  normal: "On time",
  pending: "Late, not yet told",
  firing: "Late",
  no_data: "Nothing said yet",
};

/** What each phase means, for the legend. */
export const PHASE_MEANING: Readonly<Record<AlertPhase, string>> = {
  normal: "nothing to tell",
  pending: "over its threshold, but not often enough in a row to notify",
  firing: "over its threshold, and told",
  recovering: "back, but not often enough in a row to be over",
  no_data: "nothing to go by, so that nothing can cross",
  stale: "the next value is overdue: nothing is concluded about today",
  suspended: "the numbers changed their meaning: nothing is concluded until they compare again",
  retracted: "the notification no longer stands, and its retraction was sent",
};

/** The order in which phases are listed: what somebody may want to know first. */
export const PHASES: readonly AlertPhase[] = ["firing", "recovering", "pending", "retracted", "suspended", "stale", "no_data", "normal"];

const PHASE_FAMILIES: Readonly<Record<AlertPhase, VerdictFamily>> = {
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
  return (watch.kind === "source" ? SOURCE_PHASE_WORDS[phase] : undefined) ?? PHASE_WORDS[phase];
}

export const plainPhaseWord = (phase: AlertPhase): string => PHASE_WORDS[phase];

/** The colour and shape of a phase's badge. */
export const phaseFamily = (phase: AlertPhase): VerdictFamily => PHASE_FAMILIES[phase];

const OPERATOR_WORDS: Readonly<Record<Exclude<Threshold["op"], "moves_by">, string>> = {
  ">=": "at or above",
  ">": "above",
  "<=": "at or below",
  "<": "below",
};

/** "above 60 services per 30 days"; "a move of 5% or more". */
export function thresholdWords({ op, than }: Threshold, unit: string): string {
  const amount = typeset(amountWords(than, unit));
  return op === "moves_by" ? `a move of ${amount} or more` : `${OPERATOR_WORDS[op]} ${amount}`;
}

/** When somebody is told, in one sentence. */
export function conditionSentence({ watch, pending }: AlertRule): string {
  const times = pending > 1 ? `, ${pending} times in a row` : "";
  switch (watch.kind) {
    case "measure":
      return `Notifies when it is ${watch.fires.map((one) => thresholdWords(one, watch.unit)).join(" or ")}${times}${recoveryWords(watch)}.`;
    case "revision":
      return `Notifies when a number stated before is stated anew and moves by ${typeset(amountWords(watch.by, watch.inPercent ? "%" : watch.unit))} or more.`;
    case "verdict":
      return `Notifies whenever the verdict changes (${watch.questions.map((question) => QUESTION_SHORT[question].toLowerCase()).join("; ")}).`;
    case "source":
      return watch.side === "theirs"
        ? `Notifies when the publisher is late, and when it speaks again${lateWords(watch)}.`
        : `Notifies when fetches fail${times}.`;
  }
}

function recoveryWords(watch: Extract<Watch, { kind: "measure" }>): string {
  if (watch.every === "period") return ", for every period anew";
  return `; over again when ${watch.recovers.map((one) => thresholdWords(one, watch.unit)).join(" and ")}`;
}

function lateWords({ lateOn }: Extract<Watch, { kind: "source" }>): string {
  const [, month, day] = /^--(\d{2})-(\d{2})$/.exec(lateOn ?? "") ?? [];
  return month === undefined ? "" : `; late after ${Number(day)} ${MONTHS[Number(month) - 1]}`;
}

/** A step of a rule in the words of the mails. Numbers that a licence keeps back are not said. */
export function noticeText({ facts, withheld, sourceName }: Pick<AlertEntry, "facts" | "withheld" | "sourceName">): NoticeWords {
  const names = noticeNames(facts.rule.watch, "en", (id) => sourceName ?? localized({ en: id }));
  // Where they are withheld the values are null, and no word of the notice looks at them.
  return noticeWords(facts as NoticeFacts, names, "en", { withheld: withheld !== null });
}
