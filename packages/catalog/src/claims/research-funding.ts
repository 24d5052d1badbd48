import type { Claim } from "@talent/core/claim/claim";
import { above } from "@talent/core/measure/interval";
import { growth, growthSince, ratio, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const up = { expected: above(1), unit: "x", primary: false } as const;

export const claim: Claim = {
  id: "research-funding",
  paraphrase: { en: "Beijing spends freely on research projects.", zh: "中国政府为科研项目投入不遗余力。" },
  topic: { en: "China's state funding of research", zh: "中国政府的科研投入" },
  place: { paragraph: 16, saidBy: "Marina Zhang", sourceNamed: null },
  kind: "direction",
  asserted: "poured money",
  readings: [
    {
      ...up,
      id: "state-appropriation-ten-years",
      says: "State appropriation for science and technology in 2023 divided by that of 2013.",
      measure: growth(value(series("st-appropriation", "CHN")), { years: 10 }),
      period: "2023",
      primary: true,
      fit: "bridged",
      bridge: "Poured has no number; more than ten years before is the plainest reading. Not corrected for prices.",
      provenance: "official",
      dataOrigin: "Ministry of Finance",
    },
    {
      ...up,
      id: "rd-spending-two-years",
      says: "All spending on research and development in 2023 divided by that of 2021.",
      measure: growth(value(series("rd-spending", "CHN")), { years: 2 }),
      period: "2023",
      fit: "proxy",
      provenance: "reported",
      dataOrigin: "NBS",
    },
    {
      ...up,
      id: "rd-spending-since-2000",
      says: "All spending on research and development in comparable dollars, 2021 divided by 2000.",
      measure: growthSince(value(series("rd-spending-ppp", "CHN")), { base: "2000" }),
      period: "2021",
      fit: "proxy",
      provenance: "official",
      dataOrigin: "NBS",
    },
    {
      ...up,
      id: "state-share-against-us",
      says: "Share of research and development that the state pays for, China divided by the US, 2021.",
      measure: ratio(value(series("rd-government-share", "CHN")), value(series("rd-government-share", "USA"))),
      expected: null,
      period: "2021",
      fit: "related",
      provenance: "official",
      dataOrigin: "NSF",
    },
  ],
  revisions: [],
  related: [series("rd-government-share", "CHN"), series("rd-government-share", "USA")],
  comparability: [
    "Spending on all research and development is not the state's: the share it pays for is shown beside it.",
    "State-owned firms count as business in China.",
  ],
};
