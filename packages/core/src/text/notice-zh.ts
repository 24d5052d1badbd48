import type { Threshold } from "../alert/rule.ts";
import type { PeriodValue } from "../alert/transition.ts";
import type { Question } from "../claim/assessment.ts";
import { formatNumber, isRecord, isUnconfirmed, isYearOnYear, periodForReader, recoveryThresholds } from "./notice-amounts.ts";
import type { NoticeContext, NoticeLanguage, NoticeLine } from "./notice-language.ts";

const OPERATOR_WORDS: Readonly<Record<Threshold["op"], string>> = {
  ">=": "不低于",
  ">": "高于",
  "<=": "不高于",
  "<": "低于",
  moves_by: "变动不少于",
};

const QUESTION_LABELS: Readonly<Record<Question, string>> = {
  now: "按最新一年",
  withHindsight: "按该年全部证据",
  atPublication: "按2025年2月10日前公开的资料",
};

const QUESTIONS_IN_ORDER: readonly Question[] = ["now", "withHindsight", "atPublication"];

const dateText = (iso: string): string => {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  return `${year}年${month}月${day}日`;
};

/** `−18.2%`, `1.03倍`, `3,718,000人`, `第25名`. */
function amountText(value: number, { facts, names }: NoticeContext, besides: number | null = null, unit = facts.rule.unit ?? ""): string {
  const number = formatNumber(value, "zh-CN", besides);
  if (unit === "in force" && (value === 0 || value === 1)) return value === 1 ? "有效" : "无效";
  if (unit === "rank") return `第${number}名`;
  return `${number}${names.unit(unit)}`;
}

const periodText = ({ facts, names }: NoticeContext, period: string): string => names.period(periodForReader(facts.rule.watch, period));

function valueText(said: NoticeContext, one: PeriodValue | null, besides: number | null = null): string {
  if (one === null) return "无数值";
  return said.withheld
    ? `${periodText(said, one.period)}的数值因许可所限不予显示`
    : `${periodText(said, one.period)}为${amountText(one.value, said, besides)}`;
}

const conditionText = (said: NoticeContext, { op, than }: Threshold): string => `${OPERATOR_WORDS[op]}${amountText(than, said)}`;

/** What is watched, without the words for its change: the fact says those itself. */
const shortName = ({ facts }: NoticeContext): string =>
  facts.rule.name["zh-CN"].replace(/(同比变化|与上年同月相比的变化|比上一版的变化|与此前(纪录|最高值)之比)$/, "");

function firedFact(said: NoticeContext): string {
  const { facts, figure, withheld } = said;
  const { after, threshold, rule } = facts;
  if (after === null) return "：无数值";
  const at = periodText(said, after.period);
  if (isRecord(rule.watch)) return withheld || figure === null ? `，${at}` : `，${at}为${amountText(figure.now, said, null, figure.unit)}`;
  if (withheld) return threshold === null ? `：${at}` : `：${at}${conditionText(said, threshold)}`;
  const than = threshold?.than ?? null;
  if (isYearOnYear(rule.watch)) {
    if (after.value === 0) return `：${at}同比持平`;
    return `：${at}同比${after.value < 0 ? "下降" : "上升"}${amountText(Math.abs(after.value), said, than === null ? null : Math.abs(than))}`;
  }
  if (threshold?.op === "moves_by") return `：${at}变动${amountText(after.value, said, than)}`;
  return `：${at}为${amountText(after.value, said, than)}${threshold === null ? "" : `，${conditionText(said, threshold)}`}`;
}

const isOurCorrection = ({ facts }: NoticeContext): boolean => facts.cause === "correction" || facts.cause === "reparse";

function verdictFact({ facts, names }: NoticeContext): string {
  const { before = {}, after = {} } = facts.verdicts ?? {};
  const question = QUESTIONS_IN_ORDER.find((one) => before[one] !== after[one]) ?? "now";
  return `${QUESTION_LABELS[question]}现为\u201c${names.verdict(after[question] ?? "not_yet_assessed")}\u201d`;
}

function subject(said: NoticeContext): ReturnType<NoticeLanguage["subject"]> {
  const { facts, names } = said;
  const ours = isOurCorrection(said) ? "我方更正：" : null;
  switch (facts.tells) {
    case "fired":
    case "again":
      return { before: ours ?? (isRecord(facts.rule.watch) ? "新纪录：" : ""), long: shortName(said), after: firedFact(said) };
    case "recovered":
      return {
        before: ours ?? "恢复正常：",
        long: shortName(said),
        after: said.withheld ? `，${periodText(said, facts.after?.period ?? "")}` : `，${valueText(said, facts.after)}`,
      };
    case "retracted":
      return { before: "撤回：", long: shortName(said), after: said.withheld ? "" : movedFact(said) };
    case "revised":
      return { before: ours ?? "来源修订：", long: shortName(said), after: said.withheld ? "" : movedFact(said) };
    case "changed":
      return {
        before: `${ours ?? (facts.cause === "rule" ? "检验方法更换：" : "判定改变：")}\u201c`,
        long: names.claim.replace(/[.。]$/, ""),
        after: `\u201d${verdictFact(said)}`,
      };
    case "suspended":
      return {
        before: "口径变化：",
        long: shortName(said),
        after: facts.broken === null ? "" : `，自${names.period(facts.broken.period)}起`,
      };
    case "no_data":
      return { before: "不再有数值：", long: shortName(said), after: "" };
    default:
      return { before: "", long: names.source, after: standingFact(said) };
  }
}

