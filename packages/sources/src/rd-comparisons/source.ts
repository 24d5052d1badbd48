import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "rd-comparisons",
    title: "Research and development, China and the US compared",
    short: { en: "R&D in China and the US compared", zh: "中美研发比较（美国国家科学与工程统计中心）" },
    publisher: {
      name: "National Center for Science and Engineering Statistics (US)",
      url: "https://ncses.nsf.gov/indicators",
      country: "USA",
    },
    indicators: {
      "rd-spending-ppp": [1, 5_000],
      "rd-government-share": [0, 100],
    },
    cadence: { every: "P2Y", lag: "P27M", grace: "P6M" },
  },
  import.meta.url,
);
