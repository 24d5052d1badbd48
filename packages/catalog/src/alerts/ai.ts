import type { AlertRule, LocalizedText } from "@talent/core/alert/rule";
import { difference, type Measure, rate, ratio, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { numbersRule } from "./define-rule.ts";

const papers = (area: "CHN" | "USA") => value(series("neurips-paper-credits", area));
const topScore = (area: "CHN" | "USA") => value(series("arena-top-score", area));

/** Two statements of one thing, each watched by itself: totals that were announced, and the regulator's own list. */
const FILINGS: readonly { readonly id: string; readonly of: Measure; readonly en: string; readonly zh: string }[] = [
  {
    id: "genai-filings-announced",
    of: value(series("genai-services-filed-cumulative", "CHN", { kind: "filing" })),
    en: "Generative AI services filed in China, as announced",
    zh: "中国生成式人工智能服务备案（按公告）",
  },
  {
    id: "genai-filings-listed",
    of: value(series("genai-services-filed", "CHN")),
    en: "Generative AI services filed in China, from the list",
    zh: "中国生成式人工智能服务备案（按清单）",
  },
];

const inBothLanguages = (en: string, zh: string): LocalizedText => ({ en, "zh-CN": zh });

/** Slow and fast are two rules: one that still fires from being slow could not report being fast. */
const filingRules = FILINGS.flatMap(({ id, of, en, zh }): AlertRule[] => {
  const perMonth = { kind: "measure", measure: rate(of, { days: 30 }), periodKind: "day", unit: "services per 30 days" } as const;
  return [
    numbersRule(
      { id: `${id}-rate-low`, name: inBothLanguages(`${en}, per 30 days: few`, `${zh}每30天新增：偏少`) },
      { ...perMonth, fires: [{ op: "<", than: 20 }], recovers: [{ op: ">=", than: 25 }] },
    ),
    numbersRule(
      { id: `${id}-rate-high`, name: inBothLanguages(`${en}, per 30 days: many`, `${zh}每30天新增：偏多`) },
      { ...perMonth, fires: [{ op: ">", than: 60 }], recovers: [{ op: "<=", than: 50 }] },
    ),
    numbersRule(
      { id: `${id}-fall`, name: inBothLanguages(`${en}, change of the running total per day`, `${zh}累计数每天的变化`) },
      {
        kind: "measure",
        measure: rate(of, { days: 1 }),
        periodKind: "day",
        unit: "services per day",
        fires: [{ op: "<", than: 0 }],
        recovers: [{ op: ">", than: 0 }],
      },
    ),
  ];
});

/** Research, models and services in AI. */
export const AI: readonly AlertRule[] = [
  numbersRule(
    {
      id: "neurips-china-us",
      name: inBothLanguages(
        "NeurIPS papers with an author in China, divided by those with one in the US",
        "有中国作者与有美国作者的NeurIPS论文数之比",
      ),
    },
    {
      kind: "measure",
      measure: ratio(papers("CHN"), papers("USA")),
      periodKind: "year",
      unit: "x",
      fires: [{ op: ">=", than: 1 }],
      recovers: [{ op: "<", than: 0.97 }],
    },
  ),
  numbersRule(
    {
      id: "arena-gap",
      name: inBothLanguages("Chat arena, best US score minus best Chinese score", "聊天竞技场美国最高分与中国最高分之差"),
      pending: 2,
      recovering: 2,
      evidence: 2,
    },
    {
      kind: "measure",
      measure: difference(topScore("USA"), topScore("CHN")),
      periodKind: "day",
      unit: "score points",
      fires: [{ op: "<=", than: 20 }],
      recovers: [{ op: ">", than: 35 }],
    },
  ),
  ...filingRules,
];
