import { defineSource } from "../define-source.ts";
import { parse, recognise } from "./parse.ts";

export const source = defineSource({
  id: "qs-rankings",
  title: "QS World University Rankings",
  short: { en: "QS World University Rankings", zh: "QS世界大学排名" },
  kind: "deposit",
  publisher: { name: "QS Quacquarelli Symonds", url: "https://www.topuniversities.com", country: "GBR" },
  provenance: "research",
  licence: { name: "QS terms of use", url: "https://www.topuniversities.com/terms-conditions", republish: "counts" },
  requests: [],
  schedule: null,
  cadence: { every: "P1Y", lag: "P0D", grace: "P3M" },
  produces: ["qs-top100-universities", "qs-top50-universities", "qs-rank"],
  expect: {
    observations: [40, 600],
    values: { "qs-top100-universities": [0, 60], "qs-top50-universities": [0, 30], "qs-rank": [1, 500] },
    wholes: [{ kind: "within", part: "qs-top50-universities", whole: "qs-top100-universities", tolerance: 0 }],
    mandatory: [
      { indicator: "qs-top100-universities", area: "CHN", dimensions: {} },
      { indicator: "qs-top50-universities", area: "CHN", dimensions: {} },
      { indicator: "qs-rank", area: "CHN", dimensions: { university: "tsinghua" } },
      { indicator: "qs-rank", area: "CHN", dimensions: { university: "peking" } },
    ],
  },
  states: "own_periods",
  depositHint:
    "Open https://www.topuniversities.com/world-university-rankings, ask for the results workbook of an edition by its form, and hand it in with --url https://www.topuniversities.com/world-university-rankings/<edition>.",
  recognise,
  parse,
});
