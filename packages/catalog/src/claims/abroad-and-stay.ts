import type { Claim } from "@talent/core/claim/claim";
import { manyPercent } from "@talent/core/measure/interval";
import { value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const stayed = (horizon: "5y" | "10y") => value(series("doctorate-stay-rate", "CHN", { horizon, field: "se" }));

const manyStay = { expected: manyPercent, unit: "%", primary: false, provenance: "official", dataOrigin: "NSF" } as const;
const OBSERVED_NOTE =
  "Recipients of US doctorates are the best-counted part of those who went abroad, and their stay is observed, not announced.";

export const claim: Claim = {
  id: "abroad-and-stay",
  paraphrase: {
    en: "Through decades the best Chinese students left to study in other countries, and a good part of them never went home.",
    zh: "几十年来，中国最优秀的学生出国深造，其中相当一部分人再没有回国。",
  },
  topic: { en: "Chinese graduates who stay abroad", zh: "留在国外的中国毕业生" },
  place: { paragraph: 9, saidBy: "article", sourceNamed: null },
  kind: "share",
  asserted: "many stayed",
  readings: [
    {
      ...manyStay,
      id: "five-year-stay",
      says: "Share of Chinese recipients of a US doctorate in science or engineering who were in the US five years later, measured in 2021.",
      measure: stayed("5y"),
      period: "2021",
      primary: true,
      fit: "bridged",
      bridge: OBSERVED_NOTE,
    },
    {
      ...manyStay,
      id: "five-year-stay-2003",
      says: "Share of Chinese recipients of a US doctorate in science or engineering who were in the US five years later, measured in 2003, the earliest held.",
      measure: stayed("5y"),
      period: "2003",
      newest: "fixed",
      fit: "bridged",
      bridge: `${OBSERVED_NOTE} Before 2013 by an earlier method.`,
    },
    {
      ...manyStay,
      id: "ten-year-stay",
      says: "Share of Chinese recipients of a US doctorate in science or engineering who were in the US ten years later, measured in 2021.",
      measure: stayed("10y"),
      period: "2021",
      fit: "bridged",
      bridge: OBSERVED_NOTE,
    },
    {
      ...manyStay,
      id: "intent-to-stay",
      says: "Share of new Chinese doctorate recipients of all fields who said in 2023 that they would stay.",
      measure: value(series("doctorate-intent-to-stay", "CHN", { field: "all" })),
      period: "2023",
      fit: "proxy",
    },
    {
      ...manyStay,
      id: "intent-to-stay-2012",
      says: "Share of new Chinese doctorate recipients who said in the survey of 2012 that they would stay.",
      measure: value(series("us-doctorate-stay-intent", "CHN")),
      period: "2012",
      fit: "proxy",
    },
    {
      ...manyStay,
      id: "doctorates-awarded",
      says: "US doctorates awarded to Chinese citizens, for the size of the group.",
      measure: value(series("us-doctorates-awarded", "CHN")),
      expected: null,
      unit: "persons",
      period: "2012",
      fit: "related",
    },
    {
      ...manyStay,
      id: "students-in-the-us",
      says: "Chinese students in the United States, for the size of the group.",
      measure: value(series("us-students-by-origin", "CHN")),
      expected: null,
      unit: "students",
      period: "AY2022-23",
      fit: "related",
      provenance: "research",
      dataOrigin: "IIE",
    },
  ],
  revisions: [],
  related: [series("students-open-doors", "CHN"), series("top-ai-talent-cn-graduate-path", "CHN", { "graduate-school": "USA" })],
  comparability: [
    "Staying as observed, intending to stay, visas and enrolment are four different things.",
    "China includes Hong Kong in both doctorate surveys.",
    "The field taxonomy changed in 2021.",
  ],
};
