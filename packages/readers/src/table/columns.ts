import { LayoutChanged } from "@talent/core/capture/errors";
import { quoted } from "../text/plain-text.ts";
import type { Cell } from "./cell.ts";

/** What a reader does with each column of a header. `ignore: "others"` is for wide files whose other columns come and go. */
export type ColumnPlan<R extends string, O extends string> = {
  readonly read: readonly R[];
  readonly optional?: readonly O[];
  readonly ignore?: readonly string[] | "others";
};

/** Column positions counted from 0, by the names of the plan: `row.cells[index.Share]`, or `row.at(index.Share + 1)` where cells may be absent (XLSX). */
export type ColumnIndex<R extends string, O extends string> = { readonly [K in R]: number } & { readonly [K in O]?: number };

/** Header text without what publishers vary: case, white space, hyphens, and footnote marks (`*`, `†`, `\1\`, `[1]`, superscript digits, `<sup>a</sup>`). */
export function foldHeader(text: string): string {
  if (/^[a-z0-9]*$/.test(text)) return text;
  return text
    .replace(/<sup>.{0,8}?<\/sup>/giu, "")
    .replace(/\\\d+\\|\[\d+\]|[*†‡§¹²³⁴-⁹⁰]/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s\p{Pd}\u00AD\u200B-\u200D\u2060\uFEFF]+/gu, "");
}

/**
 * Finds every planned column by its folded header text. Throws `LayoutChanged` naming each column that is missing, unexpected
 * (neither read nor ignored) or printed twice; headers without text are no columns.
 */
export function findColumns<R extends string, O extends string = never>(
  header: readonly Cell[],
  plan: ColumnPlan<R, O>,
  fold: (text: string) => string = foldHeader,
): ColumnIndex<R, O> {
  const wanted = new Map<string, string>();
  for (const name of [...plan.read, ...(plan.optional ?? [])]) wanted.set(fold(name), name);
  const ignored = plan.ignore === "others" ? null : new Set((plan.ignore ?? []).map(fold));
  const found = new Map<string, number>();
  const faults: ColumnFault[] = [];
  header.forEach((cell, index) => {
    const key = fold(cell.text);
    const name = wanted.get(key);
    if (name === undefined) {
      if (key !== "" && ignored !== null && !ignored.has(key)) faults.push({ words: `unexpected column ${quoted(cell.text)}`, cell });
    } else if (found.has(name)) faults.push({ words: `column ${quoted(cell.text)} is there twice`, cell });
    else found.set(name, columnIndex(cell, index));
  });
  for (const name of plan.read) if (!found.has(name)) faults.push({ words: `missing column "${name}"` });
  refuseFaults(faults, header);
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(found)));
}

type ColumnFault = { readonly words: string; readonly cell?: Cell };

function refuseFaults(faults: readonly ColumnFault[], header: readonly Cell[]): void {
  if (faults.length === 0) return;
  const shown = faults.slice(0, 5).map((fault) => fault.words);
  const more = faults.length > 5 ? [`and ${faults.length - 5} more`] : [];
  throw new LayoutChanged([...shown, ...more].join("; "), faults.find((fault) => fault.cell !== undefined)?.cell ?? header[0]);
}

/** XLSX rows hold only the cells that are there, so their column comes from the cell's own address. */
function columnIndex(cell: Cell, index: number): number {
  if (cell.locator.kind !== "xlsx") return index;
  return columnNumber(cell.locator.cell) - 1;
}

/** The column of an A1-style address, counted from 1: "AA7" is 27. */
export function columnNumber(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(address)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** The letters of a column counted from 1: 27 is "AA". */
export function columnLetters(column: number): string {
  let letters = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}
