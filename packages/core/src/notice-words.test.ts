import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Locale, Watch } from "./alert-rule.ts";
import { difference, ratio, record, season, value, yearOnYear } from "./measure.ts";
import { type Figure, type NoticeFacts, type NoticeNames, noticeWords } from "./notice-words.ts";

const one = value({ indicator: "visas", area: "CHN", dimensions: {} });
const watch = { kind: "measure", periodKind: "year", fires: [], recovers: [] } as const;
const VISAS: NoticeFacts["rule"] = {
  name: { en: "F-1 visas to mainland China, May to August", "zh-CN": "中国大陆公民F-1签证（5月至8月）" },
  unit: "%",
  watch: {
    ...watch,
    measure: yearOnYear(season(one, { from: 5, to: 8 })),
    periodKind: "month",
    unit: "%",
    recovers: [{ op: ">=", than: -5 }],
  },
};
const RECORD: NoticeFacts["rule"] = {
  name: { en: "applicants for the civil-service exam", "zh-CN": "国考报名人数" },
  unit: "x",
  watch: { ...watch, measure: record(one), unit: "x", every: "period" },
};
const GAP: NoticeFacts["rule"] = {
  name: { en: "F-1 China against the rest of the world", "zh-CN": "F-1签证：中国与其他国家之差" },
  unit: "points",
  watch: { ...watch, measure: difference(yearOnYear(one), yearOnYear(one)), unit: "points", recovers: [{ op: ">=", than: -3 }] },
};
const RATIO: NoticeFacts["rule"] = {
  name: { en: "NeurIPS papers, China over the US", "zh-CN": "NeurIPS论文中美比" },
  unit: "x",
  watch: { ...watch, measure: ratio(one, one), unit: "x" },
};
const RANKS: NoticeFacts["rule"] = {
  name: { en: "Chinese universities in the QS top 100", "zh-CN": "QS前100名中的中国大学" },
  unit: "universities",
  watch: { ...watch, measure: { op: "change", of: one, years: 1 }, unit: "universities" },
};
const INTENSITY: NoticeFacts["rule"] = {
  name: { en: "R&D intensity of China", "zh-CN": "中国研发强度" },
  unit: "% of GDP",
  watch: { kind: "revision", measure: one, periodKind: "year", unit: "% of GDP", by: 0.05 },
};
const CLAIM: NoticeFacts["rule"] = {
  name: { en: "The claim", "zh-CN": "论断" },
  unit: null,
  watch: { kind: "verdict", claim: "graduate-growth", reading: "primary", questions: ["now", "withHindsight"] },
};
const SOURCE: NoticeFacts["rule"] = {
  name: { en: "World Bank", "zh-CN": "世界银行" },
  unit: null,
  watch: { kind: "source", source: "world-bank", side: "theirs" },
};
const LOOKS: NoticeFacts["rule"] = { ...SOURCE, watch: { kind: "source", source: "world-bank", side: "ours" } };

const ENGLISH: NoticeNames = {
  period: (id) => id,
  unit: (unit) => unit,
  verdict: (verdict) => verdict.replaceAll("_", " "),
  claim: "University graduates per year grew more than 14-fold.",
  source: "World Bank",
};
const CHINESE: NoticeNames = {
  period: (id) => (/^\d{4}$/.test(id) ? `${id}年` : id.replace(/^(\w+) (\d+)$/, "$2年度")),
  unit: (unit) => ({ points: "个百分点", x: "倍", persons: "人", "% of GDP": "%（占GDP）", universities: "所" })[unit] ?? unit,
  verdict: (verdict) => ({ holds: "成立", does_not_hold: "不成立", supported: "得到支持" })[verdict as "holds"] ?? verdict,
  claim: "大学毕业生年人数增长逾14倍。",
  source: "世界银行",
};

