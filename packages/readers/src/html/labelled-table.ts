import { Unreadable } from "@talent/core/capture/errors";
import type { Cell } from "../table/cell.ts";
import { type Element, isElement, printedText } from "./tree.ts";

/** A cell of the source, which may fill several positions of the grid. */
type GridCell = { readonly text: string; readonly heading: boolean };

/** A row of the grid; a position no cell covers is undefined. `number` counts the table's own rows from 1. */
type GridRow = { readonly number: number; readonly inHead: boolean; readonly cells: readonly (GridCell | undefined)[] };

const SECTION_ELEMENTS = new Set(["thead", "tbody", "tfoot"]);
const MAX_PLACES = 1_000_000;
const MAX_COLSPAN = 1000;
const MAX_COLUMNS = 10_000;

type RowSpan = { readonly cell: GridCell; left: number };

/**
 * Lays a table's own rows on a grid as the HTML standard's "forming a table" does: each cell takes the next free place, `colspan` and
 * `rowspan` repeat it. Rows of nested tables are theirs. Throws `Unreadable` when spans cover more than a million positions.
 */
function tableGrid(table: Element): GridRow[] {
  const rows: GridRow[] = [];
  const sources = ownRows(table);
  let spans: (RowSpan | undefined)[] = [];
  let places = 0;
  sources.forEach(({ section, cells }, index) => {
    if (section !== sources[index - 1]?.section) spans = [];
    const placed = placeRow(cells, spans);
    places += placed.length;
    if (places > MAX_PLACES) throw new Unreadable(`a table's cells span more than ${MAX_PLACES} places`);
    rows.push({ number: index + 1, inHead: section.name === "thead", cells: placed });
  });
  return rows;
}

type SourceRow = { readonly section: Element; readonly cells: Element[] };

/**
 * The rows and cells of a table without those of nested ones. The parser leaves a row, cell or section inside the one before when
 * its end tag is omitted; as the HTML standard has it, that one ends there, so each stands for itself.
 */
function ownRows(table: Element): SourceRow[] {
  const rows: SourceRow[] = [];
  const begin = (section: Element): SourceRow => {
    const row = { section, cells: [] };
    rows.push(row);
    return row;
  };
  const visit = (parent: Element, section: Element, within: SourceRow | null): void => {
    let row = within;
    for (const child of parent.children) {
      if (!isElement(child) || child.name === "table") continue;
      if (SECTION_ELEMENTS.has(child.name)) visit(child, child, null);
      else if (child.name === "tr") visit(child, section, begin(section));
      else {
        if (child.name === "td" || child.name === "th") {
          row ??= begin(section);
          row.cells.push(child);
        }
        visit(child, section, row);
      }
    }
  };
  visit(table, table, null);
  return rows;
}

/** Places one row's cells between those that reach down from above, and leaves in `spans` those that reach further down. */
function placeRow(elements: readonly Element[], spans: (RowSpan | undefined)[]): (GridCell | undefined)[] {
  const placed: (GridCell | undefined)[] = [];
  for (const [column, span] of spans.entries()) {
    if (span === undefined) continue;
    placed[column] = span.cell;
    span.left -= 1;
    if (span.left <= 0) spans[column] = undefined;
  }
  let column = 0;
  for (const element of elements) {
    const cell = { text: printedText(element), heading: element.name === "th" };
    while (placed[column] !== undefined) column += 1;
    const down = rowSpanOf(element);
    for (let left = spanAttribute(element.attribs.colspan, 1, MAX_COLSPAN); left > 0 && placed[column] === undefined; left -= 1) {
      placed[column] = cell;
      if (down > 1) spans[column] = { cell, left: down - 1 };
      column += 1;
    }
    if (column > MAX_COLUMNS) throw new Unreadable(`a table has more than ${MAX_COLUMNS} columns`);
  }
  return Array.from(placed);
}

/** Zero means to the end of the section, which is where spans are dropped anyway. */
function rowSpanOf(element: Element): number {
  return spanAttribute(element.attribs.rowspan, 0, 65_534) || 65_534;
}

