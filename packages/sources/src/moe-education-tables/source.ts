import { defineSource } from "../define-source.ts";
import { INDEXES, OLDER_TABLES, tableLink } from "./addresses.ts";
import { parse, recognise } from "./parse.ts";

const INDICATORS = ["cn-graduates", "cn-entrants", "cn-enrolment"] as const;
const ALWAYS = ["postgraduate", "phd", "master", "regular-normal", "regular-short-cycle"];
const request = (url: string) => ({ url, accept: "text/html", maxBytes: 5_000_000 });

export const source = defineSource({
  id: "moe-education-tables",
  title: "Students in formal education of all levels, China",
  short: { en: "Tables of China's Ministry of Education", zh: "中国教育部各级各类学历教育学生统计表" },
  kind: "live",
  publisher: { name: "Ministry of Education of the People's Republic of China", url: "http://www.moe.gov.cn", country: "CHN" },
  licence: { name: "Government statistics, no stated licence", republish: "values" },
  requests: INDEXES.map(request),
  discover: (landing) => [...landing.map(tableLink), ...OLDER_TABLES].map(request),
  schedule: { cron: "30 3 * * 4" },
  // Six to ten months after the data year to 2020, twelve to fifteen since.
  cadence: { every: "P1Y", lag: "P15M", grace: "P3M" },
  produces: INDICATORS,
  expect: {
    observations: [24, 40],
    // The smallest row is doctorates; numbers in ten thousands are below these ranges, secondary schools above.
    values: { "cn-graduates": [20_000, 15_000_000], "cn-entrants": [30_000, 15_000_000], "cn-enrolment": [100_000, 50_000_000] },
    mandatory: INDICATORS.flatMap((indicator) => ALWAYS.map((level) => ({ indicator, area: "CHN", dimensions: { level } }))),
  },
  states: "own_periods",
  depositHint: `Open ${INDEXES[0]}, save the table of students of all levels as HTML, and hand it in with its address as --url.`,
  recognise,
  parse,
});
