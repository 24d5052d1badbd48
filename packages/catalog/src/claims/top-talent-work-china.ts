import type { Claim } from "@talent/core/claim/claim";
import { change, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { rising } from "./hedges.ts";

export const claim: Claim = {
  id: "top-talent-work-china",
  paraphrase: { en: "More and more of these leading researchers have a job in China.", zh: "这些顶尖研究者中，在中国工作的越来越多。" },
  topic: { en: "top AI researchers working in China", zh: "在中国工作的顶尖人工智能研究者" },
  place: { paragraph: 11, saidBy: "article", sourceNamed: "MacroPolo" },
  kind: "direction",
  asserted: "a growing number",
  readings: [
    {
      id: "top-fifth-2019-to-2022",
      says: "Share of the top fifth whose current affiliation is in China, 2022 minus 2019, in percentage points.",
      measure: change(value(series("top-ai-talent-workplace", "CHN", { tier: "top-20" })), { since: "2019" }),
      expected: rising,
      unit: "points",
      period: "2022",
      primary: true,
      fit: "same",
      provenance: "reported",
      dataOrigin: "MacroPolo",
    },
    {
      id: "neurips-papers",
      says: "NeurIPS papers with an author affiliated in China, 2024 minus 2021.",
      measure: change(value(series("neurips-paper-credits", "CHN")), { since: "2021" }),
      expected: rising,
      unit: "papers",
      period: "2024",
      primary: false,
      fit: "proxy",
      provenance: "reported",
      dataOrigin: "OpenReview",
    },
  ],
  revisions: [],
  related: [series("neurips-papers-reported", "CHN", { "joint-with": "USA" })],
  comparability: [
    "The primary reading rests on the study the article itself cites: not independent. No figure is printed for it, so it is tested against sampling noise.",
    "These are shares of a sample, not numbers of people: a share can grow while a number falls.",
    "A paper counts once in every country it touches, so more papers may be more joint work.",
  ],
};
