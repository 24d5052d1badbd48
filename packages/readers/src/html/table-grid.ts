import { Unreadable } from "@talent/core/capture/errors";
import { type Element, isElement, printedText } from "./tree.ts";

/** A cell of the source, which may stand in many places of the grid. */
export type GridCell = { readonly text: string; readonly heading: boolean };

/** A row of the grid; a place no cell reaches is undefined. `number` counts the table's own rows from 1. */
export type GridRow = { readonly number: number; readonly inHead: boolean; readonly cells: readonly (GridCell | undefined)[] };

const SECTIONS = new Set(["thead", "tbody", "tfoot"]);
const MAX_PLACES = 1_000_000;
const MAX_COLSPAN = 1000;
const MAX_COLUMNS = 10_000;

type Spanning = { readonly cell: GridCell; left: number };

/**
 * Lays a table's own rows on a grid as the HTML standard's "forming a table" does: each cell takes the next free place, `colspan` and
 * `rowspan` repeat it. Rows of nested tables are theirs. Throws `Unreadable` when spans ask for more than a million places.
 */
export function tableGrid(table: Element): GridRow[] {
  const rows: GridRow[] = [];
  const sources = ownRows(table);
  let spans: (Spanning | undefined)[] = [];
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
      if (SECTIONS.has(child.name)) visit(child, child, null);
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
function placeRow(elements: readonly Element[], spans: (Spanning | undefined)[]): (GridCell | undefined)[] {
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
    const down = rowspan(element);
    for (let left = span(element.attribs.colspan, 1, MAX_COLSPAN); left > 0 && placed[column] === undefined; left -= 1) {
      placed[column] = cell;
      if (down > 1) spans[column] = { cell, left: down - 1 };
      column += 1;
    }
    if (column > MAX_COLUMNS) throw new Unreadable(`a table has more than ${MAX_COLUMNS} columns`);
  }
  return Array.from(placed);
}

/** Zero means to the end of the section, which is where spans are dropped anyway. */
function rowspan(element: Element): number {
  return span(element.attribs.rowspan, 0, 65_534) || 65_534;
}

function span(attribute: string | undefined, least: number, most: number): number {
  if (attribute === undefined) return 1;
  const number = /^\s*(\d{1,9})/.exec(attribute)?.[1];
  return number === undefined ? 1 : Math.min(most, Math.max(least, Number(number)));
}
