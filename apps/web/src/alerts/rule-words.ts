import type { AlertRule, Threshold, Watch } from "@talent/core/alert/rule";
import { amountWords } from "@talent/core/measure/format";
import { typeset } from "../words/text.ts";
import { QUESTION_SHORT } from "../words/verdict-words.ts";

const OP: Readonly<Record<Exclude<Threshold["op"], "moves_by">, string>> = {
  ">=": "at or above",
  ">": "above",
  "<=": "at or below",
  "<": "below",
};

/** "above 60 services per 30 days"; "a move of 5% or more". */
export function thresholdWords({ op, than }: Threshold, unit: string): string {
  const amount = typeset(amountWords(than, unit));
  return op === "moves_by" ? `a move of ${amount} or more` : `${OP[op]} ${amount}`;
}

/** When somebody is told, in one sentence. */
export function whenTold({ watch, pending }: AlertRule): string {
  const times = pending > 1 ? `, ${pending} times in a row` : "";
  switch (watch.kind) {
    case "measure":
      return `Told when it is ${watch.fires.map((one) => thresholdWords(one, watch.unit)).join(" or ")}${times}${everyWords(watch)}.`;
    case "revision":
      return `Told when a number stated before is stated anew and moves by ${typeset(amountWords(watch.by, watch.inPercent ? "%" : watch.unit))} or more.`;
    case "verdict":
      return `Told whenever the verdict changes (${watch.questions.map((question) => QUESTION_SHORT[question].toLowerCase()).join("; ")}).`;
    case "source":
      return watch.side === "theirs"
        ? `Told when the publisher is late, and when it speaks again${lateWords(watch)}.`
        : `Told when our looks end badly${times}.`;
  }
}

function everyWords(watch: Extract<Watch, { kind: "measure" }>): string {
  if (watch.every === "period") return ", for every period anew";
  return `; over again when ${watch.recovers.map((one) => thresholdWords(one, watch.unit)).join(" and ")}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function lateWords({ lateOn }: Extract<Watch, { kind: "source" }>): string {
  const [, month, day] = /^--(\d{2})-(\d{2})$/.exec(lateOn ?? "") ?? [];
  return month === undefined ? "" : `; late after ${Number(day)} ${MONTHS[Number(month) - 1]}`;
}
