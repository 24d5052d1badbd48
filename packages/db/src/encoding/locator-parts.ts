import type { Locator } from "@talent/core/observation/locator";

/** A locator split into a head that many numbers of a document have in common, and its own row and column. */
export type LocatorParts = { readonly kind: string; readonly head: string; readonly row: number | null; readonly col: number | null };

const ROW = /^[1-9]\d{0,6}$/;
const [A, Z] = [65, 90];
const INDEX = /^(?:0|[1-9]\d{0,8})$/;
const INT4_MAX = 2_147_483_647;

const storableInt = (n: number) => Number.isInteger(n) && n >= 0 && n <= INT4_MAX;
const unsplitLocator = (locator: Locator): LocatorParts => ({ kind: locator.kind, head: JSON.stringify(locator), row: null, col: null });

/** Splits so that a whole sheet or file has one head. What does not split cleanly is stored whole; `joinLocator` returns exactly what came. */
export function splitLocator(locator: Locator): LocatorParts {
  switch (locator.kind) {
    case "csv":
      return locator.entry === ""
        ? unsplitLocator(locator)
        : splitWhereStorable(locator, locator.entry ?? "", locator.line, locator.column);
    case "xlsx":
      return splitCell(locator);
    case "html":
      return splitWhereStorable(locator, JSON.stringify([locator.selector, locator.column]), locator.row, null);
    case "pdf":
      return storableInt(locator.page)
        ? splitWhereStorable(locator, String(locator.page), locator.line, locator.column)
        : unsplitLocator(locator);
    case "json":
      return splitPointer(locator);
    case "rows":
      return unsplitLocator(locator);
  }
}

/** The locator these parts were split from. */
export function joinLocator({ kind, head, row, col }: LocatorParts): Locator {
  if (row === null) return JSON.parse(head) as Locator;
  switch (kind) {
    case "csv":
      return head === "" ? { kind, line: row, column: col ?? 0 } : { kind, entry: head, line: row, column: col ?? 0 };
    case "xlsx":
      return { kind, sheet: head, cell: `${columnLetters(col ?? 0)}${row}` };
    case "html": {
      const [selector, column] = JSON.parse(head) as [string, string];
      return { kind, selector, row, column };
    }
    case "pdf":
      return { kind, page: Number(head), line: row, column: col ?? 0 };
    default:
      return { kind: "json", pointer: fillPointer(head, col === null ? [row] : [row, col]) };
  }
}

function splitWhereStorable(locator: Locator, head: string, row: number, col: number | null): LocatorParts {
  return storableInt(row) && (col === null || storableInt(col)) ? { kind: locator.kind, head, row, col } : unsplitLocator(locator);
}

function splitCell(locator: Extract<Locator, { kind: "xlsx" }>): LocatorParts {
  const { cell, sheet } = locator;
  let col = 0;
  let at = 0;
  for (let code = cell.charCodeAt(0); code >= A && code <= Z; code = cell.charCodeAt(++at)) col = col * 26 + code - A + 1;
  const digits = cell.slice(at);
  return at >= 1 && at <= 3 && ROW.test(digits) ? { kind: "xlsx", head: sheet, row: Number(digits), col } : unsplitLocator(locator);
}

function columnLetters(col: number): string {
  return col === 0 ? "" : columnLetters(Math.floor((col - 1) / 26)) + String.fromCharCode(65 + ((col - 1) % 26));
}

/** The last two array indexes of a pointer are its row and column; a `#` stands in their place. */
function splitPointer(locator: Extract<Locator, { kind: "json" }>): LocatorParts {
  const segments = locator.pointer.split("/");
  const at = segments.flatMap((segment, index) => (INDEX.test(segment) ? [index] : [])).slice(-2);
  if (at.length === 0 || segments.includes("#")) return unsplitLocator(locator);
  const [row, col] = at.map((index) => Number(segments[index]));
  return {
    kind: "json",
    head: segments.map((segment, index) => (at.includes(index) ? "#" : segment)).join("/"),
    row: row ?? 0,
    col: col ?? null,
  };
}

function fillPointer(head: string, indexes: readonly number[]): string {
  const left = [...indexes];
  return head
    .split("/")
    .map((segment) => (segment === "#" ? String(left.shift() ?? "") : segment))
    .join("/");
}
