import type { AlertRule } from "@talent/core/alert/rule";
import { change, ratio, sum, value, yearOnYear } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { numbersRule } from "./define-rule.ts";

const WATCHED_RANKINGS = [
  { id: "qs", en: "QS", zh: "QS" },
  { id: "the", en: "Times Higher Education", zh: "泰晤士高等教育" },
  { id: "arwu", en: "ShanghaiRanking", zh: "软科" },
] as const;

/** Mainland universities among the first hundred of each ranking: every edition that moves their number by two, and when fewer than three are left. */
export const TOP_100_RULES: readonly AlertRule[] = WATCHED_RANKINGS.flatMap(({ id, en, zh }): AlertRule[] => {
  const count = value(series(`${id}-top100-universities`, "CHN"));
  const name = { en: `Chinese universities in the ${en} top 100`, "zh-CN": `进入${zh}排名前100位的中国大陆高校数` };
  return [
    numbersRule(
      { id: `${id}-top100-moves`, name: { en: `${name.en}, change on the edition before`, "zh-CN": `${name["zh-CN"]}比上一版的变化` } },
      {
        kind: "measure",
        measure: change(count, { years: 1 }),
        periodKind: "edition",
        unit: "universities",
        fires: [{ op: "moves_by", than: 2 }],
        recovers: [
          { op: ">=", than: -1 },
          { op: "<=", than: 1 },
        ],
        every: "period",
      },
    ),
    numbersRule(
      { id: `${id}-top100-below-three`, name, evidence: 2 },
      {
        kind: "measure",
        measure: count,
        periodKind: "edition",
        unit: "universities",
        fires: [{ op: "<", than: 3 }],
        recovers: [{ op: ">=", than: 4 }],
      },
    ),
  ];
});

const majors = (change: "added" | "filed" | "approved" | "removed") => value(series("undergraduate-majors", "CHN", { change }));

/** The ministry's net change is filed plus approved minus removed; a margin of a twentieth keeps near-equal batches from notifying twice. */
const ratioBelowOne = {
  kind: "measure",
  periodKind: "batch",
  unit: "x",
  fires: [{ op: ">=", than: 1 }],
  recovers: [{ op: "<", than: 0.95 }],
} as const;

/** Graduates and programmes in China. */
export const EDUCATION: readonly AlertRule[] = [
  numbersRule(
    {
      id: "graduate-forecast-fall",
      name: { en: "Forecast of graduates in China, class against class", "zh-CN": "中国高校应届毕业生人数预测同比变化" },
    },
    {
      kind: "measure",
      measure: yearOnYear(value(series("cn-graduates-forecast", "CHN"))),
      periodKind: "year",
      unit: "%",
      fires: [{ op: "<", than: 0 }],
      recovers: [{ op: ">", than: 0.5 }],
      forecasts: true,
    },
  ),
  numbersRule(
    {
      id: "ai-major-approvals-low",
      name: { en: "Chinese universities newly allowed to offer the AI major", "zh-CN": "新获准开设人工智能本科专业的高校数" },
    },
    {
      kind: "measure",
      measure: value(series("ai-major-approvals", "CHN", { major: "artificial-intelligence" })),
      periodKind: "batch",
      unit: "universities",
      fires: [{ op: "<", than: 50 }],
      recovers: [{ op: ">=", than: 60 }],
      // The first batch, of 2018, was small because the major was new.
      since: "batch 2019",
    },
  ),
  numbersRule(
    {
      id: "majors-removed-against-added",
      name: { en: "Undergraduate programmes removed in China, divided by those added", "zh-CN": "中国本科专业点撤销数与新增数之比" },
    },
    { ...ratioBelowOne, measure: ratio(majors("removed"), majors("added")) },
  ),
  // Batches that print filed and approved apart print no sum of the two: another series, and a rule of its own.
  numbersRule(
    {
      id: "majors-removed-against-filed-and-approved",
      name: {
        en: "Undergraduate programmes removed in China, divided by those filed and approved",
        "zh-CN": "中国本科专业点撤销数与备案、审批数之比",
      },
    },
    { ...ratioBelowOne, measure: ratio(majors("removed"), sum([majors("filed"), majors("approved")])) },
  ),
];
