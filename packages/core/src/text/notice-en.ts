import type { Threshold } from "../alert/rule.ts";
import type { PeriodValue } from "../alert/transition.ts";
import type { Question, Verdict } from "../claim/assessment.ts";
import { dateWords } from "./format.ts";
import { formatNumber, isRecord, isUnconfirmed, isYearOnYear, periodForReader, recoveryThresholds } from "./notice-amounts.ts";
import type { NoticeContext, NoticeLanguage, NoticeLine } from "./notice-language.ts";

const OPERATOR_WORDS: Readonly<Record<Exclude<Threshold["op"], "moves_by">, string>> = {
  ">=": "at or above",
  ">": "above",
  "<=": "at or below",
  "<": "below",
};

const PREDICATES: Readonly<Record<Verdict, string>> = {
  supported: "is supported",
  contradicted: "is contradicted",
  undetermined: "is undetermined",
  not_checkable: "is not checkable",
  holds: "holds",
  does_not_hold: "does not hold",
  no_newer_data: "has no newer data",
  lapsed: "has lapsed, its next figure being overdue",
  not_assessable: "cannot be assessed",
  in_line: "is in line with its proxy",
  not_in_line: "is not in line with its proxy",
  open: "is open",
  overdue: "is overdue",
  context: "is context only",
  not_yet_assessed: "is not assessed yet",
};

/** In the order in which they are reported. */
const QUESTIONS_IN_ORDER: readonly Question[] = ["now", "withHindsight", "atPublication"];

/** `−18.2 %`, `1.03x`, `3,718,000 persons`, `rank 25`. */
function amountText(value: number, { facts, names }: NoticeContext, besides: number | null = null, unit = facts.rule.unit ?? ""): string {
  const number = formatNumber(value, "en", besides);
  const word = names.unit(unit);
  if (unit === "in force" && (value === 0 || value === 1)) return value === 1 ? word : `not ${word}`;
  if (unit === "rank") return `${word} ${number}`;
  return word === "" || word === "x" || word.startsWith("x ") ? `${number}${word}` : `${number} ${word}`;
}

const periodText = ({ facts, names }: NoticeContext, period: string): string => {
  const telling = periodForReader(facts.rule.watch, period);
  return `${/^\d{4}-\d{2}-\d{2}$/.test(telling) ? "on" : "in"} ${names.period(telling)}`;
};

/** A value in its period, or that there is none, or that it may not be shown. */
function valueText(said: NoticeContext, one: PeriodValue | null, besides: number | null = null): string {
  if (one === null) return "no value";
  return said.withheld
    ? `a value that its licence keeps back, ${periodText(said, one.period)}`
    : `${amountText(one.value, said, besides)} ${periodText(said, one.period)}`;
}

/** `at or below −15 %`. */
function conditionText(said: NoticeContext, { op, than }: Threshold): string {
  return op === "moves_by" ? `a move of ${amountText(than, said)} or more` : `${OPERATOR_WORDS[op]} ${amountText(than, said)}`;
}

/** Name, comma where the name has one of its own, so that a verb can follow. */
const asSubject = (name: string): string => (name.includes(", ") ? `${name},` : name);

/** What is watched, without the words for its change: the fact says those itself. */
const shortName = ({ facts }: NoticeContext): string =>
  facts.rule.name.en.replace(
    /, (year on year|change on the (exam|edition|year) before|against the (same month a year before|earlier (record|maximum)))$/,
    "",
  );

