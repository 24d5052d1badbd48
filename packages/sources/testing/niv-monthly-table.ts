import { readPdf } from "@talent/readers/pdf/read-pdf";
import { type DrawnText, type MadePage, pdfOf } from "@talent/readers/testing/pdf-builder";

/** A line of the table as printed. */
export type PrintedRow = readonly [nationality: string, visaClass: string, issuances: string];

/** How a month is laid out; what is left out is as most months are. `null`: not printed. */
export type Layout = {
  readonly title?: readonly string[];
  readonly header?: readonly string[] | null;
  readonly headerOn?: "every page" | "first page";
  readonly total?: readonly [label: string, total: string] | null;
  readonly marking?: string;
  readonly note?: readonly string[];
  /** The last page prints title, header and note, and the total stands on the page before. */
  readonly emptyLastPage?: boolean;
};

export const MAY_2024: readonly string[] = ["Nonimmigrant Visa Issuances by Nationality", "May 2024 (FY 2024)"];
const HEADER = ["Nationality", "Visa Class", "Issuances"];
const NOTE = [
  '*"Non-nationality based issuances" includes individuals presenting travel documents issued by a',
  "competent authority other than their country of nationality.",
];
const COLUMNS = [60, 312, 562];
const ROWS_A_PAGE = 42;
const FIRST_ROW = 660;
const LEADING = 14.4;

/** A month's pages in the publisher's structure, with "Page n of m" on each: to be edited before they are made a PDF. */
export function monthPages(rows: readonly PrintedRow[], layout: Layout = {}): MadePage[] {
  const count = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  const pages = Array.from({ length: count }, (_, at) => rowsPage(rows.slice(at * ROWS_A_PAGE, (at + 1) * ROWS_A_PAGE), at === 0, layout));
  const last = pages.at(-1) ?? [];
  const { total = ["GRAND TOTAL", sumOf(rows)] } = layout;
  if (total !== null) last.push({ text: total[0], x: 170, y: 42, size: 12 }, { text: total[1], x: 475, y: 42, size: 12 });
  if (layout.emptyLastPage) pages.push(headOf(true, layout));
  for (const [at, text] of (layout.note ?? NOTE).entries()) pages.at(-1)?.push({ text, x: 76, y: 30 - at * 8, size: 7 });
  return pages.map((texts, at) => ({ texts: [...texts, { text: `Page ${at + 1} of ${pages.length}`, x: 280, y: 8, size: 7 }] }));
}

/** The month as a PDF, drawn by us. */
export function monthPdf(rows: readonly PrintedRow[], layout: Layout = {}): Uint8Array {
  return pdfOf(monthPages(rows, layout));
}

/** The rows of a month's PDF, to be edited and drawn again. */
export async function rowsOf(bytes: Uint8Array): Promise<PrintedRow[]> {
  const { pages } = await readPdf(bytes);
  const lines = pages.flatMap((page) => page.lines.map((line) => line.cells.map((cell) => cell.text)));
  return lines.flatMap(([nationality = "", visaClass = "", issuances = ""]) =>
    /^[\d,]+$/.test(issuances) ? [[nationality, visaClass, issuances] as const] : [],
  );
}

/** The sum of what rows print, as the publisher writes numbers. */
export function sumOf(rows: readonly PrintedRow[], more = 0): string {
  return rows.reduce((sum, row) => sum + Number(row[2].replaceAll(",", "")), more).toLocaleString("en-US");
}

function rowsPage(rows: readonly PrintedRow[], isFirst: boolean, layout: Layout): DrawnText[] {
  const drawn = rows.flatMap((row, at) => row.map((text, column) => ({ text, x: COLUMNS[column] ?? 0, y: FIRST_ROW - at * LEADING })));
  return [...drawn, ...headOf(isFirst || layout.headerOn !== "first page", layout)];
}

/** Drawn after the rows, as the publisher does: only its place makes it a head. */
function headOf(hasHead: boolean, { title = MAY_2024, header = HEADER, marking }: Layout): DrawnText[] {
  const marked = marking === undefined ? [] : [{ text: marking, x: 263, y: 16, size: 7 }];
  if (!hasHead) return marked;
  const titles = title.map((text, at) => ({ text, x: 138, y: 720 - at * 18, size: 16 }));
  return [...titles, ...(header ?? []).map((text, column) => ({ text, x: (COLUMNS[column] ?? 0) - 10, y: 676 })), ...marked];
}
