import type { LocalizedText } from "@talent/core/alert/rule";
import { amountWords, numberWords } from "@talent/core/text/format";
import { periodZh } from "../alerts/notice-names.ts";
import { unitZh } from "../indicators/all.ts";
import { indicatorTitle, seriesName, seriesQualifiers } from "../series/series-name.ts";
import type { NumbersChoice } from "./choice.ts";
import { baselinePeriod, denominator } from "./chosen-series.ts";

/** What a reader watches and from which value on, in every language of notices. Throws InvalidRule when the choice lacks what it needs. */
export function userRuleName(choice: NumbersChoice, unit: string): LocalizedText {
  const what = watchedQuantity(choice);
  const when = conditionText(choice, unit);
  return { en: `${what.en}: ${when.en}`, "zh-CN": `${what["zh-CN"]}：${when["zh-CN"]}` };
}

function watchedQuantity(choice: NumbersChoice): LocalizedText {
  const { en, "zh-CN": zh } = seriesName(choice);
  switch (choice.watch) {
    case "year-on-year":
      return { en: `${en}, change on the year before`, "zh-CN": `${zh}，与上年同期相比的变化` };
    case "ratio":
      return ratioName(choice);
    case "claim-baseline": {
      const base = baselinePeriod(choice);
      return { en: `${en}, divided by its value for ${base}`, "zh-CN": `${zh}，与${periodZh(base)}之比` };
    }
    default:
      return { en, "zh-CN": zh };
  }
}

function ratioName(choice: NumbersChoice): LocalizedText {
  const [title, own, other] = [indicatorTitle(choice.indicator), seriesQualifiers(choice), seriesQualifiers(denominator(choice))];
  return {
    en: `${title.en}, ${own.en} divided by ${other.en}`,
    "zh-CN": `${title["zh-CN"]}，${own["zh-CN"]}与${other["zh-CN"]}之比`,
  };
}

function conditionText({ watch, op, threshold }: NumbersChoice, unit: string): LocalizedText {
  if (watch === "record-high" && threshold === 1) return { en: "a new high", "zh-CN": "创新高" };
  if (watch === "record-low" && threshold === 1) return { en: "a new low", "zh-CN": "创新低" };
  const isUp = watch === "record-high" || (watch !== "record-low" && op === ">=");
  if (unit === "in force") return isUp ? { en: "in force", "zh-CN": "生效" } : { en: "not in force", "zh-CN": "未生效" };
  return {
    en: `${isUp ? "at least" : "at most"} ${amountWords(threshold, unit)}`,
    "zh-CN": `${isUp ? "不低于" : "不高于"}${amountInChinese(threshold, unit)}`,
  };
}

const amountInChinese = (value: number, unit: string): string =>
  unit === "rank" ? `第${numberWords(value)}位` : `${numberWords(value)}${unitZh(unit)}`;
