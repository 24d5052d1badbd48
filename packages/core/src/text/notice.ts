import type { Locale, Named, Watch } from "../alert/rule.ts";
import type { Transition } from "../alert/transition.ts";
import type { Verdict } from "../claim/assessment.ts";
import { headerText } from "./notice-amounts.ts";
import { ENGLISH } from "./notice-en.ts";
import { CHINESE } from "./notice-zh.ts";

/** A transition as it is stored: with what is needed to speak of its rule, whatever becomes of the rule later. */
export type NoticeFacts = Transition & { readonly rule: { readonly name: Named; readonly unit: string | null; readonly watch: Watch } };

/** What things are called, in the language of the notice. */
export type NoticeNames = {
  /** A period as it stands after "in" or "on": `August 2025`, `FY2025`. */
  period(id: string): string;
  /** A unit as it follows a number; empty for none. */
  unit(unit: string): string;
  /** A verdict as a label: `does not hold`. */
  verdict(verdict: Verdict): string;
  /** Paraphrase of the watched claim and title of the watched source; empty where the rule watches none. */
  readonly claim: string;
  readonly source: string;
};

/** What the source itself says where the watched value only compares it: the figure of the period told, and the one it is held against. */
export type Figure = { readonly now: number; readonly before: number | null; readonly unit: string };

export type NoticeOptions = {
  readonly figure?: Figure | null;
  /** A licence keeps the numbers back: all is said but them. */
  readonly withheld?: boolean;
};

export type NoticeLine = { readonly label: string; readonly text: string };

/** A notice in words. Plain text without line breaks; no markup. */
export type NoticeWords = {
  /** States the fact. Safe in a header, at most 120 characters. */
  readonly subject: string;
  /** The same in full, however long it is; no full stop. */
  readonly fact: string;
  /** What else is to be said of it: what the condition was, what no longer stands. Empty where the fact says it all. */
  readonly note: string;
  /** Fact and note as whole sentences. */
  readonly lead: string;
  /** What caused it. */
  readonly why: string;
  /** Before and after, threshold and recovery, as labelled lines. */
  readonly lines: readonly NoticeLine[];
};

/** All that a language has to say; what it is given is never withheld. */
export type Language = {
  /** The fact in three parts; where all is too long, the middle one is cut. */
  subject(said: Said): { readonly before: string; readonly long: string; readonly after: string };
  note(said: Said): string;
  /** A fact and a note, as sentences that follow each other. */
  sentences(fact: string, note: string): string;
  why(said: Said): string;
  lines(said: Said): NoticeLine[];
};

export type Said = { readonly facts: NoticeFacts; readonly names: NoticeNames; readonly figure: Figure | null; readonly withheld: boolean };

const LANGUAGES: Readonly<Record<Locale, Language>> = { en: ENGLISH, "zh-CN": CHINESE };

/** What a stored transition tells a person, in their language. Pure: the same facts, names and options give the same words. */
export function noticeWords(facts: NoticeFacts, names: NoticeNames, locale: Locale, options: NoticeOptions = {}): NoticeWords {
  const language = LANGUAGES[locale];
  const withheld = options.withheld ?? false;
  const said: Said = { facts, names, figure: withheld ? null : (options.figure ?? null), withheld };
  const { before, long, after } = language.subject(said);
  const [fact, note] = [oneLine(`${before}${long}${after}`), oneLine(language.note(said))];
  return {
    subject: headerText(before, long, after),
    fact,
    note,
    lead: language.sentences(fact, note).trim(),
    why: oneLine(language.why(said)),
    lines: language.lines(said).map(({ label, text }) => ({ label: oneLine(label), text: oneLine(text) })),
  };
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, " ").trim();
