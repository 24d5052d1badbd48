import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "stem-comparisons",
    title: "STEM graduates and doctorates by country, one research centre",
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
