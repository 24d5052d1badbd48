import type { Indicator } from "./indicator.ts";

const EXAM_YEAR = "The label is the exam year: exam 2026 was registered for in October 2025.";
const AGE_LIMIT = { period: "exam 2026", note: "the age limit rose from 35 to 38, for new master and doctoral graduates to 43" };

export const STATE = [
  {
    id: "civil-service-applicants",
    title: "Applicants for the national civil-service exam",
    description: "How many people passed the review of qualifications for the national exam.",
    definition: "Applicants whose qualifications passed review. Registrations, interim counts, payers and sitters are other numbers.",
    unit: "persons",
    periodKind: "exam",
    dimensions: { stage: ["passed-review"] },
    source: "civil-service-exam",
    breaks: [AGE_LIMIT],
    notes: [EXAM_YEAR, "For exam 2026 the age limit rose from 35 to 38 (43 for new master and doctoral graduates): a break."],
  },
  {
    id: "civil-service-posts",
    title: "Posts in the national civil-service exam",
    description: "How many people the state planned to recruit by the exam.",
    definition: "Planned recruitment of the exam year.",
    unit: "posts",
    periodKind: "exam",
    dimensions: {},
    source: "civil-service-exam",
    notes: [EXAM_YEAR, "Posts for exam 2019 were cut by about half in a reform."],
  },
  {
    id: "policy-in-force",
    title: "Policies in force",
    description: "Whether a dated act of a state is in force.",
    definition:
      "1 when the act is in force on the day, 0 when it is not; the day is when it took effect or was last checked. The area is the acting state.",
    unit: "in force",
    periodKind: "day",
    dimensions: { event: ["proclamation-10043", "ai-plan-2017"] },
    source: "policy-events",
  },
] as const satisfies readonly Indicator[];
