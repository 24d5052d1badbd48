import { defineSource } from "../define-source.ts";
import { REQUESTS } from "./addresses.ts";
import { parse, recognise } from "./parse.ts";

export const source = defineSource({
  id: "world-bank",
  title: "Research, researchers and tertiary enrolment, World Development Indicators",
  short: { en: "World Development Indicators", zh: "世界银行世界发展指标：研发、研究人员和高等教育入学率" },
  kind: "live",
  publisher: { name: "World Bank", url: "https://data.worldbank.org", country: "USA" },
  // An official compiler: national statistics offices and UNESCO state the figures.
  provenance: "official",
  licence: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/", republish: "values" },
  requests: REQUESTS.map((url) => ({ url, accept: "application/json", maxBytes: 20_000_000 })),
  schedule: { cron: "0 4 * * 5" },
  // In July 2026 spending and researchers of 2023 were the newest, enrolment a year ahead of them.
  cadence: { every: "P1Y", lag: "P24M", grace: "P6M" },
  produces: ["rd-intensity", "tertiary-enrolment-rate", "researchers-per-million"],
  expect: {
    observations: [1, 30_000],
    // A small country whose researchers commute to it has had 20,047 per million people.
    values: { "rd-intensity": [0, 12], "tertiary-enrolment-rate": [0, 200], "researchers-per-million": [0, 40_000] },
  },
  states: "own_periods",
  depositHint:
    "Download the CSV of a series from https://data.worldbank.org and hand in the archive, or the file named API_*.csv that is in it.",
  recognise,
  parse,
});
