import type { Locale } from "../alert/rule.ts";
import { subjectLine } from "./notice-amounts.ts";
import { ENGLISH } from "./notice-en.ts";
import type { NoticeContext, NoticeFacts, NoticeLanguage, NoticeNames, NoticeOptions, NoticeWords } from "./notice-language.ts";
import { CHINESE } from "./notice-zh.ts";

const LANGUAGES: Readonly<Record<Locale, NoticeLanguage>> = { en: ENGLISH, "zh-CN": CHINESE };

/** What a stored transition reports to a person, in their language. Pure: the same facts, names and options give the same words. */
export function noticeWords(facts: NoticeFacts, names: NoticeNames, locale: Locale, options: NoticeOptions = {}): NoticeWords {
  const language = LANGUAGES[locale];
  const withheld = options.withheld ?? false;
  const said: NoticeContext = { facts, names, figure: withheld ? null : (options.figure ?? null), withheld };
  const { before, long, after } = language.subject(said);
  const [fact, note] = [oneLine(`${before}${long}${after}`), oneLine(language.note(said))];
  return {
    subject: subjectLine(before, long, after),
    fact,
    note,
    lead: language.sentences(fact, note).trim(),
    why: oneLine(language.why(said)),
    lines: language.lines(said).map(({ label, text }) => ({ label: oneLine(label), text: oneLine(text) })),
  };
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, " ").trim();
