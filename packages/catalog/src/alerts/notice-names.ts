import type { Locale, Watch } from "@talent/core/alert/rule";
import { dateWords, MONTHS } from "@talent/core/measure/format";
import type { NoticeNames } from "@talent/core/text/notice-language";
import { claimById } from "../claims/all.ts";
import { claimZh, periodZh, unitZh, verdictZh } from "../names-zh.ts";
import { sourceName } from "./sources.ts";

const QUARTERS = ["first", "second", "third", "fourth"];
const UNITS_EN: Readonly<Record<string, string>> = { percent: "%", "percent of GDP": "% of GDP" };

/** What a notice of a rule with this watch calls things, in its language. */
export function noticeNames(watch: Watch, locale: Locale): NoticeNames {
  const claim = watch.kind === "verdict" ? watch.claim : "";
  const source = watch.kind === "source" ? sourceName(watch.source)[locale] : "";
  if (locale === "zh-CN") return { period: periodZh, unit: unitZh, verdict: verdictZh, claim: claimZh(claim), source };
  return {
    period: periodInEnglish,
    unit: (unit) => UNITS_EN[unit] ?? unit,
    verdict: (verdict) => verdict.replaceAll("_", " "),
    claim: claimById(claim)?.paraphrase ?? claim,
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
