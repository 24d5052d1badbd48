import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "ai-research-reported",
    title: "AI papers, models and rankings, as reported",
    short: { en: "AI papers, models and rankings, as reported", zh: "人工智能论文、模型和排名（据报道）" },
    publisher: { name: "Publishers quoted by the press", url: "https://hai.stanford.edu/ai-index", country: "USA" },
    indicators: {
      "neurips-papers-reported": [0, 20_000],
      "notable-models-ai-index": [0, 1_000],
      "critical-tech-lead": [0, 64],
      "universities-top100-reported": [0, 100],
    },
    cadence: { every: "P1Y", lag: "P6M", grace: "P6M" },
  },
  import.meta.url,
);
