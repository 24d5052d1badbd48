import type { Claim, Reading } from "@talent/core/claim/claim";
import { interval } from "@talent/core/measure/interval";
import { max, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const RANKINGS = [
  { id: "the", name: "Times Higher Education", edition: "edition 2025" },
  { id: "qs", name: "QS", edition: "edition 2024" },
  { id: "arwu", name: "ShanghaiRanking", edition: "edition 2020" },
] as const;

const readings = RANKINGS.map(
  ({ id, name, edition }): Reading => ({
    id: `${id}-both-in-top-50`,
    says: `The worse rank of Tsinghua and Peking University in the ${name} ranking, ${edition}: both within the first fifty.`,
    measure: max([
      value(series(`${id}-rank`, "CHN", { university: "tsinghua" })),
      value(series(`${id}-rank`, "CHN", { university: "peking" })),
    ]),
    expected: interval(1, 50),
    unit: "rank",
    period: edition,
    primary: id === "the",
    fit: "bridged",
    bridge: "World-class names no rank; the first fifty is a strict reading.",
    provenance: "research",
    dataOrigin: name,
  }),
);

export const claim: Claim = {
  id: "tsinghua-peking",
  paraphrase: {
    en: "China's leading universities, Tsinghua and Peking by name, are of world rank.",
    zh: "以清华大学和北京大学为代表的中国顶尖高校达到了世界一流水平。",
  },
  topic: { en: "the rank of Tsinghua and Peking University", zh: "清华和北大的世界排名" },
  place: { paragraph: 15, saidBy: "article", sourceNamed: null },
  kind: "rank_membership",
  asserted: "world-class",
  readings,
  revisions: [],
  related: [],
  comparability: ["The newest lists held differ by ranking: edition 2025, 2024 and 2020."],
};
