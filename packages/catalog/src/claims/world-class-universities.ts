import type { Claim, Reading } from "@talent/core/claim/claim";
import { atLeast } from "@talent/core/measure/interval";
import { value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const shared = { expected: atLeast(3), unit: "universities", primary: false, fit: "bridged", provenance: "research" } as const;
const TOP_100_NOTE = "How far down the best go is not said; the first hundred of a world ranking is the usual reading.";
const TOP_50_NOTE = "How far down the best go is not said; the first fifty is a strict reading.";

const RANKINGS = [
  { id: "the", name: "Times Higher Education", edition: "edition 2025", held: "the newest on the article's day" },
  { id: "qs", name: "QS", edition: "edition 2024", held: "the newest whose list is held" },
  { id: "arwu", name: "ShanghaiRanking", edition: "edition 2020", held: "the newest whose list is held" },
] as const;

const readings = RANKINGS.flatMap(({ id, name, edition, held }): Reading[] => [
  {
    ...shared,
    id: `${id}-top-100`,
    says: `Mainland universities among the first hundred of the ${name} ranking, ${edition}, ${held}.`,
    measure: value(series(`${id}-top100-universities`, "CHN")),
    period: edition,
    primary: id === "the",
    bridge: TOP_100_NOTE,
    dataOrigin: name,
  },
  {
    ...shared,
    id: `${id}-top-50`,
    says: `Mainland universities among the first fifty of the ${name} ranking, ${edition}, ${held}.`,
    measure: value(series(`${id}-top50-universities`, "CHN")),
    period: edition,
    bridge: TOP_50_NOTE,
    dataOrigin: name,
  },
]);

export const claim: Claim = {
  id: "world-class-universities",
  paraphrase: {
    en: "A number of Chinese universities have a place among the best of the world.",
    zh: "中国有好几所大学跻身世界最好的大学之列。",
  },
  topic: { en: "Chinese universities among the world's best", zh: "跻身世界前列的中国大学" },
  place: { paragraph: 9, saidBy: "article", sourceNamed: null },
  kind: "rank_membership",
  asserted: "several among the best",
  readings: [
    ...readings,
    {
      ...shared,
      id: "arwu-top-100-reported",
      says: "Mainland universities among the first hundred of the ShanghaiRanking, edition 2018, as the press counted them; newer editions show in hindsight.",
      measure: value(series("universities-top100-reported", "CHN", { ranking: "arwu" })),
      period: "edition 2018",
      bridge: TOP_100_NOTE,
      provenance: "reported",
      dataOrigin: "ShanghaiRanking",
    },
  ],
  revisions: [],
  related: [series("universities-top100-reported", "USA", { ranking: "arwu" })],
  comparability: [
    "Mainland only: Hong Kong has five in the first hundred of two of the rankings.",
    "Editions of QS and Times Higher Education appear the year before their label.",
  ],
};
