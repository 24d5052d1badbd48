import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "genai-filings-reported",
    title: "Generative AI services filed, announced totals",
    publisher: { name: "Cyberspace Administration of China", url: "https://www.cac.gov.cn/", country: "CHN" },
    indicators: {
      "genai-services-filed-cumulative": [1, 20_000],
    },
    cadence: { every: "P2M", lag: "P1M", grace: "P3M" },
  },
  import.meta.url,
);
