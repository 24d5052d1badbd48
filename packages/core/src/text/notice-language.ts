import type { LocalizedText, Watch } from "../alert/rule.ts";
import type { Transition } from "../alert/transition.ts";
import type { Verdict } from "../claim/assessment.ts";

/** A transition as it is stored: with what is needed to describe its rule, whatever becomes of the rule later. */
export type NoticeFacts = Transition & {
  readonly rule: { readonly name: LocalizedText; readonly unit: string | null; readonly watch: Watch };
};

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

/** What the source itself says where the watched value only compares it: the figure of the reported period, and the one it is compared with. */
export type NoticeFigure = { readonly now: number; readonly before: number | null; readonly unit: string };

export type NoticeOptions = {
  readonly figure?: NoticeFigure | null;
  /** A licence withholds the numbers: all is stated but them. */
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
export type NoticeLanguage = {
  /** The fact in three parts; where all is too long, the middle one is cut. */
  subject(said: NoticeContext): { readonly before: string; readonly long: string; readonly after: string };
  note(said: NoticeContext): string;
  /** A fact and a note, as sentences that follow each other. */
  sentences(fact: string, note: string): string;
  why(said: NoticeContext): string;
  lines(said: NoticeContext): NoticeLine[];
};

export type NoticeContext = {
  readonly facts: NoticeFacts;
  readonly names: NoticeNames;
  readonly figure: NoticeFigure | null;
  readonly withheld: boolean;
};
