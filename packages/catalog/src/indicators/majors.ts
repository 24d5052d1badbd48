import { defineIndicators } from "./indicator.ts";
import { UNITS } from "./units.ts";

const BATCH_YEAR = "The batch year is the year before publication: batch 2024 was published in April 2025, first intake that autumn.";
const GROSS = "Gross: later removals are not deducted.";
const AI_MAJOR = { codes: { "artificial-intelligence": { zh: "人工智能" } } } as const;

export const MAJORS = defineIndicators([
  {
    id: "ai-major-approvals",
    title: { en: "Universities newly allowed to offer the AI major", zh: "新获准开设人工智能本科专业的高校数" },
    description: "How many Chinese universities were added to those that may teach the undergraduate major in artificial intelligence.",
    definition: "Universities newly filed or approved for major code 080717T in the ministry's yearly batch.",
    unit: UNITS.universities,
    periodKind: "batch",
    dimensions: { major: AI_MAJOR },
    source: "ai-majors",
    notes: [BATCH_YEAR, GROSS, "Batches 2022 to 2024 are known from memory only and are held back until counted in the official lists."],
  },
  {
    id: "ai-major-approvals-cumulative",
    title: { en: "Universities allowed to offer the AI major, all batches", zh: "获准开设人工智能本科专业的高校数（各批次累计）" },
    description: "Sum of the yearly additions for the AI major since the first batch.",
    definition: "Additions for code 080717T summed from batch 2018 to the batch named.",
    unit: UNITS.universities,
    periodKind: "batch",
    dimensions: { major: AI_MAJOR },
    source: "ai-majors",
    cumulative: true,
    notes: [BATCH_YEAR, GROSS],
  },
  {
    id: "ai-major-universities",
    title: { en: "Universities offering the AI major", zh: "开设人工智能本科专业的高校数" },
    description: "How many Chinese universities offer the undergraduate major in artificial intelligence at a stated time.",
    definition: "Universities with the major, removals deducted, as tallied or quoted by the press.",
    unit: UNITS.universities,
    periodKind: "month",
    alsoPeriodKinds: ["year"],
    dimensions: { major: AI_MAJOR, span: { codes: { year: { zh: "全年" } } } },
    optionalDimensions: ["span"],
    source: "ai-majors",
    notes: [
      "Net: lies below the sum of the batches because some were removed or merged.",
      "A figure said of a whole year is a series of its own (span), never set against one said of a month.",
    ],
  },
  {
    id: "ai-family-major-approvals",
    title: { en: "Universities newly allowed to offer majors near AI", zh: "新获准开设人工智能相近专业的高校数" },
    description: "Yearly additions for majors that are close to artificial intelligence.",
    definition: "Universities newly allowed to offer the major in the batch; only majors that the press named for that batch.",
    unit: UNITS.universities,
    periodKind: "batch",
    dimensions: {
      major: {
        codes: {
          "data-science-big-data": { zh: "数据科学与大数据技术" },
          "robotics-engineering": { zh: "机器人工程" },
          "intelligence-science": { zh: "智能科学与技术" },
          "smart-manufacturing": { zh: "智能制造工程" },
          "big-data-management": { zh: "大数据管理与应用" },
        },
      },
    },
    source: "ai-majors",
    notes: [BATCH_YEAR, GROSS, "Partial: a missing major of a batch is unknown, so any sum is a lower bound."],
  },
  {
    id: "undergraduate-majors",
    title: { en: "Undergraduate programmes added and removed, all majors", zh: "本科专业点的增设与撤销（全部专业）" },
    description: "How many programmes Chinese universities added, had approved, removed or suspended in a batch.",
    definition: "Programme points of all majors in the ministry's yearly batch; net change is filed plus approved minus removed.",
    unit: { en: "programmes", zh: "个专业点" },
    periodKind: "batch",
    dimensions: {
      change: {
        codes: {
          filed: { zh: "备案" },
          approved: { zh: "审批" },
          added: { zh: "新增" },
          removed: { zh: "撤销" },
          suspended: { zh: "停招" },
        },
      },
    },
    source: "ai-majors",
    notes: [BATCH_YEAR, "For batch 2024 filed and approved are only known together, as added."],
  },
]);
