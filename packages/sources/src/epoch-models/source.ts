import { defineSource } from "../define-source.ts";
import { parse, recognise } from "./parse.ts";

const INDICATOR = "notable-ai-models";

export const source = defineSource({
  id: "epoch-models",
  title: "Notable AI models by country of organisation",
  short: { en: "Epoch AI's notable models", zh: "Epoch AI知名人工智能模型数据" },
  kind: "live",
  publisher: { name: "Epoch AI", url: "https://epoch.ai", country: "USA" },
  provenance: "research",
  licence: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/", republish: "values" },
  requests: [{ url: "https://epoch.ai/data/notable_ai_models.csv", accept: "text/csv", maxBytes: 30_000_000 }],
  schedule: { cron: "40 4 * * 1" },
  // The list changes weekly, but a year counts as full only once two later ones are in it: fourteen months after its end.
  cadence: { every: "P1Y", lag: "P14M", grace: "P4M", stillFilling: 2 },
  produces: [INDICATOR],
  expect: {
    observations: [100, 20_000],
    values: { [INDICATOR]: [0, 1_000] },
    mandatory: ["USA", "CHN"].map((area) => ({ indicator: INDICATOR, area, dimensions: {} })),
  },
  states: "everything",
  recognise,
  parse,
});
