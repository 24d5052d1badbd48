import { defineIndicators } from "./indicator.ts";
import { UNITS } from "./units.ts";

const EXAM_YEAR = "The label is the exam year: exam 2026 was registered for in October 2025.";
const AGE_LIMIT = { period: "exam 2026", note: "the age limit rose from 35 to 38, for new master and doctoral graduates to 43" };

export const STATE = defineIndicators([
  {
    id: "civil-service-applicants",
    title: { en: "Applicants for the national civil-service exam", zh: "国家公务员考试报名过审人数" },
    description: "How many people passed the review of qualifications for the national exam.",
    definition: "Applicants whose qualifications passed review. Registrations, interim counts, payers and sitters are other numbers.",
    unit: UNITS.persons,
    periodKind: "exam",
    dimensions: { stage: { codes: { "passed-review": { zh: "资格审查通过" } } } },
    source: "civil-service-exam",
    breaks: [AGE_LIMIT],
    notes: [EXAM_YEAR, "For exam 2026 the age limit rose from 35 to 38 (43 for new master and doctoral graduates): a break."],
  },
  {
    id: "civil-service-posts",
    title: { en: "Posts in the national civil-service exam", zh: "国家公务员考试计划招录人数" },
    description: "How many people the state planned to recruit by the exam.",
    definition: "Planned recruitment of the exam year.",
    unit: { en: "posts", zh: "个职位" },
    periodKind: "exam",
    dimensions: {},
    source: "civil-service-exam",
    notes: [EXAM_YEAR, "Posts for exam 2019 were cut by about half in a reform."],
  },
  {
    id: "policy-in-force",
    title: { en: "Policies in force", zh: "生效中的政策" },
    description: "Whether a dated act of a state is in force.",
    definition:
      "1 when the act is in force on the day, 0 when it is not; the day is when it took effect or was last checked. The area is the acting state.",
    unit: { en: "in force", zh: "（1为生效，0为未生效）" },
    periodKind: "day",
    dimensions: {
      event: {
        codes: {
          "proclamation-10043": { en: "Proclamation 10043", zh: "第10043号总统公告" },
          "ai-plan-2017": { en: "AI plan of 2017", zh: "新一代人工智能发展规划（2017年）" },
        },
      },
    },
    source: "policy-events",
  },
]);
