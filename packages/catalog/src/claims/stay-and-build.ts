import type { Claim } from "@talent/core/claim/claim";
import { value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const pair = { expected: null, primary: false, fit: "related" } as const;

export const claim: Claim = {
  id: "stay-and-build",
  paraphrase: {
    en: "Talent that is kept from leaving will found a firm at home or take a job in one.",
    zh: "无法出国的人才会在国内创业，或者进入国内企业工作。",
  },
  place: { paragraph: 14, saidBy: "Damien Ma", sourceNamed: null },
  kind: "prediction",
  asserted: "if they do not go, they build",
  readings: [
    {
      ...pair,
      id: "share-working-in-china",
      says: "Share of the top fifth of AI researchers whose current affiliation is in China, 2022; shown beside newly funded companies.",
      measure: value(series("top-ai-talent-workplace", "CHN", { tier: "top-20" })),
      unit: "%",
      period: "2022",
      primary: true,
      provenance: "reported",
      dataOrigin: "MacroPolo",
    },
    {
      ...pair,
      id: "newly-funded-companies",
      says: "Chinese AI companies funded for the first time in 2024; shown beside the share working in China.",
      measure: value(series("ai-companies-newly-funded", "CHN")),
      unit: "companies",
      period: "2024",
      provenance: "research",
      dataOrigin: "Quid",
    },
  ],
  revisions: [],
  related: [series("neurips-paper-credits", "CHN"), series("us-visas-issued-annual", "CHN", { visa_class: "F1" })],
  prediction: {
    criteria:
      "No causal verdict is given: at the due date both series are shown together, and whether they moved together is for the reader to see.",
    writtenOn: "2026-11-23",
    dueOn: "2027-12-31",
  },
  comparability: ["That two series rise together does not show that one made the other rise."],
};
