import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "us-doctorate-stay",
    title: "Chinese doctorate recipients still in the US, by Science and Engineering Indicators",
    short: { en: "Stay rates of Chinese doctorate recipients", zh: "美国《科学与工程指标》中国博士留美比例" },
    publisher: {
      name: "National Center for Science and Engineering Statistics (US)",
      url: "https://ncses.nsf.gov/indicators",
      country: "USA",
    },
    indicators: {
      "doctorate-stay-rate": [0, 100],
    },
    // Measured about every two years; the year measured is over two years old when it is printed.
    cadence: { every: "P2Y", lag: "P27M", grace: "P6M" },
  },
  import.meta.url,
);
