import type { Claim } from "@talent/core/claim/claim";
import { inForce } from "@talent/core/measure/interval";
import { difference, ratio, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const outcome = { expected: null, primary: false, fit: "related" } as const;

export const claim: Claim = {
  id: "ai-leader-2025",
  paraphrase: {
    en: "China set itself the aim of leading the world in AI, in part at least, by 2025.",
    zh: "中国立下目标：到2025年，至少在人工智能的部分领域走在世界前列。",
  },
  topic: { en: "China's ambition in AI for 2025", zh: "中国2025年的人工智能目标" },
  place: { paragraph: 5, saidBy: "article", sourceNamed: null },
  kind: "policy_event",
  asserted: "the ambition, by 2025",
  readings: [
    {
      id: "plan-of-2017",
      says: "The State Council's plan of July 2017 stands: some technologies and uses at the world's front by 2025, the primary centre of AI innovation by 2030.",
      measure: value(series("policy-in-force", "CHN", { event: "ai-plan-2017" })),
      expected: inForce,
      unit: "in force",
      period: "2017-07-20",
      primary: true,
      fit: "same",
      provenance: "reported",
      dataOrigin: "State Council",
    },
    {
      ...outcome,
      id: "neurips-papers-against-us",
      says: "Outcome, our question and not the article's: NeurIPS papers with an author in China divided by those with one in the US, 2024.",
      measure: ratio(value(series("neurips-paper-credits", "CHN")), value(series("neurips-paper-credits", "USA"))),
      unit: "x",
      period: "2024",
      provenance: "reported",
      dataOrigin: "OpenReview",
    },
    {
      ...outcome,
      id: "notable-models-against-us",
      says: "Outcome, our question and not the article's: notable AI models of 2023, China divided by the US.",
      measure: ratio(value(series("notable-ai-models", "CHN")), value(series("notable-ai-models", "USA"))),
      unit: "x",
      period: "2023",
      provenance: "research",
      dataOrigin: "Epoch AI",
    },
    {
      ...outcome,
      id: "arena-gap",
      says: "Outcome, our question and not the article's: best US score minus best Chinese score on the chat arena board, one snapshot.",
      measure: difference(value(series("arena-top-score", "USA")), value(series("arena-top-score", "CHN"))),
      unit: "points",
      period: "2025-01-03",
      provenance: "research",
      dataOrigin: "LMArena",
    },
  ],
  revisions: [
    { number: 1, on: "2025-02-10", why: "As first printed: 2023 was given as the year of the ambition." },
    {
      number: 2,
      on: "2025-02-10",
      why: "Corrected by the newspaper on the same day to 2025; every reading here tests the corrected wording.",
    },
  ],
  related: [series("critical-tech-lead", "CHN", { base: "64-technologies" }), series("ai-patents-per-million", "CHN")],
  comparability: ["The plan speaks of some technologies by 2025 and of the primary centre by 2030, not of leading in all by 2025."],
};
