import type { Citation } from "@talent/core/observation/observation";
import type { Stated } from "./documents.ts";

const yearbook = (note: string): Citation => ({
  publisher: "Ministry of Education (China)",
  title: "Students in formal education by type and level",
  url: "http://www.moe.gov.cn/jyb_sjzl/",
  quality: "secondary",
  note,
});

const graduates = (period: string, value: number, publishedOn: string, status: "A" | "P" = "A"): Stated => ({
  indicator: "cn-graduates-regular",
  area: "CHN",
  dimensions: {},
  period,
  value,
  unit: "persons",
  status,
  publishedOn,
  knownFrom: { at: `${publishedOn}T00:00:00.000Z`, backDated: false },
  citation: yearbook("Regular undergraduate and short-cycle programmes."),
});

/** Actual totals of regular higher education; enough to test "fourteen times in twenty years". */
export const GRADUATES: readonly Stated[] = [
  graduates("1998", 829_800, "2000-12-31"),
  graduates("1999", 847_600, "2001-12-31"),
  graduates("2000", 949_800, "2002-12-31"),
  graduates("2001", 1_036_300, "2003-12-31"),
  graduates("2002", 1_337_300, "2004-12-31"),
  graduates("2018", 7_533_087, "2019-08-08"),
  graduates("2019", 7_585_298, "2020-06-11"),
  graduates("2020", 7_971_991, "2021-08-31"),
  graduates("2021", 8_265_064, "2023-01-04"),
  graduates("2022", 9_673_000, "2023-02-28", "P"),
];

const talent = (indicator: string, area: string, tier: string, period: string, value: number, n: number, publishedOn: string): Stated => ({
  indicator,
  area,
  dimensions: { tier },
  period,
  value,
  n,
  unit: "percent",
  publishedOn,
  knownFrom: { at: `${publishedOn}T00:00:00.000Z`, backDated: false },
  citation: {
    publisher: "MacroPolo (Paulson Institute)",
    title: "Global AI Talent Tracker",
    url: "https://archivemacropolo.org/",
    quality: "secondary",
    note: `n=${n}. One press report of the study.`,
  },
});

/** Sample shares of one study. */
export const TALENT: readonly Stated[] = [
  talent("top-ai-talent-origin", "CHN", "top-20", "2019", 29, 675, "2020-06-09"),
  talent("top-ai-talent-origin", "CHN", "top-20", "2022", 47, 867, "2024-03-06"),
  talent("top-ai-talent-origin", "USA", "top-20", "2022", 18, 867, "2024-03-06"),
  talent("top-ai-talent-workplace", "USA", "top-20", "2019", 59, 675, "2020-06-09"),
  talent("top-ai-talent-workplace", "USA", "top-20", "2022", 42, 867, "2024-03-06"),
  talent("top-ai-talent-workplace", "CHN", "top-20", "2019", 11, 675, "2020-06-09"),
  talent("top-ai-talent-workplace", "CHN", "top-20", "2022", 28, 867, "2024-03-06"),
];

/** Enough of one indicator for more than one page of an answer. */
export const VISAS: readonly Stated[] = ["CHN", "IND", "KOR", "USA"].flatMap((area, index) =>
  Array.from(
    { length: 10 },
    (_, i): Stated => ({
      indicator: "us-visas-issued-annual",
      area,
      dimensions: { visa_class: "F1" },
      period: `FY${2013 + i}`,
      value: 10_000 * (index + 1) + i,
      unit: "visas",
      ...(area === "KOR" && i === 0 ? { raw: "=1+2" } : {}),
    }),
  ),
);
