import { LayoutChanged } from "@talent/core/capture/errors";
import type { Period } from "@talent/core/time/period";
import type { PdfLine } from "@talent/readers/pdf/lines";
import type { PdfDocument, PdfPage } from "@talent/readers/pdf/read-pdf";
import type { Cell } from "@talent/readers/table/cell";
import { collapseSpaces, isHeader, isTotal, type MonthTable, monthOfTitle, rowReader, type TableRow } from "./month-table.ts";

const PAGE_NUMBER = /^Page (\d+) of (\d+)$/;
/** Stamped on every page of June 2020. */
const MARKING = /^# ?SBU - IMMIGRATION$/;
const NOTE = /^\*"Non-nationality based issuances" includes /i;
const ROW_CELLS = 3;

/**
 * The table from the pages of a PDF. Titles and headers may stand on every page or on the first alone, and above or below each other as
 * drawn. Throws LayoutChanged for a page that is missing or of another month, and for any line that is none of those we know: what is
 * not understood may be half of a wrapped row.
 */
export function readPages({ pages, pageCount }: PdfDocument): MonthTable {
  const reading = new PdfTableReader();
  for (const page of pages) {
    refuseOtherPage(page, pageCount);
    reading.readPage(page);
  }
  return reading.table();
}

function refuseOtherPage({ page, lines }: PdfPage, pageCount: number): void {
  const numbers = lines.flatMap((line) => {
    const match = line.cells.length === 1 ? PAGE_NUMBER.exec(line.cells[0]?.text ?? "") : null;
    return match === null ? [] : [{ printed: match[0], own: Number(match[1]), of: Number(match[2]), cell: line.cells[0] }];
  });
  const [number] = numbers;
  if (number === undefined || numbers.length > 1) throw new LayoutChanged(`page ${page} does not say which page it is`, lines[0]?.cells[0]);
  if (number.own !== page || number.of !== pageCount)
    throw new LayoutChanged(`page ${page} of ${pageCount} is "${number.printed}": a page is missing`, number.cell);
}

class PdfTableReader {
  readonly #rows: TableRow[] = [];
  #month: Period | null = null;
  #total: Cell | null = null;
  #rowOf: ReturnType<typeof rowReader> | null = null;

  readPage({ lines }: PdfPage): void {
    const alone: Cell[] = [];
    for (const line of lines) {
      const [first, second] = line.cells;
      if (first === undefined || isFurniture(line)) continue;
      if (isHeader(line.cells)) this.#begin(alone.splice(0), line);
      else if (isTotal(first.text) && second !== undefined && line.cells.length === 2) this.#end(second);
      else if (line.cells.length === ROW_CELLS) this.#row(line);
      else if (line.cells.length === 1) alone.push(first);
      else throw unknownLine(line);
    }
    // Above a header they were its title; else only the publisher's one note may stand so, over as many lines as it takes.
    const isNote = this.#total !== null && NOTE.test(collapseSpaces(alone.map((cell) => cell.text).join(" ")));
    if (alone.length > 0 && !isNote) throw unknownLine({ cells: alone });
  }

  table(): MonthTable {
    if (this.#month === null) throw new LayoutChanged("the document has no table of nationality, visa class and issuances");
    if (this.#total === null) throw new LayoutChanged("the table has no grand total");
    return { month: this.#month, rows: this.#rows, total: this.#total };
  }

  #begin(head: readonly Cell[], header: PdfLine): void {
    const texts = head.map((cell) => cell.text);
    const month = monthOfTitle(texts, head[0] ?? header.cells[0]);
    if (this.#month !== null && this.#month.id !== month.id)
      throw new LayoutChanged(`a page is of ${month.id}, the pages before it of ${this.#month.id}`, head[0]);
    this.#month = month;
    this.#rowOf = rowReader(header.cells);
  }

  #end(total: Cell): void {
    if (this.#total !== null) throw new LayoutChanged("there are two grand totals", total);
    this.#total = total;
  }

  #row(line: PdfLine): void {
    const row = this.#rowOf?.((column) => line.at(column)) ?? null;
    if (row === null) throw unknownLine(line);
    if (this.#total !== null) throw new LayoutChanged("a row stands below the grand total", row.nationality);
    this.#rows.push(row);
  }
}

function isFurniture({ cells }: PdfLine): boolean {
  const text = collapseSpaces(cells.map((cell) => cell.text).join(" "));
  return PAGE_NUMBER.test(text) || MARKING.test(text);
}

function unknownLine({ cells }: { readonly cells: readonly Cell[] }): LayoutChanged {
  const text = cells.map((cell) => cell.text).join(" | ");
  return new LayoutChanged(`neither a row nor anything else we know: "${text.slice(0, 120)}"`, cells[0]);
}
