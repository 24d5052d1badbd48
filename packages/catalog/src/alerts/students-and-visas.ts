import type { AlertRule } from "@talent/core/alert/rule";
import { difference, season, value, yearOnYear } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { numbersRule } from "./define-rule.ts";

const F1 = { visa_class: "F1" } as const;
const chineseF1 = value(series("us-visas-issued-annual", "CHN", F1));
const otherF1 = difference(value(series("us-visas-issued-annual", "WLD", F1)), chineseF1);
const monthlyF1 = value(series("us-visas-issued-monthly", "CHN", F1));
const students = (level: "all" | "doctorate") => value(series("us-active-students", "CHN", { level }));

/** Chinese students in the US. Monthly visas swing with the season: the four summer months count once a year, and no month by itself. */
export const STUDENTS_AND_VISAS: readonly AlertRule[] = [
  numbersRule(
    {
      id: "f1-china-may-to-august",
      name: { en: "F-1 visas to mainland China, May to August, year on year", "zh-CN": "5月至8月向中国大陆签发的F-1签证同比变化" },
    },
    {
      kind: "measure",
      measure: yearOnYear(season(monthlyF1, { from: 5, to: 8 })),
      periodKind: "month",
      unit: "%",
      fires: [{ op: "<=", than: -15 }],
      recovers: [{ op: ">=", than: -5 }],
    },
  ),
  numbersRule(
    {
      id: "f1-china-against-rest-of-world",
      name: {
        en: "F-1 visas to mainland China, yearly change minus that of the rest of the world",
        "zh-CN": "向中国大陆签发的F-1签证年度变化减去世界其他地区的变化",
      },
    },
    {
      kind: "measure",
      measure: difference(yearOnYear(chineseF1), yearOnYear(otherF1)),
      periodKind: "fiscal_year",
      unit: "points",
      fires: [{ op: "<=", than: -10 }],
      recovers: [{ op: ">=", than: -3 }],
    },
  ),
  numbersRule(
    {
      id: "sevis-china-students",
      name: {
        en: "Active records of Chinese students in the US, against the same month a year before",
        "zh-CN": "中国学生在美在册记录与上年同月相比的变化",
      },
      pending: 2,
      recovering: 2,
    },
    {
      kind: "measure",
      measure: yearOnYear(students("all")),
      periodKind: "month",
      unit: "%",
      fires: [{ op: "<=", than: -5 }],
      recovers: [{ op: ">=", than: -2 }],
    },
  ),
  numbersRule(
    {
      id: "sevis-china-doctorates",
      name: {
        en: "Active records of Chinese doctoral students in the US, against the same month a year before",
        "zh-CN": "中国博士生在美在册记录与上年同月相比的变化",
      },
      pending: 3,
      recovering: 3,
    },
    {
      kind: "measure",
      measure: yearOnYear(students("doctorate")),
      periodKind: "month",
      unit: "%",
      fires: [{ op: "<", than: 0 }],
      recovers: [{ op: ">", than: 1 }],
    },
  ),
];
