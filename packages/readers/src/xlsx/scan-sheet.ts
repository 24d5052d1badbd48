import { InvalidRow } from "@talent/core/capture/errors";
import type { Cell } from "../table/cell.ts";
import { columnLetters, columnNumber } from "../table/columns.ts";
import { quoted } from "../text/plain-text.ts";
import { serialText } from "./dates.ts";
import { scanXml } from "./scan-xml.ts";
import { RichText, unescapeOffice, type WorkbookParts } from "./workbook-parts.ts";

export type FoundCell = { readonly row: number; readonly column: number; readonly cell: Cell };

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;

/**
 * Calls `each` for every cell of a worksheet that has a value, row by row and left to right. Formulas are never evaluated: their
 * cached value is the value, and without one the cell is absent. Throws `InvalidRow` with the cell for a text index outside the
 * table, a value that is not what its type says, and cells out of order, repeated or beyond Excel's grid.
 */
export function scanSheet(bytes: Uint8Array, name: string, parts: WorkbookParts, each: (found: FoundCell) => void): void {
  const scan = new SheetScan(name, parts, each);
  scanXml(bytes, `the sheet ${quoted(name)}`, scan);
}

class SheetScan {
  readonly #sheet: string;
  readonly #parts: WorkbookParts;
  readonly #each: (found: FoundCell) => void;
  readonly #inline = new RichText();
  #inData = false;
  #row = 0;
  #column = 0;
  #address = "";
  #type = "";
  #style = 0;
  #value: string | null = null;
  #inValue = false;
  #isInline = false;

  constructor(sheet: string, parts: WorkbookParts, each: (found: FoundCell) => void) {
    this.#sheet = sheet;
    this.#parts = parts;
    this.#each = each;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "sheetData") this.#inData = true;
    if (!this.#inData) return;
    if (name === "c") this.#openCell(attributes);
    else if (name === "v") {
      this.#inValue = true;
      this.#value = "";
    } else if (name === "row") this.#openRow(attributes);
    else if (name === "is") this.#isInline = true;
    else if (this.#isInline) this.#inline.open(name);
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
    else if (this.#isInline) this.#inline.add(text);
  }

  close(name: string): void {
    if (!this.#inData) return;
    if (name === "c") this.#closeCell();
    else if (name === "v") this.#inValue = false;
    else if (name === "is") this.#isInline = false;
    else if (name === "sheetData") this.#inData = false;
    else if (this.#isInline) this.#inline.close(name);
  }

  #openRow(attributes: Readonly<Record<string, string>>): void {
    const row = attributes.r === undefined ? this.#row + 1 : Number(attributes.r);
    this.#address = `A${this.#row + 1}`;
    if (!Number.isInteger(row) || row <= this.#row || row > MAX_ROW) throw this.#refusal("a row is out of order or beyond the grid");
    this.#row = row;
    this.#column = 0;
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#column + 1 : columnNumber(r);
    this.#address = `${columnLetters(column)}${this.#row}`;
    const misplaced = r !== undefined && r !== this.#address;
    if (misplaced || column <= this.#column || column > MAX_COLUMN)
      throw this.#refusal("a cell is out of order, repeated or beyond the grid");
    this.#column = column;
    this.#type = t ?? "n";
    this.#style = Number(s ?? 0);
    this.#value = null;
    this.#inValue = false;
    this.#isInline = false;
    this.#inline.reset();
  }

  #closeCell(): void {
    const value = this.#type === "inlineStr" ? this.#inline.text() : this.#value;
    if (value === null || (value === "" && this.#type === "n")) return;
    this.#each({ row: this.#row, column: this.#column, cell: this.#cell(value) });
  }

  #cell(value: string): Cell {
    const locator = { kind: "xlsx", sheet: this.#sheet, cell: this.#address } as const;
    switch (this.#type) {
      case "n":
        return { ...this.#number(value), locator };
      case "s":
        return { text: this.#shared(value), locator };
      case "str":
      case "inlineStr":
        return { text: unescapeOffice(value), locator };
      case "b":
        return { text: value.trim() === "1" ? "TRUE" : "FALSE", locator };
      case "d":
      case "e":
        return { text: unescapeOffice(value), locator };
      default:
        throw this.#refusal("a cell has a type we do not know");
    }
  }

  #number(value: string): { text: string; number: number } {
    const number = Number(value);
    if (!Number.isFinite(number) || value.trim() === "") throw this.#refusal("a number cell holds no number");
    const date = this.#parts.dateStyles[this.#style] === true ? serialText(number, this.#parts.date1904) : null;
    return { text: date ?? (Object.is(number, -0) ? "-0" : String(number)), number };
  }

  #shared(value: string): string {
    const text = /^\s*\d{1,9}\s*$/.test(value) ? this.#parts.strings[Number(value)] : undefined;
    if (text === undefined) throw this.#refusal("a cell points outside the workbook's text table");
    return text;
  }

  #refusal(message: string): InvalidRow {
    return new InvalidRow(message, { kind: "xlsx", sheet: this.#sheet, cell: this.#address });
  }
}
