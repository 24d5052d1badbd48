import type { CrossCheck, Tolerance } from "@talent/core/claim/cross-checks";
import type { SeriesKey } from "@talent/core/observation/observation";
import { series } from "./series.ts";

const EXACTLY_EQUAL: Tolerance = { share: 0 };
/** Bulletins print in units of ten thousand or a hundred, and say so nowhere near the number. */
const ROUNDING: Tolerance = { share: 0.005 };

type SeriesPair = { readonly left: SeriesKey; readonly right: SeriesKey };

/** One check for each code: the same two indicators, level by level or area by area. */
function checkPerCode<Code extends string>(
  codes: readonly Code[],
  id: string,
  sides: (code: Code) => SeriesPair,
  rest: Omit<CrossCheck, "id" | keyof SeriesPair>,
) {
  return codes.map((code): CrossCheck => ({ ...rest, ...sides(code), id: `${id}-${code.toLowerCase()}` }));
}

const LEVELS = ["postgraduate", "phd", "master", "regular-normal", "regular-short-cycle"] as const;
const CHINA_AND_US = ["CHN", "USA"] as const;

/**
 * Pairs of series about one thing. Two sources for one idea are two indicators; where they disagree beyond rounding and tolerance, a card says
 * by how much and why that is likely. The reasons are ours.
 */
export const CROSS_CHECKS: readonly CrossCheck[] = [
  ...checkPerCode(
    ["F1", "J1", "H1B", "all"],
    "visas-issued",
    (visa_class) => ({
      left: series("us-visas-issued-annual", "WLD", { visa_class }),
      right: series("us-visa-workload", "WLD", { visa_class, outcome: "issued" }),
    }),
    {
      about: "US visas of the class issued worldwide in the fiscal year",
      tolerance: EXACTLY_EQUAL,
      reason:
        "The workload report is a snapshot of its day, sometimes re-issued; from FY2019 the workbook counts applications, not consular actions.",
    },
  ),
  ...checkPerCode(
    LEVELS,
    "cn-graduates-table-and-bulletin",
    (level) => ({ left: series("cn-graduates", "CHN", { level }), right: series("cn-graduates-bulletin", "CHN", { level }) }),
    {
      about: "Graduates of Chinese higher education in the year, by level",
      tolerance: ROUNDING,
      reason: "The bulletin is earlier and rounded; the table is final.",
    },
  ),
  {
    id: "cn-graduates-table-and-long-series",
    about: "Graduates of regular higher education in China in the year",
    left: series("cn-graduates", "CHN", { level: "regular" }),
    right: series("cn-graduates-regular", "CHN"),
    tolerance: ROUNDING,
    reason:
      "The long series takes the newest years from provisional communiques; from data year 2021 the table prints two kinds of undergraduates apart.",
  },
  {
    id: "cn-doctorates",
    about: "Doctorates awarded in China in the year, all fields",
    left: series("cn-graduates", "CHN", { level: "phd" }),
    right: series("se-doctorates", "CHN", { field: "all" }),
    tolerance: ROUNDING,
    reason:
      "The US report takes its numbers of China from the same ministry, by way of an international collection, and restates them with each edition.",
  },
  {
    id: "cn-first-degrees",
    about: "Bachelor's degrees of regular programmes in China in the year",
    left: series("cn-graduates", "CHN", { level: "regular-normal" }),
    right: series("se-first-degrees", "CHN", { field: "all" }),
    tolerance: ROUNDING,
    reason: "The US report takes its numbers of China from the same ministry and restates them with each edition.",
  },
  ...checkPerCode(
    CHINA_AND_US,
    "neurips-papers",
    (area) => ({ left: series("neurips-paper-credits", area), right: series("neurips-papers-reported", area) }),
    {
      about: "Accepted NeurIPS papers of the year with an author in the country",
      tolerance: EXACTLY_EQUAL,
      reason: "Both go back to one tabulation of the conference's pages; affiliations are matched anew whenever it is made.",
    },
  ),
  ...checkPerCode(
    ["CHN", "IND", "WLD"],
    "students-in-us",
    (area) => ({ left: series("us-students-by-origin", area), right: series("students-open-doors", area) }),
    {
      about: "Students from the place of origin in the US in the academic year",
      tolerance: ROUNDING,
      reason:
        "The workbook restates earlier years; the press quotes the report of the day. Online students abroad were counted from 2020/21 to 2022/23 only.",
    },
  ),
  ...checkPerCode(
    CHINA_AND_US,
    "ai-companies-newly-funded",
    (area) => ({ left: series("ai-companies-newly-funded", area), right: series("ai-companies-newly-funded-reported", area) }),
    {
      about: "AI companies of the country newly funded in the year",
      tolerance: { share: 0.02 },
      reason: "The provider adds funding rounds to past years after the report was printed.",
    },
  ),
  ...checkPerCode(
    CHINA_AND_US,
    "arwu-top100",
    (area) => ({
      left: series("arwu-top100-universities", area),
      right: series("universities-top100-reported", area, { ranking: "arwu" }),
    }),
    {
      about: "Universities of the country in the ShanghaiRanking top 100 of the edition",
      tolerance: EXACTLY_EQUAL,
      reason:
        "Our count takes printed ranks up to 100 only; the press may count ties and bands at the edge, or Hong Kong with the mainland.",
    },
  ),
  {
    id: "cn-rd-intensity",
    about: "Research and development in China as a share of GDP in the year",
    left: series("rd-intensity", "CHN"),
    right: series("rd-intensity-nbs", "CHN"),
    tolerance: { points: 0.02 },
    reason:
      "The statistics bureau revised GDP upwards, which lowers the share of every earlier year; its older communiques still print the share over the old GDP.",
  },
  ...checkPerCode(
    CHINA_AND_US,
    "notable-models",
    (area) => ({ left: series("notable-ai-models", area), right: series("notable-models-ai-index", area) }),
    {
      about: "Notable AI models of the year from organisations of the country",
      tolerance: { share: 0.1 },
      reason:
        "The yearly report froze the list on its day; the list itself is filled in and revised every month, most of all for its newest years.",
    },
  ),
  {
    id: "us-doctorate-stay-intent",
    about: "Chinese doctorate recipients who intend to stay in the US, all fields, in the survey year",
    left: series("us-doctorate-stay-intent", "CHN"),
    right: series("doctorate-intent-to-stay", "CHN", { field: "all" }),
    tolerance: { points: 1 },
    reason: "Every issue of the survey revises earlier years slightly, and the wording of the base changed.",
  },
];
