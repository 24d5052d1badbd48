import type { Claim } from "@talent/core/claim/claim";
import { majorityPercent } from "@talent/core/measure/interval";
import { value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const workInUs = (tier: "top-20" | "top-2") => value(series("top-ai-talent-workplace", "USA", { tier }));
const shared = { expected: majorityPercent, unit: "%", provenance: "reported", dataOrigin: "MacroPolo" } as const;

export const claim: Claim = {
  id: "top-talent-work-us",
  paraphrase: {
    en: "Most of these leading researchers are still employed in the United States.",
    zh: "这些顶尖研究者中，多数人仍在美国工作。",
  },
  topic: { en: "top AI researchers working in the US", zh: "在美国工作的顶尖人工智能研究者" },
  place: { paragraph: 11, saidBy: "article", sourceNamed: "MacroPolo" },
  kind: "share",
  asserted: "the majority",
  readings: [
    {
      ...shared,
      id: "top-fifth-2022",
      says: "Share of the top fifth of 2022, the group of the sentence before, whose current affiliation is in the US.",
      measure: workInUs("top-20"),
      period: "2022",
      primary: true,
      fit: "same",
      sameStudy: true,
    },
    {
      ...shared,
      id: "top-fifth-2019",
      says: "Share of the top fifth of 2019, by the study's first edition, whose affiliation then was in the US.",
      measure: workInUs("top-20"),
      period: "2019",
      primary: false,
      fit: "bridged",
      bridge: "The edition of three years before, a smaller sample by the same method: the wording may have been carried over from it.",
    },
    {
      ...shared,
      id: "top-fiftieth-2022",
      says: "Share of the top 2 % of 2022 whose current affiliation is in the US; the figure has not been seen at its source and is held back.",
      measure: workInUs("top-2"),
      period: "2022",
      primary: false,
      fit: "bridged",
      bridge: "The study's stricter group: the claim does not say how high the top begins.",
      sameStudy: true,
    },
  ],
  revisions: [],
  related: [series("top-ai-talent-workplace", "CHN", { tier: "top-20" })],
  comparability: [
    "42 % in 2022 is the largest share of any country, a plurality, not a majority.",
    "One press report of the study gives the figure for 2022.",
  ],
};
