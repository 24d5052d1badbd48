import type { Claim } from "@talent/core/claim/claim";
import { above } from "@talent/core/measure/interval";
import { ratio, record, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const applicants = value(series("civil-service-applicants", "CHN", { stage: "passed-review" }));
const posts = value(series("civil-service-posts", "CHN"));

const shared = {
  expected: above(1),
  unit: "x the earlier record",
  period: "exam 2025",
  provenance: "reported",
  dataOrigin: "State Administration of Civil Service",
} as const;

export const claim: Claim = {
  id: "civil-service-record",
  paraphrase: {
    en: "Never before did so many compete for posts in the civil service, badly paid but secure.",
    zh: "公务员岗位收入不高但稳定，争相报考的人数前所未有。",
  },
  topic: { en: "the record of applicants for China's civil service", zh: "报考公务员人数创纪录" },
  place: { paragraph: 19, saidBy: "article", sourceNamed: null },
  kind: "record",
  asserted: "record numbers",
  readings: [
    {
      ...shared,
      id: "applicants",
      says: "Applicants for the national exam of 2025 who passed review, divided by the greatest number of any earlier exam held here (from 2016).",
      measure: record(applicants),
      primary: true,
      fit: "same",
    },
    {
      ...shared,
      id: "applicants-per-post",
      says: "Applicants per post in the exam of 2025, divided by the greatest ratio of any earlier exam; posts are shown beside it.",
      measure: record(
        ratio(applicants, posts, { comparability: "Applicants and posts of the same exam: the division that is printed every year." }),
      ),
      primary: false,
      fit: "bridged",
      bridge: "How hard people compete depends on the posts as well: they were halved for exam 2019.",
    },
    {
      ...shared,
      id: "posts",
      says: "Posts on offer in the exam of 2025.",
      measure: posts,
      expected: null,
      unit: "posts",
      primary: false,
      fit: "related",
    },
  ],
  revisions: [],
  related: [],
  comparability: [
    "The label is the exam year: registration is in October of the year before.",
    "For exam 2026 the age limit rose from 35 to 38 (43 for new master and doctoral graduates): that record partly follows the wider gate.",
    "Posts of exams 2017 and 2020 are not held, so those ratios are missing from the earlier years.",
  ],
};
