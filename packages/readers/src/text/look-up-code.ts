import { UnknownCode } from "@talent/core/capture/errors";
import { type Cell, placeOf, textOf } from "../table/cell.ts";
import { quoted } from "./plain-text.ts";

/** In a table of known texts: seen, reviewed, and left out on purpose. */
export const ignored: unique symbol = Symbol("ignored");

/**
 * What a printed text stands for, by a reviewed table; its value may be `ignored`. The text is looked up as printed, then with
 * white space trimmed and runs of it made one space. Throws `UnknownCode`: nothing is guessed from what a text contains.
 */
export function lookUpCode<T>(table: Readonly<Record<string, T>> | ReadonlyMap<string, T>, cell: Cell | string): T {
  const text = textOf(cell);
  const asPrinted = tableEntry(table, text);
  if (asPrinted !== undefined) return asPrinted;
  const trimmed = tableEntry(table, text.trim().replace(/\s+/gu, " "));
  if (trimmed !== undefined) return trimmed;
  throw new UnknownCode(text.trim() === "" ? "unknown value: the cell is empty" : `unknown value ${quoted(text)}`, placeOf(cell));
}

function tableEntry<T>(table: Readonly<Record<string, T>> | ReadonlyMap<string, T>, key: string): T | undefined {
  if (table instanceof Map) return table.get(key);
  const record = table as Readonly<Record<string, T>>;
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
