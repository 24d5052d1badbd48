import type { LocalizedText } from "@talent/core/alert/rule";
import type { SeriesKey } from "@talent/core/observation/observation";
import { areaName } from "../areas/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { areaZh } from "../names-zh/areas.ts";
import { codeZh, indicatorZh } from "../names-zh.ts";

/** Codes that do not read as English when their hyphens are gone. */
const ENGLISH_CODES: Readonly<Record<string, string>> = {
  F1: "F-1",
  J1: "J-1",
  "5y": "five years on",
  "10y": "ten years on",
  "ai-plan-2017": "AI plan of 2017",
  CHN: "in China",
  opt: "on practical training",
  peking: "Peking University",
  phd: "PhD",
  "proclamation-10043": "Proclamation 10043",
  se: "science and engineering",
  "top-0.5": "top 0.5 %",
  "top-2": "top 2 %",
  "top-20": "top 20 %",
  tsinghua: "Tsinghua University",
  USA: "in the US",
};

/** A series in words, in every language of notices: the indicator's title, then what tells it from others of the same indicator. */
export function seriesName(key: SeriesKey): LocalizedText {
  const { en, "zh-CN": zh } = seriesQualifiers(key);
  return { en: `${indicatorTitle(key.indicator).en}, ${en}`, "zh-CN": `${indicatorTitle(key.indicator)["zh-CN"]}，${zh}` };
}

/** An indicator's title in every language of notices. */
export const indicatorTitle = (indicator: string): LocalizedText => ({
  en: indicatorById(indicator)?.title ?? indicator,
  "zh-CN": indicatorZh(indicator),
});

/** Area and codes of a series, without its indicator. */
export function seriesQualifiers({ area, dimensions }: SeriesKey): LocalizedText {
  const codes = Object.entries(dimensions);
  return {
    en: [areaName(area), ...codes.map(([, code]) => codeInEnglish(code))].join(", "),
    "zh-CN": [areaZh(area), ...codes.map(([dimension, code]) => codeZh(dimension, code))].join("，"),
  };
}

/** A unit of an indicator as a watched value is shown in it: "%" for per cent; a score's points are told from points of a percentage. */
export function displayUnit(unit: string): string {
  if (unit === "percent") return "%";
  return unit === "points" ? "score points" : unit;
}

function codeInEnglish(code: string): string {
  if (Object.hasOwn(ENGLISH_CODES, code)) return ENGLISH_CODES[code] ?? code;
  return /^[a-z0-9.-]+$/.test(code) ? code.replaceAll("-", " ") : code;
}