/** What the newest value says, to stand behind the rule's name: `, fell 18.2 % year on year in 2025`. */
function firedFact(said: NoticeContext): { readonly name: string; readonly fact: string } {
  const { facts, figure, withheld } = said;
  const { after, threshold, rule } = facts;
  const name = shortName(said);
  if (after === null) return { name, fact: ": no value" };
  const at = periodText(said, after.period);
  if (isRecord(rule.watch)) {
    const value = figure === null ? "" : `${amountText(figure.now, said, null, figure.unit)} `;
    return { name, fact: withheld ? ` ${at}` : value === "" ? `, ${at}` : `, ${value}${at}` };
  }
  if (withheld) return { name, fact: threshold === null ? ` ${at}` : ` ${at}: ${conditionText(said, threshold)}` };
  const than = threshold?.than ?? null;
  if (isYearOnYear(rule.watch)) {
    const moved =
      after.value === 0
        ? "did not change"
        : `${after.value < 0 ? "fell" : "rose"} ${amountText(Math.abs(after.value), said, than === null ? null : Math.abs(than))}`;
    return { name: asSubject(name), fact: ` ${moved} year on year ${at}` };
  }
  const state = `${amountText(after.value, said, than)} ${at}`;
  if (threshold?.op === "moves_by") return { name: asSubject(name), fact: ` moved by ${state}` };
  return { name, fact: `: ${state}${threshold === null ? "" : `, ${conditionText(said, threshold)}`}` };
}

const isOurCorrection = ({ facts }: NoticeContext): boolean => facts.cause === "correction" || facts.cause === "reparse";
function changedQuestion({ facts }: NoticeContext): Question {
  const { before = {}, after = {} } = facts.verdicts ?? {};
  return QUESTIONS_IN_ORDER.find((question) => before[question] !== after[question]) ?? "now";
}

function verdictFact(said: NoticeContext): string {
  const question = changedQuestion(said);
  const predicate = PREDICATES[said.facts.verdicts?.after[question] ?? "not_yet_assessed"];
  if (question === "now") return ` now ${predicate}`;
  return question === "withHindsight" ? ` ${predicate} with hindsight` : ` ${predicate} by what was public by 10 February 2025`;
}

/** The fact of a notice in three parts, of which the middle one may be long. */
function subject(said: NoticeContext): ReturnType<NoticeLanguage["subject"]> {
  const { facts, names } = said;
  const ours = isOurCorrection(said) ? "Corrected by us: " : null;
  const { name, fact } = firedFact(said);
  switch (facts.tells) {
    case "fired":
    case "again":
      return { before: ours ?? (isRecord(facts.rule.watch) ? "New record: " : ""), long: name, after: fact };
    case "recovered":
      return {
        before: ours ?? "Back to normal: ",
        long: name,
        after: said.withheld ? ` ${periodText(said, facts.after?.period ?? "")}` : `, ${valueText(said, facts.after)}`,
      };
    case "retracted":
      return { before: "Retracted: ", long: shortName(said), after: said.withheld ? "" : retractedFact(said) };
    case "revised":
      return { before: ours ?? "Revised by its source: ", long: shortName(said), after: said.withheld ? "" : revisedFact(said) };
    case "changed":
      return {
        before: `${ours ?? (facts.cause === "rule" ? "Reading exchanged: " : "Verdict changed: ")}\u201c`,
        long: names.claim.replace(/\.$/, ""),
        after: `\u201d${verdictFact(said)}`,
      };
    case "suspended":
      return {
        before: "Definition changed: ",
        long: shortName(said),
        after: facts.broken === null ? "" : `, from ${names.period(facts.broken.period)}`,
      };
    case "no_data":
      return { before: "No value any more: ", long: shortName(said), after: "" };
    default:
      return { before: "", long: names.source, after: standingFact(said) };
  }
}

function retractedFact(said: NoticeContext): string {
  const { before, after } = said.facts;
  if (before === null) return "";
  if (isUnconfirmed(said.facts)) return `: ${amountText(before.value, said)} ${periodText(said, before.period)} is not confirmed`;
  const now = after === null ? "has no value any more" : `is now ${amountText(after.value, said, before.value)}`;
  return `: ${amountText(before.value, said, after?.value ?? null)} ${periodText(said, before.period)} ${now}`;
}

