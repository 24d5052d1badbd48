import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "deepseek-team",
    title: "Authors of DeepSeek papers, one study",
    short: { en: "Hoover Institution's study of DeepSeek's authors", zh: "胡佛研究所对DeepSeek论文作者的研究" },
    publisher: { name: "Hoover Institution, Stanford University", url: "https://www.hoover.org/", country: "USA" },
    indicators: {
      "deepseek-team": [0, 1_000],
      "deepseek-team-share": [0, 100],
    },
    // One study of five papers; none announced after it.
    cadence: { every: "P1Y", lag: "P4M", grace: "P6M", orphaned: true },
  },
  import.meta.url,
);
