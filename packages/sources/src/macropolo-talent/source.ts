import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "macropolo-talent",
    title: "Global AI Talent Tracker, figures read by hand",
    short: { en: "MacroPolo's talent tracker", zh: "MacroPolo全球人工智能人才追踪（人工读取的数字）" },
    publisher: { name: "MacroPolo (Paulson Institute)", url: "https://archivemacropolo.org/", country: "USA" },
    indicators: {
      "top-ai-talent-origin": [0, 100],
      "top-ai-talent-workplace": [0, 100],
      "top-ai-talent-cn-graduate-path": [0, 100],
      "neurips-accepted": [500, 30000],
    },
    // The institute closed: no third edition of this method will come.
    cadence: { every: "P3Y", lag: "P15M", grace: "P6M", orphaned: true },
  },
  import.meta.url,
);
