import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "ai-majors",
    title: "Undergraduate majors filed, approved and removed in China",
    short: { en: "China's lists of undergraduate majors", zh: "中国教育部本科专业备案、审批和撤销结果" },
    publisher: { name: "Ministry of Education (China)", url: "http://www.moe.gov.cn/", country: "CHN" },
    indicators: {
      "ai-major-approvals": [0, 1000],
      "ai-major-approvals-cumulative": [0, 3000],
      "ai-major-universities": [0, 3000],
      "ai-family-major-approvals": [0, 1000],
      "undergraduate-majors": [0, 10000],
    },
    cadence: { every: "P1Y", lag: "P4M", grace: "P3M" },
  },
  import.meta.url,
);
