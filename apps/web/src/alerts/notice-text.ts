import { noticeNames } from "@talent/catalog/alerts/notice-names";
import { type NoticeFacts, type NoticeWords, noticeWords } from "@talent/core/text/notice";
import type { AlertEntry } from "./load-transition.ts";

/** A step of a rule in the words of the mails. Numbers that a licence keeps back are not said. */
export function noticeText({ facts, withheld }: Pick<AlertEntry, "facts" | "withheld">): NoticeWords {
  // Where they are withheld the values are null, and no word of the notice looks at them.
  return noticeWords(facts as NoticeFacts, noticeNames(facts.rule.watch, "en"), "en", { withheld: withheld !== null });
}
