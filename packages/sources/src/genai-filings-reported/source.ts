import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "genai-filings-reported",
    title: "Generative AI services filed, announced totals",
    short: { en: "China's announcements of generative AI filings", zh: "国家网信办公告的生成式人工智能服务备案总数" },
    publisher: { name: "Cyberspace Administration of China", url: "https://www.cac.gov.cn/", country: "CHN" },
    indicators: {
      "genai-services-filed-cumulative": [1, 20_000],
    },
    cadence: { every: "P2M", lag: "P1M", grace: "P3M" },
  },
  import.meta.url,
);
