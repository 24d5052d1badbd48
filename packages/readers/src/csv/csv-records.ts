import { Unreadable } from "@talent/core/capture/errors";
import { decodeText, withinBytes } from "../text/decode.ts";

export type CsvLimits = {
  readonly maxBytes?: number;
  readonly maxCellLength?: number;
  readonly maxColumns?: number;
  readonly maxCells?: number;
};

type AllLimits = Required<CsvLimits>;

const DEFAULT_LIMITS: AllLimits = { maxBytes: 64 * 1024 * 1024, maxCellLength: 1_000_000, maxColumns: 16_384, maxCells: 5_000_000 };

/**
 * Calls `each` for every record with the physical line it starts on. Our own tokenizer, because the fast libraries give neither
 * that line nor ragged rows as they are; lines without a quote are split natively, which is where nearly all bytes go.
 */
export function csvRecords(bytes: Uint8Array, limits: CsvLimits, each: (line: number, texts: readonly string[]) => void): void {
  const caps = { ...DEFAULT_LIMITS, ...limits };
  withinBytes(bytes, caps.maxBytes, "CSV file");
  const text = decodeText(bytes, "CSV file");
  const nul = text.indexOf("\0");
  if (nul >= 0) throw new Unreadable("the CSV file holds a NUL character", placeOfIndex(text, nul));
  const cursor = new CsvCursor(text, caps);
  let cells = 0;
  while (!cursor.done()) {
    const line = cursor.line;
    const texts = cursor.record();
    if (texts === null) continue;
    cells += texts.length;
    if (cells > caps.maxCells) throw new Unreadable(`the CSV file has more than ${caps.maxCells} cells`, csvPlace(line, 1));
    each(line, texts);
  }
}

function csvPlace(line: number, column: number) {
  return { kind: "csv", line, column } as const;
}

function placeOfIndex(text: string, index: number) {
  return csvPlace(text.slice(0, index).split("\n").length, 1);
}

class CsvCursor {
  line = 1;
  readonly #text: string;
  readonly #caps: AllLimits;
  #position = 0;
  #quotedNext = -1;
  #newline = -1;

  constructor(text: string, caps: AllLimits) {
    this.#text = text;
    this.#caps = caps;
  }

  done(): boolean {
    return this.#position >= this.#text.length;
  }

  /** The next record's texts; null for a wholly empty line. */
  record(): string[] | null {
    const start = this.#position;
    const end = this.#nextNewline();
    const raw = this.#text.slice(start, end);
    if (raw.includes('"')) return this.#quotedRecord();
    const bare = end < this.#text.length && raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const line = this.line;
    this.#position = end + 1;
    this.line += 1;
    if (bare === "") return null;
    const texts = bare.split(",");
    if (bare.includes("\r")) throw new Unreadable("a carriage return stands alone, outside quotes", csvPlace(line, 1));
    this.#check(texts.length, bare.length > this.#caps.maxCellLength ? longestText(texts) : 0, line);
    return texts;
  }

  #quotedRecord(): string[] {
    const texts: string[] = [];
    const start = this.line;
    for (;;) {
      if (this.#text[this.#position] === '"') this.#quotedCell(start, texts);
      else this.#bareCells(start, texts);
      const next = this.#text[this.#position];
      this.#position += 1;
      if (next === ",") continue;
      this.line += 1;
      return texts;
    }
  }

  /** Leaves the position on the comma or newline after the cell, or at the end. */
  #quotedCell(line: number, texts: string[]): void {
    const column = texts.length + 1;
    const from = this.#position + 1;
    let close = this.#text.indexOf('"', from);
    let doubled = false;
    while (close >= 0 && this.#text[close + 1] === '"') {
      doubled = true;
      close = this.#text.indexOf('"', close + 2);
    }
    if (close < 0) throw new Unreadable("a quoted cell is never closed", csvPlace(line, column));
    const raw = this.#text.slice(from, close);
    for (let at = raw.indexOf("\n"); at >= 0; at = raw.indexOf("\n", at + 1)) this.line += 1;
    this.#position = close + 1;
    if (this.#text.startsWith("\r\n", this.#position)) this.#position += 1;
    const after = this.#text[this.#position];
    if (after !== undefined && after !== "," && after !== "\n")
      throw new Unreadable("text follows a closing quote", csvPlace(line, column));
    const text = doubled ? raw.replaceAll('""', '"') : raw;
    this.#check(column, text.length, line);
    texts.push(text);
  }

  /** All cells up to the next quoted one, or to the end of the line: split natively, because a row may end in hundreds of empty ones. */
  #bareCells(line: number, texts: string[]): void {
    const newline = this.#nextNewline();
    const end = Math.min(this.#nextQuotedCell(), newline);
    let run = this.#text.slice(this.#position, end);
    if (end === newline && end < this.#text.length && run.endsWith("\r")) run = run.slice(0, -1);
    const cells = run.split(",");
    const stray = run.includes("\r") ? cells.findIndex((text) => text.includes("\r")) : -1;
    if (stray >= 0) throw new Unreadable("a carriage return stands alone, outside quotes", csvPlace(line, texts.length + stray + 1));
    this.#check(texts.length + cells.length, run.length > this.#caps.maxCellLength ? longestText(cells) : 0, line);
    for (const text of cells) texts.push(text);
    this.#position = end;
  }

  #check(columns: number, length: number, line: number): void {
    if (columns > this.#caps.maxColumns) throw new Unreadable(`a record has more than ${this.#caps.maxColumns} columns`, csvPlace(line, 1));
    if (length > this.#caps.maxCellLength)
      throw new Unreadable(`a cell is longer than ${this.#caps.maxCellLength} characters`, csvPlace(line, columns));
  }

  // Remembered, so that a file without quotes or newlines is scanned once and not once per cell.
  #nextNewline(): number {
    if (this.#newline < this.#position) this.#newline = indexOrEnd(this.#text.indexOf("\n", this.#position), this.#text);
    return this.#newline;
  }

  /** Where the comma before the next quoted cell stands. */
  #nextQuotedCell(): number {
    if (this.#quotedNext < this.#position) this.#quotedNext = indexOrEnd(this.#text.indexOf(',"', this.#position), this.#text);
    return this.#quotedNext;
  }
}

function indexOrEnd(index: number, text: string): number {
  return index < 0 ? text.length : index;
}

function longestText(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}
