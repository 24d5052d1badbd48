import type { Claim } from "@talent/core/claim/claim";
import { allPercent } from "@talent/core/measure/interval";
import { ratio, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const authors = (measure: "only-ever-in-china" | "with-affiliation-data") => value(series("deepseek-team", "CHN", { measure }));

export const claim: Claim = {
  id: "deepseek-educated-in-china",
  paraphrase: {
    en: "Everybody on the central team of DeepSeek studied at a university in China, its founder says.",
    zh: "DeepSeek创始人表示，其核心团队的每个人都在中国的大学读过书。",
  },
  topic: { en: "where DeepSeek's core team studied", zh: "DeepSeek核心团队的求学地" },
  place: { paragraph: 2, saidBy: "DeepSeek's founder", sourceNamed: null },
  kind: "share",
  asserted: "all",
  readings: [
    {
      id: "education-of-key-team",
      says: "Share of DeepSeek's core team that studied at a university in China; the education of its members is not held.",
      measure: null,
      notHeld: "not_held_by_us",
      expected: allPercent,
      unit: "%",
      period: "2025",
      primary: true,
      fit: "same",
      provenance: "research",
      dataOrigin: "Hoover Institution",
    },
    {
      id: "ever-affiliated-in-china",
      says: "Share of the authors of five DeepSeek papers who were ever affiliated with an institution in China.",
      measure: value(series("deepseek-team-share", "CHN", { measure: "ever-china-affiliated" })),
      expected: allPercent,
      unit: "%",
      period: "2025",
      primary: false,
      fit: "proxy",
      provenance: "research",
      dataOrigin: "Hoover Institution",
    },
    {
      id: "only-ever-in-china",
      says: "Authors who were never affiliated outside China, as a part of those with affiliation data.",
      measure: ratio(authors("only-ever-in-china"), authors("with-affiliation-data")),
      expected: null,
      unit: "of the authors",
      period: "2025",
      primary: false,
      fit: "related",
      provenance: "reported",
      dataOrigin: "Hoover Institution",
    },
  ],
  revisions: [],
  related: [series("deepseek-team", "CHN", { measure: "any-us-affiliation" }), series("deepseek-team", "CHN", { measure: "key-team" })],
  comparability: ["Affiliation is not education, and all authors are not the core team: the study cannot refute the founder."],
};
