import type { Locale } from "../src/alert/rule.ts";
import { difference, ratio, record, season, value, yearOnYear } from "../src/measure/measure.ts";
import type { NoticeFacts, NoticeFigure, NoticeNames } from "../src/text/notice-language.ts";

// One notice of every kind, with the subjects it must have in each language.

export const visasSeries = value({ indicator: "visas", area: "CHN", dimensions: {} });
const watch = { kind: "measure", periodKind: "year", fires: [], recovers: [] } as const;
export const VISAS: NoticeFacts["rule"] = {
  name: { en: "F-1 visas to mainland China, May to August", "zh-CN": "中国大陆公民F-1签证（5月至8月）" },
  unit: "%",
  watch: {
    ...watch,
    measure: yearOnYear(season(visasSeries, { from: 5, to: 8 })),
    periodKind: "month",
    unit: "%",
    recovers: [{ op: ">=", than: -5 }],
  },
};
export const RECORD: NoticeFacts["rule"] = {
  name: { en: "applicants for the civil-service exam", "zh-CN": "国考报名人数" },
  unit: "x",
  watch: { ...watch, measure: record(visasSeries), unit: "x", every: "period" },
};
export const GAP: NoticeFacts["rule"] = {
  name: { en: "F-1 China against the rest of the world", "zh-CN": "F-1签证：中国与其他国家之差" },
  unit: "points",
  watch: {
    ...watch,
    measure: difference(yearOnYear(visasSeries), yearOnYear(visasSeries)),
    unit: "points",
    recovers: [{ op: ">=", than: -3 }],
  },
};
export const RATIO: NoticeFacts["rule"] = {
  name: { en: "NeurIPS papers, China over the US", "zh-CN": "NeurIPS论文中美比" },
  unit: "x",
  watch: { ...watch, measure: ratio(visasSeries, visasSeries), unit: "x" },
};
export const RANKS: NoticeFacts["rule"] = {
  name: { en: "Chinese universities in the QS top 100", "zh-CN": "QS前100名中的中国大学" },
  unit: "universities",
  watch: { ...watch, measure: { op: "change", of: visasSeries, years: 1 }, unit: "universities" },
};
export const INTENSITY: NoticeFacts["rule"] = {
  name: { en: "R&D intensity of China", "zh-CN": "中国研发强度" },
  unit: "% of GDP",
  watch: { kind: "revision", measure: visasSeries, periodKind: "year", unit: "% of GDP", by: 0.05 },
};
export const CLAIM: NoticeFacts["rule"] = {
  name: { en: "The claim", "zh-CN": "论断" },
  unit: null,
  watch: { kind: "verdict", claim: "graduate-growth", reading: "primary", questions: ["now", "withHindsight"] },
};
export const SOURCE: NoticeFacts["rule"] = {
  name: { en: "World Bank", "zh-CN": "世界银行" },
  unit: null,
  watch: { kind: "source", source: "world-bank", side: "theirs" },
};
export const FETCHES: NoticeFacts["rule"] = { ...SOURCE, watch: { kind: "source", source: "world-bank", side: "ours" } };

export const ENGLISH: NoticeNames = {
  period: (id) => id,
  unit: (unit) => unit,
  verdict: (verdict) => verdict.replaceAll("_", " "),
  claim: "University graduates per year grew more than 14-fold.",
  source: "World Bank",
};
export const CHINESE: NoticeNames = {
  period: (id) => (/^\d{4}$/.test(id) ? `${id}年` : id.replace(/^(\w+) (\d+)$/, "$2年度")),
  unit: (unit) => ({ points: "个百分点", x: "倍", persons: "人", "% of GDP": "%（占GDP）", universities: "所" })[unit] ?? unit,
  verdict: (verdict) => ({ holds: "成立", does_not_hold: "不成立", supported: "得到支持" })[verdict as "holds"] ?? verdict,
  claim: "大学毕业生年人数增长逾14倍。",
  source: "世界银行",
};

