import type { AlertRule } from "@talent/core/alert/rule";
import { ratio, record, value, yearOnYear } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { numbersRule, readersRule } from "./define-rule.ts";

const applicants = value(series("civil-service-applicants", "CHN", { stage: "passed-review" }));
const posts = value(series("civil-service-posts", "CHN"));
const perPost = ratio(applicants, posts, {
  comparability: "Applicants and posts of the same exam: the division that is printed every year.",
});

const recordConditions = {
  kind: "measure",
  periodKind: "exam",
  unit: "x the earlier record",
  fires: [{ op: ">", than: 1 }],
  recovers: [{ op: "<", than: 1 }],
  every: "period",
} as const;

/** The national civil-service exam. */
export const CIVIL_SERVICE: readonly AlertRule[] = [
  numbersRule(
    {
      id: "civil-service-applicants-record",
      name: { en: "Applicants for China's civil-service exam, against the earlier record", "zh-CN": "国考报名过审人数与此前纪录之比" },
      evidence: 3,
    },
    { ...recordConditions, measure: record(applicants) },
  ),
  numbersRule(
    {
      id: "civil-service-applicants-fall",
      name: { en: "Applicants for China's civil-service exam, change on the exam before", "zh-CN": "国考报名过审人数同比变化" },
    },
    {
      kind: "measure",
      measure: yearOnYear(applicants),
      periodKind: "exam",
      unit: "%",
      fires: [{ op: "<", than: 0 }],
      recovers: [{ op: ">", than: 1 }],
      // The last fall was that of exam 2019, when the posts were halved: the next one is the first since.
      since: "exam 2020",
    },
  ),
  numbersRule(
    {
      id: "civil-service-applicants-per-post-record",
      name: {
        en: "Applicants per post in China's civil-service exam (posts shown beside it), against the earlier maximum",
        "zh-CN": "国考报录比（过审人数与招录人数之比，附招录人数）与此前最高值之比",
      },
      evidence: 3,
    },
    { ...recordConditions, measure: record(perPost) },
  ),
  readersRule(
    {
      id: "civil-service-exam-late-in-november",
      name: { en: "Figures of China's civil-service exam, awaited by 10 November", "zh-CN": "应在11月10日前公布的国考数据" },
    },
    { kind: "source", source: "civil-service-exam", side: "theirs", lateOn: "--11-10" },
    ["civil-service-record"],
  ),
];
