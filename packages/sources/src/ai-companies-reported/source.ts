import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "ai-companies-reported",
    title: "AI companies and investment, as reported",
    short: { en: "AI companies and investment, as reported", zh: "人工智能企业和投资（据报道）" },
    publisher: { name: "Stanford HAI (AI Index); Hurun; Chinese officials", url: "https://hai.stanford.edu/ai-index", country: "USA" },
    licence: { name: "CC BY-ND 4.0 (AI Index); single figures of Hurun and officials, cited", republish: "unmodified" },
    indicators: {
      "ai-enterprises": [100, 100_000],
      "ai-private-investment": [0, 2_000],
      "ai-companies-newly-funded-reported": [0, 20_000],
      "unicorns-hurun": [0, 10_000],
    },
    cadence: { every: "P1Y", lag: "P5M", grace: "P4M" },
  },
  import.meta.url,
);