export const noticeFacts = (rule: NoticeFacts["rule"], more: Partial<NoticeFacts>): NoticeFacts => ({
  at: "2025-09-12T06:00:00.000Z",
  from: "normal",
  to: "firing",
  tells: "fired",
  cause: "new_period",
  before: null,
  after: null,
  threshold: null,
  verdicts: null,
  broken: null,
  standing: null,
  inputs: [],
  retracts: null,
  rule,
  ...more,
});

export const fallNotice = noticeFacts(VISAS, {
  before: { period: "2024-08", value: -3.2 },
  after: { period: "2025-08", value: -18.2 },
  threshold: { op: "<=", than: -15 },
});
export const applicantsFigure: NoticeFigure = { now: 3_718_000, before: 3_410_000, unit: "persons" };
export const recordNotice = noticeFacts(RECORD, {
  after: { period: "exam 2026", value: 1.09 },
  threshold: { op: ">", than: 1 },
  tells: "again",
});
export const revisedNotice = noticeFacts(INTENSITY, {
  tells: "revised",
  cause: "revision",
  before: { period: "2023", value: 2.58 },
  after: { period: "2023", value: 2.65 },
});
export const verdictNotice = noticeFacts(CLAIM, {
  tells: "changed",
  verdicts: { before: { now: "does_not_hold" }, after: { now: "holds" } },
});
export const lateNotice = noticeFacts(SOURCE, { tells: "late", cause: "time", standing: { word: "lapsed", due: "2026-07-01" } });

