import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "stem-comparisons",
    title: "STEM graduates and doctorates by country, one research centre",
    short: { en: "CSET's comparison of STEM graduates", zh: "CSET的STEM毕业生和博士国际比较" },
    publisher: {
      name: "Center for Security and Emerging Technology (CSET), Georgetown University",
      url: "https://cset.georgetown.edu/",
      country: "USA",
    },
    indicators: {
      "stem-graduates": [100_000, 10_000_000],
      "stem-graduates-share": [0, 100],
      "stem-phds": [10_000, 200_000],
    },
    // Single analyses without an announced successor.
    cadence: { every: "P4Y", lag: "P3Y", grace: "P1Y", orphaned: true },
  },
  import.meta.url,
);
