import type { ParsedObservation } from "@talent/core/observation/observation";
import { ignored } from "@talent/readers/text/look-up-code";

/** Every level we read, and the codes of its numbers: one object for each, so that numbers which share it need not spell it out. */
export const LEVEL_DIMENSIONS = {
  postgraduate: { level: "postgraduate" },
  phd: { level: "phd" },
  master: { level: "master" },
  regular: { level: "regular" },
  "regular-normal": { level: "regular-normal" },
  "regular-short-cycle": { level: "regular-short-cycle" },
  adult: { level: "adult" },
  "adult-normal": { level: "adult-normal" },
  "adult-short-cycle": { level: "adult-short-cycle" },
  "web-based": { level: "web-based" },
  "web-based-normal": { level: "web-based-normal" },
  "web-based-short-cycle": { level: "web-based-short-cycle" },
} as const;

export type Level = keyof typeof LEVEL_DIMENSIONS;

/** A row's level. `ignored`: reviewed and left out, though its number still has to add up. */
export type RowLevel = Level | typeof ignored;

/** A section of higher education: its own row, and the rows that stand under it by their Chinese names, whole by its parts. */
export type Section = { readonly own: RowLevel; readonly parts: Readonly<Record<string, RowLevel>> };

const programmeSection = (section: "regular" | "adult" | "web-based"): Section => ({
  own: section,
  parts: { 本科: `${section}-normal`, 专科: `${section}-short-cycle` },
});

/**
 * Sections by name, because their numbers and order change and because two rows have one name in each. From data year 2021 the regular
 * section is printed as two: undergraduates, and vocational programmes with nearly all short-cycle ones. Their total is printed nowhere.
 */
export const SECTIONS: Readonly<Record<string, Section>> = {
  研究生: { own: "postgraduate", parts: { 博士: "phd", 硕士: "master" } },
  普通本专科: programmeSection("regular"),
  普通本科: { own: "regular-normal", parts: {} },
  职业本专科: { own: ignored, parts: { 本科: ignored, 专科: "regular-short-cycle" } },
  成人本专科: programmeSection("adult"),
  网络本专科生: programmeSection("web-based"),
  其他各类高等学历教育: { own: ignored, parts: {} },
  在职人员攻读硕士学位: { own: ignored, parts: {} },
};

export const COLUMNS = { 毕业生数: "cn-graduates", 招生数: "cn-entrants", 在校生数: "cn-enrolment" } as const;
export type Column = keyof typeof COLUMNS;

/** The English that may stand under each Chinese header. */
export const ENGLISH: Readonly<Record<Column, RegExp>> = { 毕业生数: /^graduates$/, 招生数: /^entrants$/, 在校生数: /^enroll?ment$/ };

const POSTGRADUATE: readonly Level[] = ["postgraduate", "phd", "master"];
const SPLIT_IN_2021: readonly Level[] = ["regular-normal", "regular-short-cycle"];

/** B where a series means something else from that data year on. Postgraduates were counted more widely from 2017, their graduates were not. */
export function statusOf(year: number, level: Level, column: Column): ParsedObservation["status"] {
  const wider = year === 2017 && POSTGRADUATE.includes(level) && column !== "毕业生数";
  const split = year === 2021 && SPLIT_IN_2021.includes(level);
  return wider || split ? "B" : "A";
}
