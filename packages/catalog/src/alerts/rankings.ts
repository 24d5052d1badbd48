import type { AlertRule } from "@talent/core/alert/rule";
import { change, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { numbersRule } from "./define-rule.ts";

const RANKINGS = [
  { id: "qs", en: "QS", zh: "QS" },
  { id: "the", en: "Times Higher Education", zh: "泰晤士高等教育" },
  { id: "arwu", en: "ShanghaiRanking", zh: "软科" },
] as const;

/** Mainland universities among the first hundred of each ranking: every edition that moves their number by two, and when fewer than three are left. */
export const TOP_HUNDREDS: readonly AlertRule[] = RANKINGS.flatMap(({ id, en, zh }): AlertRule[] => {
  const count = value(series(`${id}-top100-universities`, "CHN"));
  const name = { en: `Chinese universities in the ${en} top 100`, "zh-CN": `进入${zh}排名前100位的中国大陆高校数` };
  return [
    numbersRule(
      { id: `${id}-top100-moves`, name: { en: `${name.en}, change on the edition before`, "zh-CN": `${name["zh-CN"]}比上一版的变化` } },
      {
        kind: "measure",
        measure: change(count, { years: 1 }),
        periodKind: "edition",
        unit: "universities",
        fires: [{ op: "moves_by", than: 2 }],
        recovers: [
          { op: ">=", than: -1 },
          { op: "<=", than: 1 },
        ],
        every: "period",
      },
    ),
    numbersRule(
      { id: `${id}-top100-below-three`, name, evidence: 2 },
      {
        kind: "measure",
        measure: count,
        periodKind: "edition",
        unit: "universities",
        fires: [{ op: "<", than: 3 }],
        recovers: [{ op: ">=", than: 4 }],
      },
    ),
  ];
});
