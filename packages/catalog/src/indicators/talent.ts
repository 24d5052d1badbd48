import { defineIndicators } from "./indicator.ts";
import { UNITS } from "./units.ts";

const TIERS = {
  codes: {
    "top-20": { en: "top 20 %", zh: "前20%" },
    "top-2": { en: "top 2 %", zh: "前2%" },
    "top-0.5": { en: "top 0.5 %", zh: "前0.5%" },
  },
} as const;
const SAMPLE = "A sampled cohort: the share carries a sampling interval.";
const ELITE_CHANGED = "The most elite group was about the top 0.5 % in the 2019 edition and about the top 2 % in 2022: not one series.";
const STUDY_ENDED = "The institute closed the study; nothing newer will come.";

export const TALENT = defineIndicators([
  {
    id: "top-ai-talent-origin",
    title: { en: "Top AI researchers, by country of first degree", zh: "顶尖人工智能研究者（按第一学位所在国家）" },
    description: "Where the world's top AI researchers took their undergraduate degree.",
    definition:
      "Per cent of authors of a sample of accepted NeurIPS papers whose undergraduate institution is in the country; `top-20` is about the top fifth.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: { tier: TIERS },
    source: "macropolo-talent",
    notes: [SAMPLE, ELITE_CHANGED, STUDY_ENDED],
  },
  {
    id: "top-ai-talent-workplace",
    title: { en: "Top AI researchers, by country of work", zh: "顶尖人工智能研究者（按工作国家）" },
    description: "Where the world's top AI researchers work.",
    definition: "Per cent of the same authors whose current affiliation is in the country.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: { tier: TIERS },
    source: "macropolo-talent",
    notes: [SAMPLE, ELITE_CHANGED, STUDY_ENDED, "Where they work, not how many of the Chinese among them."],
  },
  {
    id: "top-ai-talent-cn-graduate-path",
    title: { en: "Where China's top AI graduates went on to study", zh: "中国本科毕业的顶尖人工智能人才的深造去向" },
    description: "Where researchers with a Chinese first degree did their graduate study.",
    definition: "Of the top fifth with a Chinese undergraduate degree, per cent whose graduate school is in the country; rough.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: { "graduate-school": { codes: { CHN: { en: "in China", zh: "在中国读研" }, USA: { en: "in the US", zh: "在美国读研" } } } },
    source: "macropolo-talent",
    notes: [SAMPLE, STUDY_ENDED],
  },
  {
    id: "deepseek-team",
    title: { en: "Authors of DeepSeek's papers", zh: "DeepSeek论文作者人数" },
    description: "How many authors of five DeepSeek papers have which ties.",
    definition: "Authors of five papers from January 2024 to February 2025, by affiliation in publication records.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: {
      measure: {
        codes: {
          authors: { zh: "全部作者" },
          "with-affiliation-data": { zh: "有任职信息的作者" },
          "key-team": { zh: "核心团队" },
          "only-ever-in-china": { zh: "始终只在中国任职" },
          "now-china-based": { zh: "目前在中国" },
          "now-us-based": { zh: "目前在美国" },
          "any-us-affiliation": { zh: "曾在美国任职" },
        },
      },
    },
    source: "deepseek-team",
    notes: ["Ties are affiliations, not education.", "Shares rest on the 201 with affiliation data."],
  },
  {
    id: "deepseek-team-share",
    title: { en: "Authors of DeepSeek's papers, shares", zh: "DeepSeek论文作者占比" },
    description: "Shares printed by the same study.",
    definition: "Per cent of the authors with affiliation data.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: {
      measure: { codes: { "ever-china-affiliated": { zh: "曾在中国任职" }, "any-us-affiliation-share": { zh: "曾在美国任职（占比）" } } },
    },
    source: "deepseek-team",
    notes: ["Ever affiliated is not the same as educated in China."],
  },
]);
