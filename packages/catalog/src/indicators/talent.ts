import type { Indicator } from "./indicator.ts";

const TIERS = ["top-20", "top-2", "top-0.5"] as const;
const SAMPLE = "A sampled cohort: the share carries a sampling interval.";
const ELITE_CHANGED = "The most elite group was about the top 0.5 % in the 2019 edition and about the top 2 % in 2022: not one series.";
const STUDY_ENDED = "The institute closed the study; nothing newer will come.";

export const TALENT = [
  {
    id: "top-ai-talent-origin",
    title: "Top AI researchers, by country of first degree",
    description: "Where the world's top AI researchers took their undergraduate degree.",
    definition:
      "Per cent of authors of a sample of accepted NeurIPS papers whose undergraduate institution is in the country; `top-20` is about the top fifth.",
    unit: "percent",
    periodKind: "year",
    dimensions: { tier: TIERS },
    source: "macropolo-talent",
    notes: [SAMPLE, ELITE_CHANGED, STUDY_ENDED],
  },
  {
    id: "top-ai-talent-workplace",
    title: "Top AI researchers, by country of work",
    description: "Where the world's top AI researchers work.",
    definition: "Per cent of the same authors whose current affiliation is in the country.",
    unit: "percent",
    periodKind: "year",
    dimensions: { tier: TIERS },
    source: "macropolo-talent",
    notes: [SAMPLE, ELITE_CHANGED, STUDY_ENDED, "Where they work, not how many of the Chinese among them."],
  },
  {
    id: "top-ai-talent-cn-graduate-path",
    title: "Where China's top AI graduates went on to study",
    description: "Where researchers with a Chinese first degree did their graduate study.",
    definition: "Of the top fifth with a Chinese undergraduate degree, per cent whose graduate school is in the country; rough.",
    unit: "percent",
    periodKind: "year",
    dimensions: { "graduate-school": ["CHN", "USA"] },
    source: "macropolo-talent",
    notes: [SAMPLE, STUDY_ENDED],
  },
  {
    id: "deepseek-team",
    title: "Authors of DeepSeek's papers",
    description: "How many authors of five DeepSeek papers have which ties.",
    definition: "Authors of five papers from January 2024 to February 2025, by affiliation in publication records.",
    unit: "persons",
    periodKind: "year",
    dimensions: {
      measure: [
        "authors",
        "with-affiliation-data",
        "key-team",
        "only-ever-in-china",
        "now-china-based",
        "now-us-based",
        "any-us-affiliation",
      ],
    },
    source: "deepseek-team",
    notes: ["Ties are affiliations, not education.", "Shares rest on the 201 with affiliation data."],
  },
  {
    id: "deepseek-team-share",
    title: "Authors of DeepSeek's papers, shares",
    description: "Shares printed by the same study.",
    definition: "Per cent of the authors with affiliation data.",
    unit: "percent",
    periodKind: "year",
    dimensions: { measure: ["ever-china-affiliated", "any-us-affiliation-share"] },
    source: "deepseek-team",
    notes: ["Ever affiliated is not the same as educated in China."],
  },
] as const satisfies readonly Indicator[];
