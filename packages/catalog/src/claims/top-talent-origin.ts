import type { Claim } from "@talent/core/claim/claim";
import { nearlyHalfPercent } from "@talent/core/measure/interval";
import { value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const shared = {
  expected: nearlyHalfPercent,
  unit: "%",
  period: "2022",
  provenance: "research",
  sameStudy: true,
  dataOrigin: "MacroPolo",
} as const;

export const claim: Claim = {
  id: "top-talent-origin",
  paraphrase: {
    en: "In 2022 close to one in two of the world's leading AI researchers had a first degree from a Chinese institution.",
    zh: "2022年，全球顶尖人工智能研究者中，接近一半人的第一学位来自中国的院校。",
  },
  topic: { en: "top AI researchers with a Chinese first degree", zh: "第一学位来自中国的顶尖人工智能研究者" },
  place: { paragraph: 11, saidBy: "MacroPolo", sourceNamed: "MacroPolo" },
  kind: "share",
  asserted: "nearly half",
  readings: [
    {
      ...shared,
      id: "top-fifth-2022",
      says: "Share of authors of a sample of accepted NeurIPS 2022 papers, about the top 20 %, whose undergraduate degree is Chinese.",
      measure: value(series("top-ai-talent-origin", "CHN", { tier: "top-20" })),
      primary: true,
      fit: "same",
    },
    {
      ...shared,
      id: "top-fiftieth-2022",
      says: "Share of authors of NeurIPS 2022 papers chosen for oral presentation, about the top 2 %, whose undergraduate degree is Chinese.",
      measure: value(series("top-ai-talent-origin", "CHN", { tier: "top-2" })),
      primary: false,
      fit: "bridged",
      bridge: "The study's stricter group: the claim does not say how high the top begins.",
      provenance: "reported",
    },
  ],
  revisions: [],
  related: [
    series("top-ai-talent-cn-graduate-path", "CHN", { "graduate-school": "USA" }),
    series("top-ai-talent-origin", "IND", { tier: "top-20" }),
  ],
  comparability: [
    "The institute closed its study: nothing newer will come, and later figures under the same name use other conferences.",
    "The most elite group is about the top 0.5 % in 2019 and about the top 2 % in 2022: not one series.",
  ],
};
