import type { LocalizedText } from "@talent/core/alert/rule";
import type { SeriesKey } from "@talent/core/observation/observation";
import { localized, type Name } from "@talent/core/text/name";
import { areaName, areaZh } from "../areas/all.ts";
import { indicatorById } from "../indicators/all.ts";

/** A series in words, in every language of notices: the indicator's title, then what distinguishes it from others of the same indicator. */
export function seriesName(key: SeriesKey): LocalizedText {
  const { en, "zh-CN": zh } = seriesQualifiers(key);
  return { en: `${indicatorTitle(key.indicator).en}, ${en}`, "zh-CN": `${indicatorTitle(key.indicator)["zh-CN"]}，${zh}` };
}

/** An indicator's title in every language of notices. */
export const indicatorTitle = (indicator: string): LocalizedText => localized(indicatorById(indicator)?.title ?? { en: indicator });

/** Area and codes of a series, without its indicator. */
export function seriesQualifiers({ indicator, area, dimensions }: SeriesKey): LocalizedText {
  const names = indicatorById(indicator)?.names.codes ?? {};
  const codes = Object.entries(dimensions).map(([dimension, code]) => codeName(names[dimension] ?? {}, code));
  return {
    en: [areaName(area), ...codes.map(({ en }) => en)].join(", "),
    "zh-CN": [areaZh(area), ...codes.map((name) => name["zh-CN"])].join("，"),
  };
}

/** A unit of an indicator as a watched value is shown in it: "%" for per cent; a score's points are distinguished from percentage points. */
export function displayUnit(unit: string): string {
  if (unit === "percent") return "%";
  return unit === "points" ? "score points" : unit;
}

/** A code without a name is read as English where it is words joined by hyphens, and stands as it is where a publisher prints it so. */
function codeName(names: Readonly<Record<string, Partial<Name>>>, code: string): LocalizedText {
  const { en, zh } = Object.hasOwn(names, code) ? (names[code] ?? {}) : {};
  const words = en ?? (/^[a-z0-9.-]+$/.test(code) ? code.replaceAll("-", " ") : code);
  return { en: words, "zh-CN": zh ?? (en === undefined ? code : en) };
}
