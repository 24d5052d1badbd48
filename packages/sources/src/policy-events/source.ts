import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "policy-events",
    title: "Dated acts of states, with their legal text",
    short: { en: "Dated acts of states", zh: "有法律文本的政策大事记" },
    publisher: { name: "State Council of China; Federal Register (US)", url: "https://www.federalregister.gov/", country: "USA" },
    indicators: {
      "policy-in-force": [0, 1],
    },
    // The rhythm of our own review: an act not reviewed for over a year is not stated to be in force today.
    cadence: { every: "P1Y", lag: "P0D", grace: "P3M" },
  },
  import.meta.url,
);
