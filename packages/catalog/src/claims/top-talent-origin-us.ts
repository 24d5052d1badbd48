import type { Claim } from "@talent/core/claim/claim";
import { aboutPercent } from "@talent/core/measure/interval";
import { value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const shared = {
  expected: aboutPercent(18),
  unit: "%",
  period: "2022",
  provenance: "reported",
  sameStudy: true,
  dataOrigin: "MacroPolo",
} as const;

export const claim: Claim = {
  id: "top-talent-origin-us",
  paraphrase: {
    en: "American institutions gave the first degree to about 18 per cent of them.",
    zh: "他们当中约有18%的人，第一学位来自美国的院校。",
  },
  topic: { en: "top AI researchers with an American first degree", zh: "第一学位来自美国的顶尖人工智能研究者" },
  place: { paragraph: 11, saidBy: "MacroPolo", sourceNamed: "MacroPolo" },
  kind: "share",
  asserted: "about 18 per cent",
  readings: [
    {
      ...shared,
      id: "top-fifth-2022",
      says: "Share of authors of a sample of accepted NeurIPS 2022 papers, about the top 20 %, whose undergraduate degree is American.",
      measure: value(series("top-ai-talent-origin", "USA", { tier: "top-20" })),
      primary: true,
      fit: "same",
    },
    {
      ...shared,
      id: "top-fiftieth-2022",
      says: "Share of authors of NeurIPS 2022 papers chosen for oral presentation, about the top 2 %, whose undergraduate degree is American.",
      measure: value(series("top-ai-talent-origin", "USA", { tier: "top-2" })),
      primary: false,
      fit: "bridged",
      bridge: "The study's stricter group: the claim does not say how high the top begins.",
    },
  ],
  revisions: [],
  related: [series("top-ai-talent-origin", "CHN", { tier: "top-20" })],
  comparability: ["The share was read in a newspaper's report of the study, reprinted elsewhere."],
};
