import type { AlertRule } from "@talent/core/alert/rule";
import { ratio, sum, value, yearOnYear } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { numbersRule } from "./define-rule.ts";

const majors = (change: "added" | "filed" | "approved" | "removed") => value(series("undergraduate-majors", "CHN", { change }));

/** The ministry's net change is filed plus approved minus removed; a margin of a twentieth keeps near-equal batches from telling twice. */
const outnumbered = {
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
    { ...outnumbered, measure: ratio(majors("removed"), majors("added")) },
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
    { ...outnumbered, measure: ratio(majors("removed"), sum([majors("filed"), majors("approved")])) },
  ),
];
