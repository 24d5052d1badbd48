import { defineSource } from "../define-source.ts";
import { parse, recognise } from "./parse.ts";
import { LANDING_URL, workbookLink } from "./workbook-link.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const source = defineSource({
  id: "state-niv-annual",
  title: "Nonimmigrant visas issued, by nationality and class",
  short: { en: "US visas issued, by year", zh: "美国国务院非移民签证签发量（年度）" },
  kind: "live",
  publisher: { name: "US Department of State, Bureau of Consular Affairs", url: "https://travel.state.gov", country: "USA" },
  licence: { name: "US government work", republish: "values" },
  requests: [{ url: LANDING_URL, accept: "text/html", maxBytes: 5_000_000 }],
  discover: (landing) => landing.map((page) => ({ url: workbookLink(page), accept: XLSX, maxBytes: 30_000_000 })),
  schedule: { cron: "20 5 * * 2" },
  // FY2018 was out by April, FY2024 saved in July.
  cadence: { every: "P1Y", lag: "P10M", grace: "P3M" },
  produces: ["us-visas-issued-annual"],
  expect: {
    observations: [100, 1_000_000],
    values: { "us-visas-issued-annual": [-10, 20_000_000] },
    mandatory: ["F1", "H1B", "J1", "all"].map((visa_class) => ({
      indicator: "us-visas-issued-annual",
      area: "CHN",
      dimensions: { visa_class },
    })),
  },
  states: "everything",
  depositHint: `Open ${LANDING_URL}, download the workbook of issuances by nationality and visa class, and hand it in with its link as --url.`,
  recognise,
  parse,
});
