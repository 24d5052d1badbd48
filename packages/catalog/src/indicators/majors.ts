import type { Indicator } from "./indicator.ts";

const BATCH_YEAR = "The batch year is the year before publication: batch 2024 was published in April 2025, first intake that autumn.";
const GROSS = "Gross: later removals are not deducted.";
const AI_MAJOR = ["artificial-intelligence"] as const;

export const MAJORS = [
  {
    id: "ai-major-approvals",
    title: "Universities newly allowed to offer the AI major",
    description: "How many Chinese universities were added to those that may teach the undergraduate major in artificial intelligence.",
    definition: "Universities newly filed or approved for major code 080717T in the ministry's yearly batch.",
    unit: "universities",
    periodKind: "batch",
    dimensions: { major: AI_MAJOR },
    source: "ai-majors",
    notes: [BATCH_YEAR, GROSS, "Batches 2022 to 2024 are known from memory only and are held back until counted in the official lists."],
  },
  {
    id: "ai-major-approvals-cumulative",
    title: "Universities allowed to offer the AI major, all batches",
    description: "Sum of the yearly additions for the AI major since the first batch.",
    definition: "Additions for code 080717T summed from batch 2018 to the batch named.",
    unit: "universities",
    periodKind: "batch",
    dimensions: { major: AI_MAJOR },
    source: "ai-majors",
    cumulative: true,
    notes: [BATCH_YEAR, GROSS],
  },
  {
    id: "ai-major-universities",
    title: "Universities offering the AI major",
    description: "How many Chinese universities offer the undergraduate major in artificial intelligence at a stated time.",
    definition: "Universities with the major, removals deducted, as tallied or quoted by the press.",
    unit: "universities",
    periodKind: "month",
    alsoPeriodKinds: ["year"],
    dimensions: { major: AI_MAJOR, span: ["year"] },
    optionalDimensions: ["span"],
    source: "ai-majors",
    notes: [
      "Net: lies below the sum of the batches because some were removed or merged.",
      "A figure said of a whole year is a series of its own (span), never set against one said of a month.",
    ],
  },
  {
    id: "ai-family-major-approvals",
    title: "Universities newly allowed to offer majors near AI",
    description: "Yearly additions for majors that are close to artificial intelligence.",
    definition: "Universities newly allowed to offer the major in the batch; only majors that the press named for that batch.",
    unit: "universities",
    periodKind: "batch",
    dimensions: {
      major: ["data-science-big-data", "robotics-engineering", "intelligence-science", "smart-manufacturing", "big-data-management"],
    },
    source: "ai-majors",
    notes: [BATCH_YEAR, GROSS, "Partial: a missing major of a batch is unknown, so any sum is a lower bound."],
  },
  {
    id: "undergraduate-majors",
    title: "Undergraduate programmes added and removed, all majors",
    description: "How many programmes Chinese universities added, had approved, removed or suspended in a batch.",
    definition: "Programme points of all majors in the ministry's yearly batch; net change is filed plus approved minus removed.",
    unit: "programmes",
    periodKind: "batch",
    dimensions: { change: ["filed", "approved", "added", "removed", "suspended"] },
    source: "ai-majors",
    notes: [BATCH_YEAR, "For batch 2024 filed and approved are only known together, as added."],
  },
] as const satisfies readonly Indicator[];
