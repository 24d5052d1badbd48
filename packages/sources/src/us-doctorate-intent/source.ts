import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "us-doctorate-intent",
    title: "Intention to stay of Chinese doctorate recipients, newer survey issues",
    short: { en: "Survey of Earned Doctorates, intention to stay", zh: "美国博士学位获得者调查（较新各期的留美意向）" },
    publisher: {
      name: "National Center for Science and Engineering Statistics (US)",
      url: "https://ncses.nsf.gov/surveys/earned-doctorates/",
      country: "USA",
    },
    indicators: {
      "doctorate-intent-to-stay": [0, 100],
    },
    cadence: { every: "P1Y", lag: "P12M", grace: "P6M" },
  },
  import.meta.url,
);
