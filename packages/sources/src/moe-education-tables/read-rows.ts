import type { Refusal } from "@talent/core/capture/capture";
import { InvalidRow, LayoutChanged, refusalOf, TotalMismatch, UnknownCode } from "@talent/core/capture/errors";
import type { HtmlRow } from "@talent/readers/html/labelled-table";
import type { Cell } from "@talent/readers/table/cell";
import { ignored } from "@talent/readers/text/look-up-code";
import { parseInteger } from "@talent/readers/text/number";
import { quoted } from "@talent/readers/text/plain-text";
import type { FoundTable } from "./find-table.ts";
import { isBlank, type Label, readLabel, withoutWhitespace } from "./label.ts";
import { COLUMNS, type Column, type Level, type RowLevel, SECTIONS, type Section } from "./levels.ts";

const HIGHER_EDUCATION = "高等教育";
const NO_NUMBER = /^[-–—―…]*$/u;

/** One printed number of a reviewed row. */
export type LevelNumber = { readonly level: RowLevel; readonly column: Column; readonly cell: Cell; readonly value: number };

type LevelNumbers = readonly LevelNumber[];
type OpenSection = { readonly section: Section | null; own: LevelNumbers; parts: LevelNumbers[] };

/**
 * Every number of higher education by level, sections matched by name and rows by the section they stand in. Throws LayoutChanged when the
 * part is not there, TotalMismatch when the rows under a section do not make it.
 */
export function readRows({ header, rows, at }: FoundTable, refusals: Refusal[]): (LevelNumber & { readonly level: Level })[] {
  const sections: OpenSection[] = [];
  const labels = Math.min(...Object.values(at));
  let inside = false;
  for (const row of rows) {
    const cell = labelCell(row, labels);
    const label = readLabel(cell.text);
    if (label.top) inside = label.name === HIGHER_EDUCATION;
    else if (inside && row.cells.some(({ text }) => !isBlank(text))) readRow(row, cell, label, at, sections, refusals);
  }
  if (sections.length === 0) throw new LayoutChanged(`the table has no part "${HIGHER_EDUCATION}"`, header[0]);
  for (const section of sections) assertPartsMakeWhole(section);
  return sections.flatMap(({ own, parts }) => [...own, ...parts.flat()]).filter(isStated);
}

function readRow(row: HtmlRow, cell: Cell, { name }: Label, at: FoundTable["at"], sections: OpenSection[], refusals: Refusal[]): void {
  const section = Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined;
  const current = sections.at(-1);
  if (section !== undefined) sections.push({ section, own: numbersOf(row, at, section.own, refusals), parts: [] });
  else if (current?.section && Object.hasOwn(current.section.parts, name)) {
    current.parts.push(numbersOf(row, at, current.section.parts[name] ?? ignored, refusals));
  } else {
    // What follows may be of this row and not of the section before it.
    sections.push({ section: null, own: [], parts: [] });
    refusals.push(refusalOf(new UnknownCode(`unknown row ${quoted(cell.text)}`, cell), "value"));
  }
}

/** A label may stand in two cells, one for each language. */
function labelCell(row: HtmlRow, columns: number): Cell {
  const [first, ...others] = row.cells.slice(0, columns);
  if (first === undefined) throw new LayoutChanged("the table has no column of labels", row.cells[0]);
  if (others.length === 0) return first;
  return { text: [...new Set([first, ...others].map((cell) => cell.text))].join(" "), locator: first.locator };
}

function numbersOf(row: HtmlRow, at: FoundTable["at"], level: RowLevel, refusals: Refusal[]): LevelNumbers {
  return (Object.keys(COLUMNS) as Column[]).flatMap((column) => {
    const cell = row.cells[at[column]];
    if (cell === undefined || NO_NUMBER.test(withoutWhitespace(cell.text))) return [];
    try {
      const value = parseInteger(cell);
      if (value < 0) throw new InvalidRow(`${value} is no number of persons`, cell);
      return [{ level, column, cell, value }];
    } catch (error) {
      refusals.push({ ...refusalOf(error, "value"), code: "not_a_number" });
      return [];
    }
  });
}

function assertPartsMakeWhole({ section, own, parts }: OpenSection): void {
  const expected = Object.keys(section?.parts ?? {}).length;
  for (const whole of own) {
    const found = parts.flatMap((numbers) => numbers.filter((part) => part.column === whole.column));
    const sum = found.reduce((total, part) => total + part.value, 0);
    if (expected === 0 || found.length !== expected || sum === whole.value) continue;
    throw new TotalMismatch(`${whole.column}: the rows under ${whole.value} add up to ${sum}`, whole.cell);
  }
}

function isStated(number: LevelNumber): number is LevelNumber & { readonly level: Level } {
  return number.level !== ignored;
}