const facts = (rule: NoticeFacts["rule"], more: Partial<NoticeFacts>): NoticeFacts => ({
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

const fell = facts(VISAS, {
  before: { period: "2024-08", value: -3.2 },
  after: { period: "2025-08", value: -18.2 },
  threshold: { op: "<=", than: -15 },
});
const applicants: Figure = { now: 3_718_000, before: 3_410_000, unit: "persons" };
const newRecord = facts(RECORD, { after: { period: "exam 2026", value: 1.09 }, threshold: { op: ">", than: 1 }, tells: "again" });
const revised = facts(INTENSITY, {
  tells: "revised",
  cause: "revision",
  before: { period: "2023", value: 2.58 },
  after: { period: "2023", value: 2.65 },
});
const changed = facts(CLAIM, { tells: "changed", verdicts: { before: { now: "does_not_hold" }, after: { now: "holds" } } });
const late = facts(SOURCE, { tells: "late", cause: "time", standing: { word: "lapsed", due: "2026-07-01" } });

type Case = readonly [name: string, given: NoticeFacts, en: string, zh: string, figure?: Figure];
const CASES: readonly Case[] = [
  [
    "a fall on the year",
    fell,
    "F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025",
    "中国大陆公民F-1签证（5月至8月）：2025年同比下降18.2%",
  ],
  [
    "a rise on the year",
    { ...fell, after: { period: "2025-08", value: 20 } },
    "F-1 visas to mainland China, May to August, rose 20 % year on year in 2025",
    "中国大陆公民F-1签证（5月至8月）：2025年同比上升20%",
  ],
  [
    "a record with its figure",
    newRecord,
    "New record: applicants for the civil-service exam, 3,718,000 persons in exam 2026",
    "新纪录：国考报名人数，2026年度为3,718,000人",
    applicants,
  ],
  ["a record without one", newRecord, "New record: applicants for the civil-service exam, in exam 2026", "新纪录：国考报名人数，2026年度"],
  [
    "a level",
    facts(RATIO, { after: { period: "2025", value: 1.032 }, threshold: { op: ">=", than: 1 } }),
    "NeurIPS papers, China over the US: 1.03x in 2025, at or above 1x",
    "NeurIPS论文中美比：2025年为1.03倍，不低于1倍",
  ],
  [
    "a value that rounding would put on its threshold",
    facts(RATIO, { after: { period: "2025", value: 1.0004 }, threshold: { op: ">", than: 1 } }),
    "NeurIPS papers, China over the US: 1.0004x in 2025, above 1x",
    "NeurIPS论文中美比：2025年为1.0004倍，高于1倍",
  ],
  [
    "points",
    facts(GAP, { after: { period: "FY2025", value: -12.34 }, threshold: { op: "<=", than: -10 } }),
    "F-1 China against the rest of the world: −12.3 points in FY2025, at or below −10 points",
    "F-1签证：中国与其他国家之差：FY2025为−12.3个百分点，不高于−10个百分点",
  ],
  [
    "a move",
    facts(RANKS, { after: { period: "edition 2026", value: -2 }, threshold: { op: "moves_by", than: 2 } }),
    "Chinese universities in the QS top 100 moved by −2 universities in edition 2026",
    "QS前100名中的中国大学：2026年度变动−2所",
  ],
  [
    "a recovery",
    facts(GAP, { tells: "recovered", to: "normal", before: { period: "FY2025", value: -12 }, after: { period: "FY2026", value: -1 } }),
    "Back to normal: F-1 China against the rest of the world, −1 points in FY2026",
    "恢复正常：F-1签证：中国与其他国家之差，FY2026为−1个百分点",
  ],
  [
    "a retraction",
    {
      ...fell,
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
    { ...fell, tells: "retracted", cause: "withdrawal", before: { period: "2025-08", value: -18.2 }, after: null },
    "Retracted: F-1 visas to mainland China, May to August: −18.2 % in 2025 has no value any more",
    "撤回：中国大陆公民F-1签证（5月至8月），2025年由−18.2%改为无数值",
  ],
  [
    "a revision",
    revised,
    "Revised by its source: R&D intensity of China, 2.58 % of GDP is now 2.65 % of GDP in 2023",
    "来源修订：中国研发强度，2023年由2.58%（占GDP）改为2.65%（占GDP）",
  ],
  [
    "a correction of ours",
    { ...revised, cause: "correction" },
    "Corrected by us: R&D intensity of China, 2.58 % of GDP is now 2.65 % of GDP in 2023",
    "我方更正：中国研发强度，2023年由2.58%（占GDP）改为2.65%（占GDP）",
  ],
  [
    "a firing by a correction of ours",
    { ...fell, cause: "reparse" },
    "Corrected by us: F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025",
    "我方更正：中国大陆公民F-1签证（5月至8月）：2025年同比下降18.2%",
  ],
  [
    "a verdict",
    changed,
    "Verdict changed: “University graduates per year grew more than 14-fold” now holds",
    "判定改变：“大学毕业生年人数增长逾14倍”按最新一年现为“成立”",
  ],
  [
    "a verdict with hindsight",
    { ...changed, verdicts: { before: { withHindsight: "contradicted" }, after: { withHindsight: "supported" } } },
    "Verdict changed: “University graduates per year grew more than 14-fold” is supported with hindsight",
    "判定改变：“大学毕业生年人数增长逾14倍”按该年全部证据现为“得到支持”",
  ],
  [
    "a verdict by another reading",
    { ...changed, cause: "rule" },
    "Reading exchanged: “University graduates per year grew more than 14-fold” now holds",
    "检验方法更换：“大学毕业生年人数增长逾14倍”按最新一年现为“成立”",
  ],
  [
    "a break",
    facts(RATIO, { tells: "suspended", cause: "definition_change", broken: { period: "2026", note: "Another track counts." } }),
    "Definition changed: NeurIPS papers, China over the US, from 2026",
    "口径变化：NeurIPS论文中美比，自2026年起",
  ],
  [
    "the end of values",
    facts(RATIO, { tells: "no_data", cause: "withdrawal" }),
    "No value any more: NeurIPS papers, China over the US",
    "不再有数值：NeurIPS论文中美比",
  ],
  ["a late source", late, "World Bank is late: the next figures were due 1 July 2026", "世界银行逾期未发布：应于2026年7月1日前公布"],
  ["a source that spoke", { ...late, tells: "spoke", cause: "new_period" }, "World Bank has published again", "世界银行已恢复发布"],
  [
    "looks of ours that fail",
    facts(LOOKS, { tells: "late", cause: "time", standing: { word: "layout_changed", due: null } }),
    "World Bank: our looks fail (layout changed)",
    "世界银行：我方读取失败（layout changed）",
  ],
  [
    "looks of ours that succeed",
    facts(LOOKS, { tells: "spoke", standing: { word: "looked", due: null } }),
    "World Bank: our looks succeed again",
    "世界银行：我方已能重新读取",
  ],
];

const NAMES: Readonly<Record<Locale, NoticeNames>> = { en: ENGLISH, "zh-CN": CHINESE };
const BOTH: readonly Locale[] = ["en", "zh-CN"];

describe("the subject of a notice", () => {
  it.each(CASES)("states %s", (...row) => {
    const [, given, en, zh, figure] = row as unknown as Case;
    expect(noticeWords(given, ENGLISH, "en", { figure: figure ?? null }).subject).toBe(en);
    expect(noticeWords(given, CHINESE, "zh-CN", { figure: figure ?? null }).subject).toBe(zh);
  });

  it.each([
    [VISAS, ", year on year", "同比变化", "F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025"],
    [RECORD, ", against the earlier record", "与此前纪录之比", "New record: applicants for the civil-service exam, in 2025-08"],
  ])("does not say twice what changed", (rule, en, zh, subject) => {
    const named = { ...rule, name: { en: `${rule.name.en}${en}`, "zh-CN": `${rule.name["zh-CN"]}${zh}` } };
    expect(noticeWords({ ...fell, rule: named }, ENGLISH, "en").subject).toBe(subject);
    expect(noticeWords({ ...fell, rule: named }, CHINESE, "zh-CN").subject).not.toContain(zh);
  });

  it("keeps the verdict when a claim is long", () => {
    const claim =
      "The US government, for reasons of national security, put visas further out of reach of Chinese students in some fields, AI among them.";
    const { subject } = noticeWords(changed, { ...ENGLISH, claim }, "en");
    expect(subject).toMatch(/^Verdict changed: “The US government.*…” now holds$/);
    expect([...subject]).toHaveLength(120);
    expect(noticeWords(changed, { ...ENGLISH, claim }, "en").fact).toBe(`Verdict changed: “${claim.slice(0, -1)}” now holds`);
  });

  it("never breaks a line, hides a character or grows past 120, whatever names and texts are given", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom("x\r\nBcc: evil@example.org", "\u202ee", "\0", "a\u2028b", "\ud800"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...CASES), hostile, fc.constantFrom(...BOTH), ([, given], text, locale) => {
        const rule = { ...given.rule, name: { en: text, "zh-CN": text } };
        const names = { ...NAMES[locale], claim: text, source: text, unit: () => text, verdict: () => text };
        const words = noticeWords({ ...given, rule }, names, locale);
        const all = [
          words.subject,
          words.fact,
          words.note,
          words.lead,
          words.why,
          ...words.lines.flatMap((line) => [line.label, line.text]),
        ];
        return [...words.subject].length <= 120 && all.every((one) => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(one));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the body of a notice", () => {
  it("says before and after, threshold and recovery, and since when it is known", () => {
    const words = noticeWords(fell, ENGLISH, "en", { figure: { now: 12_345, before: 15_091, unit: "visas" } });
    expect(words.lead).toBe(
      "F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025. You are told when it is at or below −15 %.",
    );
    expect(words.why).toBe("Its source published a new period.");
    expect(words.lines).toEqual([
      { label: "Before", text: "−3.2 % in 2024" },
      { label: "Now", text: "−18.2 % in 2025" },
      { label: "Figure", text: "12,345 visas, against 15,091 visas" },
      { label: "Threshold", text: "at or below −15 %" },
      { label: "Over when", text: "at or above −5 %" },
      { label: "Known since", text: "12 September 2025" },
    ]);
  });

  it("says the same in Chinese", () => {
    const words = noticeWords(fell, CHINESE, "zh-CN");
    expect(words.lead).toBe("中国大陆公民F-1签证（5月至8月）：2025年同比下降18.2%。该值不高于−15%时即通知您。");
    expect(words.lines.map(({ label, text }) => `${label} ${text}`)).toEqual([
      "此前 2024年为−3.2%",
      "现在 2025年为−18.2%",
      "通知条件 不高于−15%",
      "恢复条件 不低于−5%",
      "得知日期 2025年9月12日",
    ]);
  });

  it("begins a retraction with what is taken back, and says when it was told", () => {
    const retraction: NoticeFacts = {
      ...fell,
      tells: "retracted",
      cause: "revision",
      before: fell.after,
      after: { period: "2025-08", value: -3 },
      retracts: "2025-09-12T06:00:00.000Z",
    };
    const words = noticeWords(retraction, ENGLISH, "en");
    expect(words.lead).toContain("What you were told of 12 September 2025 no longer stands.");
    expect(words.why).toContain("stated a figure anew");
    expect(words.lines.slice(0, 2).map((line) => line.label)).toEqual(["Told", "Now"]);
  });

  it("lists both verdicts of every question that changed and of no other", () => {
    const verdicts = {
      before: { now: "holds", withHindsight: "supported" },
      after: { now: "does_not_hold", withHindsight: "supported" },
    } as const;
    const { lines } = noticeWords({ ...changed, verdicts }, ENGLISH, "en");
    expect(lines).toContainEqual({ label: "On the newest year", text: "holds; now: does not hold" });
    expect(lines.map((line) => line.label)).not.toContain("With all evidence for its year");
  });

  it.each(["new_period", "revision", "withdrawal", "correction", "reparse", "definition_change", "rule", "time"] as const)(
    "says why: %s",
    (cause) => {
      const [en, zh] = BOTH.map((locale) => noticeWords({ ...fell, cause }, NAMES[locale], locale).why);
      expect(en).toMatch(/^[A-Z].*\.$/);
      expect(zh).toMatch(/。$/);
    },
  );

  it("says all but the numbers where a licence keeps them back", () => {
    for (const [, given, , , figure] of CASES) {
      for (const locale of BOTH) {
        const bare: NoticeFacts = { ...given, threshold: null };
        const words = noticeWords(bare, NAMES[locale], locale, { figure: figure ?? null, withheld: true });
        const said = JSON.stringify(words);
        for (const hidden of ["18.2", "3,718,000", "1.03", "12.3", "2.65", "2.58", "−1 ", "3.2"]) expect(said).not.toContain(hidden);
      }
    }
    expect(noticeWords(fell, ENGLISH, "en", { withheld: true }).subject).toBe(
      "F-1 visas to mainland China, May to August in 2025: at or below −15 %",
    );
  });

  it("never shouts", () => {
    for (const [, given] of CASES)
      for (const locale of BOTH) expect(JSON.stringify(noticeWords(given, NAMES[locale], locale))).not.toMatch(/[!！]/);
  });
});

describe("a number in a notice", () => {
  const said = (number: number, unit = "persons"): string => {
    const rule = { ...RATIO, unit, watch: { ...RATIO.watch, measure: one } as Watch };
    return noticeWords(facts(rule, { after: { period: "2025", value: number } }), ENGLISH, "en").lines[1]?.text ?? "";
  };
  it.each([
    [0, "persons", "0 persons in 2025"],
    [0.0004, "x", "0.0004x in 2025"],
    [-0.0004, "x", "−0.0004x in 2025"],
    [1e9, "persons", "1,000,000,000 persons in 2025"],
    [25, "rank", "rank 25 in 2025"],
    [1, "in force", "in force in 2025"],
    [0, "in force", "not in force in 2025"],
    [1.5, "", "1.5 in 2025"],
  ])("%d %s reads %j", (number, unit, text) => expect(said(number, unit)).toBe(text));
});
