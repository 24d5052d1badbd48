import type { Verdict } from "@talent/core/claim/assessment";
import { labelYear, type Period, parsePeriod } from "@talent/core/time/period";
import { CLAIMS_ZH } from "./names-zh/claims.ts";
import { CODES_ZH } from "./names-zh/codes.ts";
import { INDICATORS_ZH } from "./names-zh/indicators.ts";
import { SOURCES_ZH } from "./names-zh/sources.ts";
import { UNITS_ZH } from "./names-zh/units.ts";

/** A claim's paraphrase in Chinese (zh-CN); an unknown id is returned as it is, as in all functions here. */
export const claimZh = (id: string): string => nameIn(CLAIMS_ZH, id);

/** An indicator's title in Chinese. */
export const indicatorZh = (id: string): string => nameIn(INDICATORS_ZH, id);

/** A source's title in Chinese. */
export const sourceZh = (id: string): string => nameIn(SOURCES_ZH, id);

/** A unit as it follows a number in Chinese, without a space between. */
export const unitZh = (unit: string): string => nameIn(UNITS_ZH, unit);

/** A code of a dimension in Chinese; a publisher's own code that has no name here stays as it is. */
export function codeZh(dimension: string, code: string): string {
  return Object.hasOwn(CODES_ZH, dimension) ? nameIn(CODES_ZH[dimension] ?? {}, code) : code;
}

/** A verdict in a word or two of Chinese. Never a bare "true". */
export const verdictZh = (verdict: Verdict): string => VERDICTS_ZH[verdict];

const VERDICTS_ZH: Readonly<Record<Verdict, string>> = {
  supported: "有证据支持",
  contradicted: "与证据相悖",
  undetermined: "无法判定",
  not_checkable: "无法核查",
  holds: "成立",
  does_not_hold: "不成立",
  no_newer_data: "没有更新的数据",
  lapsed: "数据已过期",
  not_assessable: "无法评估",
  in_line: "方向一致",
  not_in_line: "方向不一致",
  open: "尚未到期",
  overdue: "已到期，待判定",
  context: "仅作背景",
  not_yet_assessed: "尚未评估",
};

/** A period's id in Chinese: `FY2024` is 2024财年, `exam 2026` is 2026年度国考. Throws InvalidPeriod for what is no period. */
export function periodZh(id: string): string {
  const period = parsePeriod(id);
  const [year = "", month = "", day = ""] = period.start.split("-");
  if (period.kind === "day") return `${year}年${Number(month)}月${Number(day)}日`;
  if (period.kind === "month") return `${year}年${Number(month)}月`;
  if (period.kind === "quarter") return `${year}年第${QUARTERS[id.slice(-1)]}季度`;
  return yearlyZh(period);
}

const QUARTERS: Readonly<Record<string, string>> = { 1: "一", 2: "二", 3: "三", 4: "四" };

function yearlyZh(period: Period): string {
  const year = labelYear(period);
  switch (period.kind) {
    case "fiscal_year":
      return `${year}财年`;
    case "academic_year":
      return `${period.id.slice(2)}学年`;
    case "edition":
      return `${year}年版`;
    case "exam":
      return `${year}年度国考`;
    case "batch":
      return `${year}年度批次`;
    default:
      return `${year}年`;
  }
}

const nameIn = (names: Readonly<Record<string, string>>, id: string): string => (Object.hasOwn(names, id) ? (names[id] ?? id) : id);
