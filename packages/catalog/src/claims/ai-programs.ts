import type { Claim } from "@talent/core/claim/claim";
import { moreThan } from "@talent/core/measure/interval";
import { cumulative, sum, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const AI = { major: "artificial-intelligence" } as const;
const approvedSoFar = value(series("ai-major-approvals-cumulative", "CHN", AI));

type Major = "data-science-big-data" | "robotics-engineering" | "intelligence-science" | "smart-manufacturing" | "big-data-management";
const since2018 = (major: Major) => cumulative(value(series("ai-family-major-approvals", "CHN", { major })), { since: "batch 2018" });

const narrow = { expected: moreThan(2300), unit: "universities", primary: false, provenance: "reported", dataOrigin: "MOE" } as const;

export const claim: Claim = {
  id: "ai-programs",
  paraphrase: {
    en: "Since 2018 Chinese universities opened upwards of 2,300 programmes in AI for undergraduates.",
    zh: "2018年以来，中国高校新开设的人工智能类本科专业点超过2300个。",
  },
  topic: { en: "AI programmes opened in China since 2018", zh: "2018年以来中国新开设的人工智能专业" },
  place: { paragraph: 10, saidBy: "article", sourceNamed: "MacroPolo" },
  kind: "cumulative_since",
  asserted: "more than 2,300 since 2018",
  readings: [
    {
      id: "as-macropolo-counts",
      says: "The institute's own count of AI programmes; what it counted as one was never published.",
      measure: null,
      notHeld: "no_evidence",
      expected: moreThan(2300),
      unit: "programmes",
      period: "batch 2023",
      primary: true,
      fit: "same",
      provenance: "research",
      dataOrigin: "MacroPolo",
    },
    {
      ...narrow,
      id: "ai-major-gross",
      says: "Universities newly allowed to teach the major named artificial intelligence in the batches 2018 to 2024, removals not deducted.",
      measure: approvedSoFar,
      period: "batch 2024",
      fit: "bridged",
      bridge: "Narrow: the one major that bears the name. The last batch came two months after the article, which can only help the claim.",
    },
    {
      ...narrow,
      id: "ai-major-net",
      says: "Universities that offered the major named artificial intelligence in December 2024, removals deducted.",
      measure: value(series("ai-major-universities", "CHN", AI)),
      period: "2024-12",
      fit: "bridged",
      bridge: "Narrow: the one major that bears the name, and what is left of it at a stated day.",
    },
    {
      ...narrow,
      id: "ai-major-gross-to-2021",
      says: "Universities newly allowed to teach the major named artificial intelligence in the batches 2018 to 2021, the newest sum held here that was public on the article's day.",
      measure: approvedSoFar,
      period: "batch 2021",
      newest: "fixed",
      fit: "related",
    },
    {
      ...narrow,
      id: "ai-family-two-batches",
      says: "Artificial intelligence and five majors near it, newly allowed in the batches 2018 and 2019: the two for which every one of the six is known.",
      measure: sum(
        [
          cumulative(value(series("ai-major-approvals", "CHN", AI)), { since: "batch 2018" }),
          since2018("data-science-big-data"),
          since2018("robotics-engineering"),
          since2018("intelligence-science"),
          since2018("smart-manufacturing"),
          since2018("big-data-management"),
        ],
        { comparability: "All are universities newly allowed to teach one major, from the same yearly notices." },
      ),
      period: "batch 2019",
      newest: "fixed",
      fit: "related",
    },
  ],
  revisions: [],
  related: [series("undergraduate-majors", "CHN", { change: "removed" }), series("undergraduate-majors", "CHN", { change: "added" })],
  comparability: [
    "Additions are gross: in batch 2023 all majors together gained 1,673 programmes and lost 1,670.",
    "With every batch that the press named, AI and the majors near it add to at least 1,482 for 2018 to 2021: a lower bound, which cannot refute a larger number.",
    "The same institute is quoted elsewhere with some 2,000 programmes.",
    "The batch year is the year before publication.",
  ],
};
