import { LayoutChanged, Unreadable } from "@talent/core/capture/errors";
import { type Cell, wellFormed } from "../table/cell.ts";
import type { CountedRow } from "../table/row-filter.ts";
import { decodeText, withinBytes } from "../text/decode.ts";
import { quoted } from "../text/plain-text.ts";

export type JsonLimits = { readonly maxBytes?: number; readonly maxDepth?: number };

/**
 * `value` is the parsed document; keys such as `__proto__` are ordinary keys of it, so read it with `Object.hasOwn` or by `at`.
 * `at` gives the text at a JSON pointer (RFC 6901), numbers as printed ("5.0" stays "5.0"); it throws `LayoutChanged` where nothing
 * stands, or an object or array does. `valueAt` gives whatever
 * stands there, or undefined.
 */
export type JsonDocument = { readonly value: unknown; at(pointer: string): Cell; valueAt(pointer: string): unknown };

const ABSENT = Symbol("nothing");

/** Parses JSON (RFC 8259) in UTF-8, or UTF-16 by its mark. Throws `Unreadable` for what is not JSON, and past a limit of size or nesting. */
export function readJson(bytes: Uint8Array, limits: JsonLimits = {}): JsonDocument {
  const { maxBytes = 64 * 1024 * 1024, maxDepth = 128 } = limits;
  withinBytes(bytes, maxBytes, "JSON document");
  const text = decodeText(bytes, "JSON document");
  checkDepth(text, maxDepth);
  return new ParsedJson(text, parseJson(text));
}

/** A pointer from its keys and positions, escaped. */
export function jsonPointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

class ParsedJson implements JsonDocument {
  readonly value: unknown;
  readonly #text: string;
  #printed: unknown = ABSENT;

  constructor(text: string, value: unknown) {
    this.#text = text;
    this.value = value;
  }

  valueAt(pointer: string): unknown {
    const value = valueAtPointer(this.value, pointer);
    return value === ABSENT ? undefined : value;
  }

  at(pointer: string): Cell {
    const locator = { kind: "json", pointer } as const;
    const value = valueAtPointer(this.value, pointer);
    if (value === ABSENT) throw new LayoutChanged(`nothing stands at ${quoted(pointer)}`, locator);
    if (typeof value === "number") return { text: String(valueAtPointer(this.#numbers(), pointer)), locator };
    if (typeof value === "string") return { text: wellFormed(value), locator };
    if (value === null || typeof value === "boolean") return { text: String(value), locator };
    throw new LayoutChanged(`an object or array stands at ${quoted(pointer)}, not a value`, locator);
  }

  /** The document again with every number as its printed text, made when a number is first requested. */
  #numbers(): unknown {
    if (this.#printed === ABSENT) this.#printed = JSON.parse(this.#text, printedNumber as (key: string, value: unknown) => unknown);
    return this.#printed;
  }
}

function printedNumber(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  return typeof value === "number" ? context.source : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("the document is not JSON");
  }
}

/** Before parsing, because the engine's own second walk over the tree is recursive. */
function checkDepth(text: string, maxDepth: number): void {
  let depth = 0;
  const marks = /["[\]{}]/g;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') marks.lastIndex = afterString(text, mark.index);
    else depth += mark[0] === "[" || mark[0] === "{" ? 1 : -1;
    if (depth > maxDepth) throw new Unreadable(`the JSON document is nested deeper than ${maxDepth}`);
  }
}

function afterString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close < 0 ? text.length : close + 1;
}

function isEscaped(text: string, index: number): boolean {
  let slashes = 0;
  while (text[index - slashes - 1] === "\\") slashes += 1;
  return slashes % 2 === 1;
}

function valueAtPointer(value: unknown, pointer: string): unknown {
  if (pointer === "") return value;
  if (!pointer.startsWith("/")) return ABSENT;
  let here = value;
  for (const step of pointer.slice(1).split("/")) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return ABSENT;
    if (Array.isArray(here) && !/^(?:0|[1-9]\d*)$/.test(key)) return ABSENT;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

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
      return hasPlainValue(element, key) ? document.at(place) : { text: "", locator: { kind: "json", pointer: place } };
    });
    return countedRow(index + 1, cells);
  });
  return [countedRow(0, header), ...rows];
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

function hasPlainValue(element: object, key: string): boolean {
  if (!Object.hasOwn(element, key)) return false;
  const value = (element as Record<string, unknown>)[key];
  return value !== null && typeof value !== "object";
}

function countedRow(line: number, cells: readonly Cell[]): CountedRow {
  return { line, cells, at: (column) => cells[column - 1] };
}
