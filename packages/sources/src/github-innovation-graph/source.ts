import { defineSource } from "../define-source.ts";
import { FILES, LEAST_PRINTED, REQUESTS } from "./files.ts";
import { parse, recognise } from "./parse.ts";

export const source = defineSource({
  id: "github-innovation-graph",
  title: "Developers, pushes, organisations and repositories by economy",
  short: { en: "GitHub Innovation Graph", zh: "GitHub创新图谱" },
  kind: "live",
  publisher: { name: "GitHub", url: "https://innovationgraph.github.com", country: "USA" },
  provenance: "research",
  licence: { name: "CC0 1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/", republish: "values" },
  requests: REQUESTS.map((url) => ({ url, accept: "text/csv", maxBytes: 10_000_000 })),
  schedule: { cron: "50 4 * * 2" },
  // The quarters to the end of 2024 came out four to six months after their end.
  cadence: { every: "P3M", lag: "P6M", grace: "P3M" },
  produces: ["github-developers", "github-pushes", "github-organizations", "github-repositories"],
  expect: {
    observations: [150, 60_000],
    values: Object.fromEntries(FILES.map(({ indicator, most }) => [indicator, [LEAST_PRINTED, most]])),
    keeps: 0.97,
  },
  // Releases append; a shorter file is a piece, not a withdrawal of the newest quarters.
  states: "own_periods",
  recognise,
  parse,
});
