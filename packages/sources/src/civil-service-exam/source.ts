import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "civil-service-exam",
    title: "National civil-service exam: applicants and posts",
    short: { en: "China's civil-service exam", zh: "国家公务员考试报名和招录人数" },
    publisher: { name: "State Administration of Civil Service (China)", url: "http://www.scs.gov.cn/", country: "CHN" },
    indicators: {
      "civil-service-applicants": [500_000, 10_000_000],
      "civil-service-posts": [5_000, 100_000],
    },
    cadence: { every: "P1Y", lag: "P15D", grace: "P45D" },
  },
  import.meta.url,
);