function revisedFact(said: NoticeContext): string {
  const { before, after } = said.facts;
  if (after === null) return "";
  const from = before === null ? "" : `${amountText(before.value, said, after.value)} is now `;
  return `, ${from}${amountText(after.value, said, before?.value ?? null)} ${periodText(said, after.period)}`;
}

function standingFact({ facts }: NoticeContext): string {
  const { standing, rule, tells } = facts;
  const isOwn = rule.watch.kind === "source" && rule.watch.side === "ours";
  const due = standing?.due == null ? "" : `: the next figures were due ${dateWords(standing.due)}`;
  if (tells === "spoke") return isOwn ? ": fetches succeed again" : " has published again";
  return isOwn ? `: fetches fail (${(standing?.word ?? "unknown").replaceAll("_", " ")})` : ` is late${due}`;
}

const QUESTION_LABELS: Readonly<Record<Question, string>> = {
  now: "On the newest year",
  withHindsight: "With all evidence for its year",
  atPublication: "With what was public by 10 February 2025",
};

const UNCONFIRMED = "was too early: the number stands, but by what is known now it does not meet all that the rule asks for";

function note(said: NoticeContext): string {
  const { facts } = said;
  const { threshold } = facts;
  switch (facts.tells) {
    case "fired":
    case "again":
      return threshold === null || isRecord(facts.rule.watch) ? "" : `You are notified when it is ${conditionText(said, threshold)}.`;
    case "recovered":
      return "An earlier notification said so; it is over.";
    case "retracted":
      return `The notification${facts.retracts === null ? "" : ` of ${dateWords(facts.retracts)}`} ${isUnconfirmed(facts) ? UNCONFIRMED : "no longer stands"}.`;
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

function why({ facts }: NoticeContext): string {
  if (facts.tells === "spoke" && facts.rule.watch.kind === "source" && facts.rule.watch.side === "ours")
    return "A look of ours found the source readable again.";
  if (facts.tells === "late" && facts.rule.watch.kind === "source" && facts.rule.watch.side === "ours")
    return "The latest fetches of the source failed.";
  return CAUSES[facts.cause] ?? "";
}

function lines(said: NoticeContext): NoticeLine[] {
  const { facts, names, figure } = said;
  const { before, after, threshold, standing, verdicts } = facts;
  const line = (label: string, text: string | null): NoticeLine[] => (text === null ? [] : [{ label, text }]);
  const recovery = recoveryThresholds(facts.rule.watch).map((one) => conditionText(said, one));
  const hasValues = before !== null || after !== null;
  const isRetracted = facts.tells === "retracted";
  return [
    ...line(isRetracted ? "Reported" : "Before", hasValues ? valueText(said, before, after?.value ?? null) : null),
    ...line("Now", hasValues ? valueText(said, after, before?.value ?? null) : null),
    ...line("Figure", figure === null ? null : figureText(said, figure)),
    ...QUESTIONS_IN_ORDER.flatMap((question) => {
      const [was, is] = [verdicts?.before[question], verdicts?.after[question]];
      return was === is || is === undefined
        ? []
        : line(QUESTION_LABELS[question], `${was === undefined ? "no verdict" : names.verdict(was)}; now: ${names.verdict(is)}`);
    }),
    ...line("Threshold", threshold === null ? null : conditionText(said, threshold)),
    ...line("Over when", threshold === null || recovery.length === 0 ? null : recovery.join(" and ")),
    ...line("Was due", standing?.due == null ? null : dateWords(standing.due)),
    ...line(facts.cause === "time" ? "Since" : "Known since", dateWords(facts.at)),
  ];
}

function figureText(said: NoticeContext, { now, before, unit }: NonNullable<NoticeContext["figure"]>): string {
  return `${amountText(now, said, before, unit)}${before === null ? "" : `, against ${amountText(before, said, now, unit)}`}`;
}

/** Notices in English. */
export const ENGLISH: NoticeLanguage = { subject, note, why, lines, sentences: (fact, note) => `${fact}. ${note}` };
