import { type Cell, wellFormed } from "../table/cell.ts";

/** A piece of text as a page draws it: where its baseline starts as the page is shown (points from the top left), how wide, in what size. */
export type PdfRun = {
  readonly text: string;
  readonly left: number;
  readonly baseline: number;
  readonly width: number;
  readonly size: number;
  /** Not written from left to right as the page is shown. */
  readonly turned: boolean;
};

/** What stands together in a line, with its left and right edge in points. */
export type PdfCell = Cell & { readonly left: number; readonly right: number };

/** A line of a page, counted from 1 at the top; `at` counts its cells from 1 at the left. `top` is the baseline in points from the top. */
export type PdfLine = {
  readonly line: number;
  readonly top: number;
  readonly cells: readonly PdfCell[];
  at(column: number): PdfCell | undefined;
};

/** In ems of the larger text: a footnote mark is raised by a third, the closest lines of a table are one apart. */
const SAME_LINE_EMS = 0.35;
/** In ems: a gap past the first is a space, past the second a column. Text set over other text is never joined to it. */
const SPACE_EMS = 0.15;
const COLUMN_EMS = 0.6;
const OVERLAP_EMS = -0.2;

/** The lines of a page from the runs on it, top to bottom, whatever order the page draws them in. Turned text makes lines of its own. */
export function pdfLines(page: number, runs: readonly PdfRun[]): PdfLine[] {
  const lines: PdfRun[][] = [];
  for (const run of runs.filter(({ text }) => text.trim() !== "").sort((a, b) => a.baseline - b.baseline || a.left - b.left)) {
    const last = lines.at(-1);
    const first = last?.[0];
    if (last !== undefined && first !== undefined && isSameLine(first, run)) last.push(run);
    else lines.push([run]);
  }
  return lines.map((line, index) => new ReadLine(page, index + 1, line));
}

/**
 * A line's cells by the column of the header they stand under, for lines that leave columns out (a total): each under the header cell whose
 * middle is nearest to its own. Other lines, and those where two cells would share a column, one after the other.
 */
export function underHeader(line: PdfLine, header: PdfLine | undefined): (PdfCell | undefined)[] {
  const { cells } = line;
  if (header === undefined || cells.length < 2 || cells.length >= header.cells.length) return [...cells];
  const columns = cells.map((cell) => {
    const distances = header.cells.map((above) => Math.abs(above.left + above.right - cell.left - cell.right));
    return distances.indexOf(Math.min(...distances));
  });
  if (columns.some((column, at) => at > 0 && column <= (columns[at - 1] ?? 0))) return [...cells];
  return header.cells.map((_, column) => cells[columns.indexOf(column)]);
}

function isSameLine(first: PdfRun, run: PdfRun): boolean {
  return !first.turned && !run.turned && run.baseline - first.baseline <= SAME_LINE_EMS * Math.max(first.size, run.size);
}

class ReadLine implements PdfLine {
  readonly line: number;
  readonly top: number;
  readonly cells: readonly PdfCell[];

  constructor(page: number, line: number, runs: readonly PdfRun[]) {
    this.line = line;
    this.top = runs[0]?.baseline ?? 0;
    this.cells = joinRuns([...runs].sort((a, b) => a.left - b.left)).map(({ text, left, right }, index) => ({
      text: wellFormed(text).trim(),
      locator: { kind: "pdf", page, line, column: index + 1 },
      left,
      right,
    }));
  }

  at(column: number): PdfCell | undefined {
    return this.cells[column - 1];
  }
}

type TextSpan = { text: string; readonly left: number; right: number };

function joinRuns(runs: readonly PdfRun[]): TextSpan[] {
  const spans: TextSpan[] = [];
  for (const { text, left, width, size } of runs) {
    const last = spans.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : (left - last.right) / size;
    if (last === undefined || gap > COLUMN_EMS || gap < OVERLAP_EMS) spans.push({ text, left, right: left + width });
    else {
      last.text += gap > SPACE_EMS ? ` ${text}` : text;
      last.right = left + width;
    }
  }
  return spans;
}
