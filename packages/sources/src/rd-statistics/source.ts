import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "rd-statistics",
    title: "Research and development in China, communiques",
    short: { en: "R&D communiques of China's statistics bureau", zh: "中国国家统计局研发经费公报" },
    publisher: { name: "National Bureau of Statistics of China", url: "https://www.stats.gov.cn/", country: "CHN" },
    indicators: {
      "rd-intensity-nbs": [0.1, 10],
      "rd-spending": [1_000, 200_000],
    },
    cadence: { every: "P1Y", lag: "P9M", grace: "P3M" },
  },
  import.meta.url,
);
