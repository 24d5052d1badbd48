import type { Cell } from "../table/cell.ts";
import { type GridRow, tableGrid } from "./table-grid.ts";
import type { Element } from "./tree.ts";

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
  return new Table(table, selector);
}

class Table implements HtmlTable {
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
      new Row(
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

class Row implements HtmlRow {
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
