import { defineSource } from "../define-source.ts";
import { parse, recognise } from "./parse.ts";
import { INDEX_URL, tableLinks } from "./table-links.ts";

const TABLE = "application/pdf, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const VISAS = "us-visas-issued-monthly";

export const source = defineSource({
  id: "state-niv-monthly",
  title: "Nonimmigrant visas issued each month, by nationality and class",
  short: { en: "US visas issued, by month", zh: "美国国务院非移民签证签发量（月度）" },
  kind: "live",
  publisher: { name: "US Department of State, Bureau of Consular Affairs", url: "https://travel.state.gov", country: "USA" },
  licence: { name: "US government work", republish: "values" },
  requests: [{ url: INDEX_URL, accept: "text/html", maxBytes: 5_000_000 }],
  // Every month each time: tables are re-issued without notice, ten months of 2024 on one day.
  discover: (landing) => landing.flatMap(tableLinks).map((url) => ({ url, accept: TABLE, maxBytes: 20_000_000 })),
  schedule: { cron: "40 5 * * 3" },
  // A month is out one or two months after it; gaps of more than six months have been seen.
  cadence: { every: "P1M", lag: "P2M", grace: "P6M" },
  produces: [VISAS],
  expect: {
    // April 2020 had 663 rows, August 2023 had 4,000.
    observations: [400, 8_000],
    values: { [VISAS]: [0, 3_000_000] },
    mandatory: [
      { indicator: VISAS, area: "CHN", dimensions: { visa_class: "F1" } },
      { indicator: VISAS, area: "WLD", dimensions: { visa_class: "all" } },
    ],
  },
  states: "own_periods",
  depositHint: `Open ${INDEX_URL}, download the month's table by nationality and visa class, and hand it in with its link as --url.`,
  recognise,
  parse,
});
