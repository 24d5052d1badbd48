import { defineSource } from "../define-source.ts";
import { INDEX_URL, monthPages } from "./month-pages.ts";
import { parse, recognise } from "./parse.ts";

const INDICATOR = "us-active-students";
const HTML = "text/html";

export const source = defineSource({
  id: "sevis-mapping",
  title: "Active student records by country of citizenship and level",
  short: { en: "SEVIS student records", zh: "美国SEVIS系统在册学生记录（按国籍和层次）" },
  kind: "live",
  publisher: {
    name: "US Department of Homeland Security, Student and Exchange Visitor Program",
    url: "https://studyinthestates.dhs.gov",
    country: "USA",
  },
  licence: { name: "US government work", republish: "values" },
  requests: [{ url: INDEX_URL, accept: HTML, maxBytes: 5_000_000 }],
  discover: (landing) => landing.flatMap(monthPages).map((url) => ({ url, accept: HTML, maxBytes: 5_000_000 })),
  schedule: { cron: "10 6 * * 3" },
  // A month's page comes in the first days of the next; whole months have been left out.
  cadence: { every: "P1M", lag: "P10D", grace: "P2M" },
  produces: [INDICATOR],
  expect: {
    observations: [2_500, 3_000],
    values: { [INDICATOR]: [0, 700_000] },
    mandatory: ["CHN", "IND"].flatMap((area) =>
      ["all", "bachelors", "masters", "doctorate"].map((level) => ({ indicator: INDICATOR, area, dimensions: { level } })),
    ),
    // The list of countries hardly changes from one month to the next.
    keeps: 0.95,
  },
  states: "own_periods",
  depositHint: `Open ${INDEX_URL}, save the page of a month as HTML, and hand it in with its address as --url.`,
  recognise,
  parse,
});
