import type { Locale, Watch } from "@talent/core/alert/rule";
import type { Verdict } from "@talent/core/claim/assessment";
import { dateWords, MONTHS } from "@talent/core/text/format";
import type { NoticeNames } from "@talent/core/text/notice-language";
import { labelYear, type Period, parsePeriod } from "@talent/core/time/period";
import { claimName } from "../claims/all.ts";
import { unitZh } from "../indicators/all.ts";
import type { SourceNames } from "./source-rules.ts";

const QUARTERS = ["first", "second", "third", "fourth"];
const UNITS_EN: Readonly<Record<string, string>> = { percent: "%", "percent of GDP": "% of GDP" };

/** What a notice of a rule with this watch calls things, in its language. */
export function noticeNames(watch: Watch, locale: Locale, sourceName: SourceNames): NoticeNames {
  const claim = watch.kind === "verdict" ? claimName(watch.claim)[locale] : "";
  const source = watch.kind === "source" ? sourceName(watch.source)[locale] : "";
  if (locale === "zh-CN") return { period: periodZh, unit: unitZh, verdict: (verdict) => VERDICTS_ZH[verdict], claim, source };
  return {
    period: periodInEnglish,
    unit: (unit) => UNITS_EN[unit] ?? unit,
    verdict: (verdict) => verdict.replaceAll("_", " "),
    claim,
    source,
  };
}

function periodInEnglish(id: string): string {
  const month = /^(\d{4})-(\d{2})$/.exec(id);
  if (month !== null) return `${MONTHS[Number(month[2]) - 1]} ${month[1]}`;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(id);
  if (quarter !== null) return `the ${QUARTERS[Number(quarter[2]) - 1]} quarter of ${quarter[1]}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(id) ? dateWords(id) : id;
}

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
  if (period.kind === "quarter") return `${year}年第${QUARTERS_ZH[id.slice(-1)]}季度`;
  return yearlyZh(period);
}

const QUARTERS_ZH: Readonly<Record<string, string>> = { 1: "一", 2: "二", 3: "三", 4: "四" };

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
