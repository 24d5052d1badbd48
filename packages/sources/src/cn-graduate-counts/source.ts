import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "cn-graduate-counts",
    title: "Graduates in China: actual totals, forecasts and bulletins",
    short: { en: "Graduates in China, totals and forecasts", zh: "中国毕业生数：实际数、预测数和公报" },
    publisher: {
      name: "Ministry of Education and National Bureau of Statistics (China)",
      url: "http://www.moe.gov.cn/jyb_sjzl/",
      country: "CHN",
    },
    indicators: {
      "cn-graduates-regular": [50_000, 20_000_000],
      "cn-graduates-forecast": [5_000_000, 20_000_000],
      "cn-graduates-bulletin": [40_000, 10_000_000],
    },
    cadence: { every: "P1Y", lag: "P3M", grace: "P8M" },
  },
  import.meta.url,
);