function spanAttribute(attribute: string | undefined, least: number, most: number): number {
  if (attribute === undefined) return 1;
  const number = /^\s*(\d{1,9})/.exec(attribute)?.[1];
  return number === undefined ? 1 : Math.min(most, Math.max(least, Number(number)));
}

/** A row of the grid, spans repeated. `row` counts the table's own rows from 1, header rows included; `at` counts columns from 1. */
export type HtmlRow = { readonly row: number; readonly cells: readonly Cell[]; at(column: number): Cell | undefined };

/**
 * One table. The header is its `<thead>`, else its leading rows of `<th>` alone, else its first row with a text past the first cell; what
 * stands above is the banner. A column is named by its header texts joined by " / "; where that is blank or there twice, `#` and its
 * number follow. `find` looks a cell up by those names.
 */
export type HtmlTable = {
  readonly selector: string;
  readonly banner: readonly HtmlRow[];
  readonly header: readonly Cell[];
  readonly rows: readonly HtmlRow[];
  find(row: number, column: string): Cell | undefined;
};

/** Names a table's columns and gives every cell of its grid its locator. */
export function labelledTable(table: Element, selector: string): HtmlTable {
  return new ReadTable(table, selector);
}

class ReadTable implements HtmlTable {
  readonly selector: string;
  readonly banner: readonly HtmlRow[];
  readonly header: readonly Cell[];
  readonly rows: readonly HtmlRow[];
  readonly #columns: ReadonlyMap<string, number>;

  constructor(table: Element, selector: string) {
    const grid = tableGrid(table);
    const { from, to } = headerRows(grid);
    const width = grid.reduce((most, row) => Math.max(most, row.cells.length), 0);
    const texts = Array.from({ length: width }, (_, column) => headerText(grid.slice(from, to), column));
    const names = columnNames(texts);
    const cell = (text: string, row: number, index: number): Cell => ({
      text,
      locator: { kind: "html", selector, row, column: names[index] ?? `#${index + 1}` },
    });
    const place = (row: GridRow): HtmlRow =>
      new ReadRow(
        row.number,
        row.cells.map((source, index) => cell(source?.text ?? "", row.number, index)),
      );
    this.selector = selector;
    this.banner = grid.slice(0, from).map(place);
    this.header = to === 0 ? [] : texts.map((text, index) => cell(text, to, index));
    this.rows = grid.slice(to).map(place);
    this.#columns = new Map(names.map((name, index) => [name, index]));
  }

  find(row: number, column: string): Cell | undefined {
    const index = this.#columns.get(column);
    const rows = row > this.banner.length ? this.rows : this.banner;
    const first = rows[0]?.row ?? 0;
    return index === undefined ? undefined : rows[row - first]?.cells[index];
  }
}

class ReadRow implements HtmlRow {
  readonly row: number;
  readonly cells: readonly Cell[];

  constructor(row: number, cells: readonly Cell[]) {
    this.row = row;
    this.cells = cells;
  }

  at(column: number): Cell | undefined {
    return this.cells[column - 1];
  }
}

/** Indexes of the header rows, half-open. A row that prints in its first cell alone is a banner: a title or a unit. */
function headerRows(grid: readonly GridRow[]): { from: number; to: number } {
  const from = grid.findIndex(({ cells: [first, ...others] }) =>
    others.some((cell) => cell !== undefined && cell !== first && cell.text.trim() !== ""),
  );
  if (from < 0) return { from: 0, to: 0 };
  const heads = (row: GridRow | undefined) =>
    row !== undefined && (grid[from]?.inHead === true ? row.inHead : row.cells.every((cell) => cell?.heading === true));
  let to = from + 1;
  while (heads(grid[from]) && heads(grid[to])) to += 1;
  return { from, to };
}

function headerText(rows: readonly GridRow[], column: number): string {
  const cells = new Set(rows.map((row) => row.cells[column]));
  return [...cells]
    .map((cell) => cell?.text ?? "")
    .filter((text) => text.trim() !== "")
    .join(" / ");
}

function columnNames(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return texts.map((text, index) => (text.trim() === "" || counts.get(text) !== 1 ? `${text.trim()}#${index + 1}` : text));
}
