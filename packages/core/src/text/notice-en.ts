import type { Question } from "../claim/assessment.ts";
import { dateWords } from "../measure/format.ts";
import type { Language, NoticeLine, Said } from "./notice.ts";
import { isRecord, isUnconfirmed, recoveryOf } from "./notice-amounts.ts";
import { amount, condition, QUESTIONS, subject, told } from "./notice-en-subject.ts";

const QUESTION_LABELS: Readonly<Record<Question, string>> = {
  now: "On the newest year",
  withHindsight: "With all evidence for its year",
  atPublication: "With what was public by 10 February 2025",
};

const UNCONFIRMED = "was too early: the number stands, but by what is known now it does not meet all that the rule asks for";

function note(said: Said): string {
  const { facts } = said;
  const { threshold } = facts;
  switch (facts.tells) {
    case "fired":
    case "again":
      return threshold === null || isRecord(facts.rule.watch) ? "" : `You are told when it is ${condition(said, threshold)}.`;
    case "recovered":
      return "It was told before and is over.";
    case "retracted":
      return `What you were told${facts.retracts === null ? "" : ` of ${dateWords(facts.retracts)}`} ${isUnconfirmed(facts) ? UNCONFIRMED : "no longer stands"}.`;
    case "suspended":
      return `${facts.broken?.note ? `${facts.broken.note} ` : ""}Values from before and after do not compare, so nothing is concluded.`;
    default:
      return "";
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  new_period: "Its source published a new period.",
  revision: "Its source stated a figure anew that it had stated before.",
  withdrawal: "Its source withdrew a figure.",
  correction: "We had recorded a figure wrongly and have corrected it. The source had not changed it.",
  reparse: "We had read the source's document wrongly and have read it again. The document had not changed.",
  definition_change: "Its source changed what the figure means.",
  rule: "We exchanged the reading or the source behind it; no figure changed.",
  time: "Nothing was published; time alone changed this.",
};

function why({ facts }: Said): string {
  if (facts.tells === "spoke" && facts.rule.watch.kind === "source" && facts.rule.watch.side === "ours")
    return "A look of ours found the source readable again.";
  if (facts.tells === "late" && facts.rule.watch.kind === "source" && facts.rule.watch.side === "ours")
    return "Our latest looks at the source ended badly.";
  return CAUSES[facts.cause] ?? "";
}

function lines(said: Said): NoticeLine[] {
  const { facts, names, figure } = said;
  const { before, after, threshold, standing, verdicts } = facts;
  const line = (label: string, text: string | null): NoticeLine[] => (text === null ? [] : [{ label, text }]);
  const recovery = recoveryOf(facts.rule.watch).map((one) => condition(said, one));
  const hasValues = before !== null || after !== null;
  const isRetracted = facts.tells === "retracted";
  return [
    ...line(isRetracted ? "Told" : "Before", hasValues ? told(said, before, after?.value ?? null) : null),
    ...line("Now", hasValues ? told(said, after, before?.value ?? null) : null),
    ...line("Figure", figure === null ? null : figureText(said, figure)),
    ...QUESTIONS.flatMap((question) => {
      const [was, is] = [verdicts?.before[question], verdicts?.after[question]];
      return was === is || is === undefined
        ? []
        : line(QUESTION_LABELS[question], `${was === undefined ? "no verdict" : names.verdict(was)}; now: ${names.verdict(is)}`);
    }),
    ...line("Threshold", threshold === null ? null : condition(said, threshold)),
    ...line("Over when", threshold === null || recovery.length === 0 ? null : recovery.join(" and ")),
    ...line("Was due", standing?.due == null ? null : dateWords(standing.due)),
    ...line(facts.cause === "time" ? "Since" : "Known since", dateWords(facts.at)),
  ];
}

function figureText(said: Said, { now, before, unit }: NonNullable<Said["figure"]>): string {
  return `${amount(now, said, before, unit)}${before === null ? "" : `, against ${amount(before, said, now, unit)}`}`;
}

/** Notices in English. */
export const ENGLISH: Language = { subject, note, why, lines, sentences: (fact, note) => `${fact}. ${note}` };