function movedFact(said: NoticeContext): string {
  const { before, after } = said.facts;
  const period = before?.period ?? after?.period;
  if (period === undefined) return "";
  if (before !== null && isUnconfirmed(said.facts)) return `，${periodText(said, period)}${amountText(before.value, said)}尚未得到确认`;
  const from = before === null ? "" : `由${amountText(before.value, said, after?.value ?? null)}`;
  return `，${periodText(said, period)}${from}${after === null ? "改为无数值" : `改为${amountText(after.value, said, before?.value ?? null)}`}`;
}

function standingFact({ facts }: NoticeContext): string {
  const { standing, rule, tells } = facts;
  const isOwn = rule.watch.kind === "source" && rule.watch.side === "ours";
  if (tells === "spoke") return isOwn ? "：我方已能重新读取" : "已恢复发布";
  if (isOwn) return `：我方读取失败（${(standing?.word ?? "unknown").replaceAll("_", " ")}）`;
  return `逾期未发布${standing?.due == null ? "" : `：应于${dateText(standing.due)}前公布`}`;
}

function note(said: NoticeContext): string {
  const { facts } = said;
  const { threshold } = facts;
  switch (facts.tells) {
    case "fired":
    case "again":
      return threshold === null || isRecord(facts.rule.watch) ? "" : `该值${conditionText(said, threshold)}时即通知您。`;
    case "recovered":
      return "此前通知的情况已经结束。";
    case "retracted":
      return `${facts.retracts === null ? "此前" : dateText(facts.retracts)}通知您的内容${isUnconfirmed(facts) ? "为时过早：数值未变，但按现有资料尚不满足规则的全部条件" : "不再成立"}。`;
    case "suspended":
      return `${facts.broken?.note ?? ""}前后数值不可比，因此不作结论。`;
    default:
      return "";
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  new_period: "来源公布了新一期数据。",
  revision: "来源修订了此前公布过的数字。",
  withdrawal: "来源撤回了一个数字。",
  correction: "我方此前记录有误，现已更正；来源并未改动。",
  reparse: "我方此前读取来源文件有误，现已重新读取；文件并未改动。",
  definition_change: "来源改变了该数字的口径。",
  rule: "我方更换了检验方法或其来源；数字没有变化。",
  time: "没有新数据公布，仅因时间推移而变化。",
};

function why({ facts }: NoticeContext): string {
  const { watch } = facts.rule;
  const isOwn = watch.kind === "source" && watch.side === "ours";
  if (isOwn && facts.tells === "spoke") return "我方最近一次查看已能读取该来源。";
  if (isOwn && facts.tells === "late") return "我方最近几次查看该来源均告失败。";
  return CAUSES[facts.cause] ?? "";
}

function lines(said: NoticeContext): NoticeLine[] {
  const { facts, names, figure } = said;
  const { before, after, threshold, standing, verdicts } = facts;
  const line = (label: string, text: string | null): NoticeLine[] => (text === null ? [] : [{ label, text }]);
  const recovery = recoveryThresholds(facts.rule.watch).map((one) => conditionText(said, one));
  const hasValues = before !== null || after !== null;
  return [
    ...line(facts.tells === "retracted" ? "当时通知" : "此前", hasValues ? valueText(said, before, after?.value ?? null) : null),
    ...line("现在", hasValues ? valueText(said, after, before?.value ?? null) : null),
    ...line("原始数字", figure === null ? null : figureText(said, figure)),
    ...QUESTIONS_IN_ORDER.flatMap((question) => {
      const [was, is] = [verdicts?.before[question], verdicts?.after[question]];
      return was === is || is === undefined
        ? []
        : line(QUESTION_LABELS[question], `原为${was === undefined ? "无判定" : names.verdict(was)}，现为${names.verdict(is)}`);
    }),
    ...line("通知条件", threshold === null ? null : conditionText(said, threshold)),
    ...line("恢复条件", threshold === null || recovery.length === 0 ? null : recovery.join("且")),
    ...line("应公布日期", standing?.due == null ? null : dateText(standing.due)),
    ...line(facts.cause === "time" ? "起始日期" : "得知日期", dateText(facts.at)),
  ];
}

function figureText(said: NoticeContext, { now, before, unit }: NonNullable<NoticeContext["figure"]>): string {
  return `${amountText(now, said, before, unit)}${before === null ? "" : `，对比值为${amountText(before, said, now, unit)}`}`;
}

/** Notices in Chinese. */
export const CHINESE: NoticeLanguage = { subject, note, why, lines, sentences: (fact, note) => `${fact}。${note}` };