export type NoticeCase = readonly [name: string, given: NoticeFacts, en: string, zh: string, figure?: NoticeFigure];
export const NOTICE_CASES: readonly NoticeCase[] = [
  [
    "a fall on the year",
    fallNotice,
    "F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025",
    "中国大陆公民F-1签证（5月至8月）：2025年同比下降18.2%",
  ],
  [
    "a rise on the year",
    { ...fallNotice, after: { period: "2025-08", value: 20 } },
    "F-1 visas to mainland China, May to August, rose 20 % year on year in 2025",
    "中国大陆公民F-1签证（5月至8月）：2025年同比上升20%",
  ],
  [
    "a record with its figure",
    recordNotice,
    "New record: applicants for the civil-service exam, 3,718,000 persons in exam 2026",
    "新纪录：国考报名人数，2026年度为3,718,000人",
    applicantsFigure,
  ],
  [
    "a record without one",
    recordNotice,
    "New record: applicants for the civil-service exam, in exam 2026",
    "新纪录：国考报名人数，2026年度",
  ],
  [
    "a level",
    noticeFacts(RATIO, { after: { period: "2025", value: 1.032 }, threshold: { op: ">=", than: 1 } }),
    "NeurIPS papers, China over the US: 1.03x in 2025, at or above 1x",
    "NeurIPS论文中美比：2025年为1.03倍，不低于1倍",
  ],
  [
    "a value that rounding would put on its threshold",
    noticeFacts(RATIO, { after: { period: "2025", value: 1.0004 }, threshold: { op: ">", than: 1 } }),
    "NeurIPS papers, China over the US: 1.0004x in 2025, above 1x",
    "NeurIPS论文中美比：2025年为1.0004倍，高于1倍",
  ],
  [
    "points",
    noticeFacts(GAP, { after: { period: "FY2025", value: -12.34 }, threshold: { op: "<=", than: -10 } }),
    "F-1 China against the rest of the world: −12.3 points in FY2025, at or below −10 points",
    "F-1签证：中国与其他国家之差：FY2025为−12.3个百分点，不高于−10个百分点",
  ],
  [
    "a move",
    noticeFacts(RANKS, { after: { period: "edition 2026", value: -2 }, threshold: { op: "moves_by", than: 2 } }),
    "Chinese universities in the QS top 100 moved by −2 universities in edition 2026",
    "QS前100名中的中国大学：2026年度变动−2所",
  ],
  [
    "a recovery",
    noticeFacts(GAP, {
      tells: "recovered",
      to: "normal",
      before: { period: "FY2025", value: -12 },
      after: { period: "FY2026", value: -1 },
    }),
    "Back to normal: F-1 China against the rest of the world, −1 points in FY2026",
    "恢复正常：F-1签证：中国与其他国家之差，FY2026为−1个百分点",
  ],
  [
    "a retraction",
    {
      ...fallNotice,
      tells: "retracted",
      cause: "revision",
      before: { period: "2025-08", value: -18.2 },
      after: { period: "2025-08", value: -3 },
      retracts: "2025-09-12T06:00:00.000Z",
    },
    "Retracted: F-1 visas to mainland China, May to August: −18.2 % in 2025 is now −3 %",
    "撤回：中国大陆公民F-1签证（5月至8月），2025年由−18.2%改为−3%",
  ],
  [
    "a retraction with nothing left",
    { ...fallNotice, tells: "retracted", cause: "withdrawal", before: { period: "2025-08", value: -18.2 }, after: null },
    "Retracted: F-1 visas to mainland China, May to August: −18.2 % in 2025 has no value any more",
    "撤回：中国大陆公民F-1签证（5月至8月），2025年由−18.2%改为无数值",
  ],
  [
    "a revision",
    revisedNotice,
    "Revised by its source: R&D intensity of China, 2.58 % of GDP is now 2.65 % of GDP in 2023",
    "来源修订：中国研发强度，2023年由2.58%（占GDP）改为2.65%（占GDP）",
  ],
  [
    "a correction of ours",
    { ...revisedNotice, cause: "correction" },
    "Corrected by us: R&D intensity of China, 2.58 % of GDP is now 2.65 % of GDP in 2023",
    "我方更正：中国研发强度，2023年由2.58%（占GDP）改为2.65%（占GDP）",
  ],
  [
    "a firing by a correction of ours",
    { ...fallNotice, cause: "reparse" },
    "Corrected by us: F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025",
    "我方更正：中国大陆公民F-1签证（5月至8月）：2025年同比下降18.2%",
  ],
  [
    "a verdict",
    verdictNotice,
    "Verdict changed: “University graduates per year grew more than 14-fold” now holds",
    "判定改变：“大学毕业生年人数增长逾14倍”按最新一年现为“成立”",
  ],
  [
    "a verdict with hindsight",
    { ...verdictNotice, verdicts: { before: { withHindsight: "contradicted" }, after: { withHindsight: "supported" } } },
    "Verdict changed: “University graduates per year grew more than 14-fold” is supported with hindsight",
    "判定改变：“大学毕业生年人数增长逾14倍”按该年全部证据现为“得到支持”",
  ],
  [
    "a verdict by another reading",
    { ...verdictNotice, cause: "rule" },
    "Reading exchanged: “University graduates per year grew more than 14-fold” now holds",
    "检验方法更换：“大学毕业生年人数增长逾14倍”按最新一年现为“成立”",
  ],
  [
    "a break",
    noticeFacts(RATIO, { tells: "suspended", cause: "definition_change", broken: { period: "2026", note: "Another track counts." } }),
    "Definition changed: NeurIPS papers, China over the US, from 2026",
    "口径变化：NeurIPS论文中美比，自2026年起",
  ],
  [
    "the end of values",
    noticeFacts(RATIO, { tells: "no_data", cause: "withdrawal" }),
    "No value any more: NeurIPS papers, China over the US",
    "不再有数值：NeurIPS论文中美比",
  ],
  ["a late source", lateNotice, "World Bank is late: the next figures were due 1 July 2026", "世界银行逾期未发布：应于2026年7月1日前公布"],
  ["a source that spoke", { ...lateNotice, tells: "spoke", cause: "new_period" }, "World Bank has published again", "世界银行已恢复发布"],
  [
    "looks of ours that fail",
    noticeFacts(FETCHES, { tells: "late", cause: "time", standing: { word: "layout_changed", due: null } }),
    "World Bank: fetches fail (layout changed)",
    "世界银行：我方读取失败（layout changed）",
  ],
  [
    "looks of ours that succeed",
    noticeFacts(FETCHES, { tells: "spoke", standing: { word: "looked", due: null } }),
    "World Bank: fetches succeed again",
    "世界银行：我方已能重新读取",
  ],
];

export const NAMES: Readonly<Record<Locale, NoticeNames>> = { en: ENGLISH, "zh-CN": CHINESE };
export const LOCALES: readonly Locale[] = ["en", "zh-CN"];
