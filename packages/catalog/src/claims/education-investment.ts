import type { Claim } from "@talent/core/claim/claim";
import { change, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { rising } from "./hedges.ts";

const up = { expected: rising, unit: "points", period: "2023", primary: false, provenance: "official" } as const;

export const claim: Claim = {
  id: "education-investment",
  paraphrase: {
    en: "China put much money into education, into science and technology before all else, and into its universities.",
    zh: "中国在教育上投入了大量资金，科学技术优先，大学也在其列。",
  },
  topic: { en: "China's spending on education", zh: "中国的教育投入" },
  place: { paragraph: 5, saidBy: "article", sourceNamed: null },
  kind: "direction",
  asserted: "invested heavily",
  readings: [
    {
      ...up,
      id: "education-spending-ten-years",
      says: "Public spending on education as a share of GDP, 2023 minus 2013, in percentage points.",
      measure: change(value(series("education-spending-share", "CHN")), { years: 10 }),
      primary: true,
      fit: "bridged",
      bridge: "Heavily has no number; a growing share of the economy is the plainest reading.",
      dataOrigin: "MOE",
    },
    {
      ...up,
      id: "tertiary-enrolment-five-years",
      says: "Tertiary enrolment rate, 2023 minus 2018, in percentage points: what the money bought in places.",
      measure: change(value(series("tertiary-enrolment-rate", "CHN")), { years: 5 }),
      fit: "proxy",
      dataOrigin: "MOE",
    },
    {
      ...up,
      id: "rd-intensity-two-years",
      says: "Research and development as a share of GDP, 2023 minus 2021, as the statistics bureau published it.",
      measure: change(value(series("rd-intensity-nbs", "CHN")), { years: 2 }),
      fit: "proxy",
      provenance: "reported",
      dataOrigin: "NBS",
    },
    {
      ...up,
      id: "rd-intensity-five-years",
      says: "Research and development as a share of GDP, 2023 minus 2018, in the international series.",
      measure: change(value(series("rd-intensity", "CHN")), { years: 5 }),
      fit: "proxy",
      dataOrigin: "NBS",
    },
  ],
  revisions: [],
  related: [series("rd-intensity", "USA"), series("researchers-per-million", "CHN")],
  comparability: [
    "Said twice, in paragraphs 5 and 9.",
    "Research and development is all of it, firms included, not what the state pays.",
    "The enrolment rate of China jumps by method from 2013 to 2014; the span used here lies after it.",
  ],
};
