import { LayoutChanged } from "@talent/core/capture/errors";
import { type Cell, wellFormed } from "../table/cell.ts";
import type { CountedRow } from "../table/row-filter.ts";
import { quoted } from "../text/plain-text.ts";
import { type JsonDocument, jsonPointer } from "./read-json.ts";

/**
 * An array of objects as rows that a filter can count: first a row of every key that occurs, then one row for each element, numbered
 * from 1, in the order of those keys. A key an element lacks, or under which it holds no plain value, prints nothing. Throws
 * `LayoutChanged` when the pointer leads to no array of objects.
 */
export function jsonRows(document: JsonDocument, pointer: string): CountedRow[] {
  const elements = arrayAt(document, pointer);
  const keys = [...new Set(elements.flatMap((element) => Object.keys(element)))];
  const header = keys.map((key): Cell => ({ text: wellFormed(key), locator: { kind: "json", pointer } }));
  const rows = elements.map((element, index) => {
    const cells = keys.map((key): Cell => {
      const place = `${pointer}${jsonPointer(index, key)}`;
      return isPlain(element, key) ? document.at(place) : { text: "", locator: { kind: "json", pointer: place } };
    });
    return row(index + 1, cells);
  });
  return [row(0, header), ...rows];
}

function arrayAt(document: JsonDocument, pointer: string): readonly object[] {
  const value = document.valueAt(pointer);
  const locator = { kind: "json", pointer } as const;
  if (!Array.isArray(value)) throw new LayoutChanged(`no array stands at ${quoted(pointer)}`, locator);
  if (!value.every((element) => typeof element === "object" && element !== null && !Array.isArray(element))) {
    throw new LayoutChanged(`the array at ${quoted(pointer)} does not hold objects only`, locator);
  }
  return value as readonly object[];
}

function isPlain(element: object, key: string): boolean {
  if (!Object.hasOwn(element, key)) return false;
  const value = (element as Record<string, unknown>)[key];
  return value !== null && typeof value !== "object";
}

function row(line: number, cells: readonly Cell[]): CountedRow {
  return { line, cells, at: (column) => cells[column - 1] };
}
