import type { AlertRule, LocalizedText } from "@talent/core/alert/rule";
import type { Claim } from "@talent/core/claim/claim";
import { type Binding, bindingsOf, value } from "@talent/core/measure/measure";
import { seriesId } from "@talent/core/observation/series";
import { CLAIMS } from "../claims/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { periodKindOf, series } from "../series/series.ts";

import { displayUnit, seriesName } from "../series/series-name.ts";
import { numbersRule } from "./define-rule.ts";

/** Told from a twentieth of a point on, whatever part of the share that is. */
const intensityRevisionRule = (id: string, name: LocalizedText, of: Binding): AlertRule =>
  numbersRule({ id, name }, { kind: "revision", measure: value(of), periodKind: "year", unit: "percent of GDP", by: 0.05 });

const INTENSITY_RULES: readonly AlertRule[] = [
  intensityRevisionRule(
    "rd-intensity-revised",
    { en: "China's R&D as a share of GDP (World Bank), revised", "zh-CN": "中国研发投入强度，世界银行数据（修订）" },
    series("rd-intensity", "CHN"),
  ),
  intensityRevisionRule(
    "rd-intensity-nbs-revised",
    { en: "China's R&D as a share of GDP (statistics bureau), revised", "zh-CN": "中国研发投入强度，国家统计局数据（修订）" },
    series("rd-intensity-nbs", "CHN"),
  ),
];

/** One rule for each series that decides a verdict: reported when its source states a value anew by one per cent or more. */
function revisionRule(key: Binding): AlertRule {
  const name = seriesName(key);
  const codes = Object.keys(key.dimensions)
    .sort()
    .map((dimension) => key.dimensions[dimension] ?? "");
  const id = ["revised", key.indicator, key.area, ...codes].join("-").toLowerCase();
  return numbersRule(
    { id, name: { en: `${name.en}, revised`, "zh-CN": `${name["zh-CN"]}（修订）` } },
    {
      kind: "revision",
      measure: value(key),
      periodKind: periodKindOf(key),
      unit: displayUnit(indicatorById(key.indicator)?.unit ?? ""),
      by: 1,
      inPercent: true,
    },
  );
}

function decidingSeries({ readings }: Claim): readonly Binding[] {
  const deciding = readings.filter(({ primary, fit }) => primary && (fit === "same" || fit === "bridged"));
  return deciding.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));
}

/** Sources that state a value anew. */
export const REVISIONS: readonly AlertRule[] = [
  ...INTENSITY_RULES,
  ...[...new Map(CLAIMS.flatMap(decidingSeries).map((key) => [seriesId(key), key])).values()].map(revisionRule),
];
