import type { Locator } from "@talent/core/observation/locator";

/** A printed text and where it stands. `number` is set for XLSX cells that hold one (a cached formula value, the serial of a date). */
export type Cell = { readonly text: string; readonly locator: Locator; readonly number?: number };

/** A row of any reader. Each kind also says where it stands: `line` (CSV) or `row` (XLSX, HTML), counted from 1. */
export type CellRow = { readonly cells: readonly Cell[] };

/** The text as storable Unicode: lone surrogates and NUL, which no database takes, become U+FFFD. */
export function wellFormed(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.includes("\0") ? formed.replaceAll("\0", "\uFFFD") : formed;
}

/** The text of a cell, or the text itself. */
export function textOf(cell: Cell | string): string {
  return typeof cell === "string" ? cell : cell.text;
}

/** The `at` of a refusal: the cell when there is one. */
export function placeOf(cell: Cell | string): Cell | undefined {
  return typeof cell === "string" ? undefined : cell;
}
