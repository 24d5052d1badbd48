import type { Exchange } from "@talent/core/capture/capture";
import { LayoutChanged, UnitChanged } from "@talent/core/capture/errors";
import type { HtmlRow, HtmlTable } from "@talent/readers/html/labelled-table";
import { type HtmlPage, readHtmlPage } from "@talent/readers/html/read-html";
import { type Element, isElement } from "@talent/readers/html/tree";
import type { Cell } from "@talent/readers/table/cell";
import { findColumns } from "@talent/readers/table/columns";
import { quoted } from "@talent/readers/text/plain-text";
import { isMarkup } from "../file-kind.ts";
import { TABLE_NAME } from "./addresses.ts";
import { withoutWhitespace } from "./label.ts";
import { COLUMNS, type Column, ENGLISH } from "./levels.ts";

const NUMBER = /^[\d,.]+$/;
/** Plain or full-width. */
const DIGIT = /[\d\uFF10-\uFF19]/;
/** "单位:人"; a word before it makes it another thing, such as the publisher's own line at the foot of each page. */
const UNIT = /(?<!\p{Script=Han})单\s*位\s*:\s*(\p{Script=Han}{1,4})/gu;
const ENGLISH_UNIT = /\bunit\s*:\s*([a-z]+)/gi;
const PERSONS = new Set(["人", "person", "persons"]);

/** The rows under the table's header, and where its columns stand. */
export type FoundTable = {
  readonly header: readonly Cell[];
  readonly rows: readonly HtmlRow[];
  readonly at: Readonly<Record<Column, number>>;
};

/** The table of all levels: the one with most numbers, since pages are laid out in tables too. Throws when the page, its columns or its unit is another. */
export function findTable(exchange: Exchange): FoundTable {
  if (!isMarkup(exchange.body)) throw new LayoutChanged("the document is no web page");
  const contentType = exchange.headers["content-type"];
  const page = readHtmlPage(exchange.body, contentType === undefined ? {} : { contentType });
  const printed = pageText(page.root);
  if (!printed.includes(TABLE_NAME) && !withoutWhitespace(printed).includes(TABLE_NAME))
    throw new LayoutChanged("the page does not print the table's name");
  const { above, header, rows } = locateHeader(fullestTable(page));
  const at = findColumns(header, { read: Object.keys(COLUMNS) as Column[] }, foldColumn);
  assertUnitIsPersons(above, printed, header);
  return { header, rows, at };
}

function fullestTable(page: HtmlPage): HtmlTable {
  const [first, ...others] = page.tables().map((table) => ({ table, numbers: numbersIn(table) }));
  const fullest = others.reduce((most, one) => (most === undefined || one.numbers > most.numbers ? one : most), first);
  if (fullest === undefined || fullest.numbers === 0) throw new LayoutChanged("the page has no table with numbers");
  return fullest.table;
}

type LocatedHeader = Omit<FoundTable, "at"> & { readonly above: readonly Cell[] };

/** The unit may stand above the header in a column of its own, and then looks like a header itself. */
function locateHeader(table: HtmlTable): LocatedHeader {
  const banner = table.banner.flatMap((row) => row.cells);
  const line = table.rows.findIndex((row) => row.cells.some((cell) => isColumn(cell.text)));
  if (line < 0 || table.header.some((cell) => isColumn(cell.text))) return { above: banner, header: table.header, rows: table.rows };
  const between = table.rows.slice(0, line).flatMap((row) => row.cells);
  return { above: [...banner, ...table.header, ...between], header: table.rows[line]?.cells ?? [], rows: table.rows.slice(line + 1) };
}

const isColumn = (text: string): boolean => Object.hasOwn(COLUMNS, foldColumn(text));

function numbersIn(table: HtmlTable): number {
  return table.rows.reduce(
    (count, row) => count + row.cells.filter(({ text }) => DIGIT.test(text) && NUMBER.test(withoutWhitespace(text))).length,
    0,
  );
}

/** A Chinese header with the English that belongs to it, or alone, is that column; anything else stays as it is and is unexpected. */
function foldColumn(text: string): string {
  const whole = withoutWhitespace(text).toLowerCase();
  const column = (Object.keys(COLUMNS) as Column[]).find((name) => whole.startsWith(name));
  if (column === undefined) return whole;
  const english = whole.slice(column.length);
  return english === "" || ENGLISH[column].test(english) ? column : whole;
}

/** The unit stands above the header, else somewhere on the page. Throws UnitChanged for another (万人 are ten thousands), or for none. */
function assertUnitIsPersons(above: readonly Cell[], page: string, header: readonly Cell[]): void {
  const near = unitsIn(above.map((cell) => cell.text).join("\n"));
  const units = near.length > 0 ? near : unitsIn(page);
  if (units.length === 0) throw new UnitChanged("the page does not say in which unit it counts", header[0]);
  const other = units.find((unit) => !PERSONS.has(unit));
  if (other !== undefined) throw new UnitChanged(`the table counts in ${quoted(other)}, not in persons`, header[0]);
}

function unitsIn(text: string): string[] {
  const plain = text.normalize("NFKC");
  return [UNIT, ENGLISH_UNIT].flatMap((unit) => [...plain.matchAll(unit)].map((match) => (match[1] ?? "").toLowerCase()));
}

/** Every text of the page, its title included, in document order. */
function pageText(root: Element): string {
  const pieces: string[] = [];
  const collect = (element: Element): void => {
    for (const child of element.children) {
      if (isElement(child)) {
        if (child.name !== "script" && child.name !== "style") collect(child);
      } else if (child.type === "text" && child.data !== undefined) pieces.push(child.data);
    }
  };
  collect(root);
  return pieces.join(" ");
}
